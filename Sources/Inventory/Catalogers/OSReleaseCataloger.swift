import Artifacts
import Findings

/// What one release file says of the operating system.
public struct OSReleaseFact: Fact, Hashable {
    /// The kinds of release files, the most telling first.
    public enum Source: Int, Sendable, Hashable, Comparable {
        case osRelease, osReleaseInUsr, systemRelease, alpineRelease, suseRelease, lsbRelease, debianVersion

        public static func < (left: Source, right: Source) -> Bool { left.rawValue < right.rawValue }
    }

    public var source: Source
    public var id: String?
    public var version: String?
    public var codename: String?
    public var prettyName: String?
    public var like: [String]
    /// `VARIANT_ID`, `IMAGE_ID`: which edition of the distribution it is.
    public var variant: String?

    init(
        source: Source, id: String? = nil, version: String? = nil, codename: String? = nil, prettyName: String? = nil,
        like: [String] = [], variant: String? = nil
    ) {
        self.source = source
        self.id = id
        self.version = version
        self.codename = codename
        self.prettyName = prettyName
        self.like = like
        self.variant = variant
    }
}

/// Reads os-release(5) and the files that older systems have in its place.
struct OSReleaseCataloger: Analyzer {
    let name = "os-release"

    func interest(in entry: Entry) -> Interest {
        guard entry.isFile, entry.size > 0 else { return .nothing }
        return entry.withPath { Self.source(of: $0) } == nil ? .nothing : .whole(limit: InventoryLimits.releaseFile)
    }

    func analyze(_ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) {
        guard let source = entry.withPath({ Self.source(of: $0) }) else { return }
        if let fact = Self.read(Bytes(content), source) { report(.fact(fact)) }
    }

    private static func source(of path: FilePath) -> OSReleaseFact.Source? {
        let bytes = path.bytes
        guard bytes.count >= 14, let last = bytes.last, last == 0x65 || last == 0x6E else { return nil }
        if bytes.hasSuffix("os-release") {
            if path.isAtRootOrBelow("etc/os-release") { return .osRelease }
            return path.isAtRootOrBelow("usr/lib/os-release") ? .osReleaseInUsr : nil
        }
        if bytes.hasSuffix("-release") {
            if path.isAtRootOrBelow("etc/alpine-release") { return .alpineRelease }
            if path.isAtRootOrBelow("etc/lsb-release") { return .lsbRelease }
            if path.isAtRootOrBelow("etc/SuSE-release") { return .suseRelease }
            let isSystem =
                path.isAtRootOrBelow("etc/redhat-release") || path.isAtRootOrBelow("etc/centos-release")
                || path.isAtRootOrBelow("etc/system-release") || path.isAtRootOrBelow("etc/rocky-release")
                || path.isAtRootOrBelow("etc/almalinux-release") || path.isAtRootOrBelow("etc/oracle-release")
                || path.isAtRootOrBelow("etc/fedora-release")
            return isSystem ? .systemRelease : nil
        }
        return path.isAtRootOrBelow("etc/debian_version") ? .debianVersion : nil
    }

    static func read(_ content: Bytes, _ source: OSReleaseFact.Source) -> OSReleaseFact? {
        switch source {
        case .osRelease, .osReleaseInUsr: osRelease(content, source)
        case .lsbRelease: lsbRelease(content)
        case .systemRelease: systemRelease(content)
        case .suseRelease: suseRelease(content)
        case .alpineRelease: alpineRelease(content)
        case .debianVersion: debianVersion(content)
        }
    }

    private static func osRelease(_ content: Bytes, _ source: OSReleaseFact.Source) -> OSReleaseFact? {
        var fact = OSReleaseFact(source: source)
        forEachAssignment(content) { name, value in
            if name.equals("ID") {
                fact.id = value().lowercased()
            } else if name.equals("VERSION_ID") {
                fact.version = value()
            } else if name.equals("VERSION_CODENAME") {
                fact.codename = value()
            } else if name.equals("PRETTY_NAME") {
                fact.prettyName = value()
            } else if name.equals("ID_LIKE") {
                fact.like = value().lowercased().split(separator: " ").map(String.init)
            } else if name.equals("VARIANT_ID") || (fact.variant == nil && name.equals("IMAGE_ID")) {
                fact.variant = value()
            }
        }
        if fact.version?.isEmpty == true { fact.version = nil }
        if fact.id?.isEmpty == true { fact.id = nil }
        // os-release(5): an absent ID means "linux"; such a file tells nothing that a better one would not.
        return fact.id == nil && fact.prettyName == nil ? nil : fact
    }

    private static func lsbRelease(_ content: Bytes) -> OSReleaseFact? {
        var fact = OSReleaseFact(source: .lsbRelease)
        forEachAssignment(content) { name, value in
            if name.equals("DISTRIB_ID") {
                fact.id = value().lowercased()
            } else if name.equals("DISTRIB_RELEASE") {
                fact.version = value()
            } else if name.equals("DISTRIB_CODENAME") {
                fact.codename = value()
            } else if name.equals("DISTRIB_DESCRIPTION") {
                fact.prettyName = value()
            }
        }
        return fact.id?.isEmpty ?? true ? nil : fact
    }

    /// `CentOS Linux release 7.9.2009 (Core)`, `Red Hat Enterprise Linux Server release 6.10 (Santiago)`.
    private static func systemRelease(_ content: Bytes) -> OSReleaseFact? {
        let line = content.slice(0, content.firstIndex(of: 0x0A) ?? content.count).trimmed.string
        let families: [(words: String, id: String, like: [String])] = [
            ("red hat enterprise linux", "rhel", ["fedora"]), ("centos", "centos", ["rhel", "fedora"]),
            ("rocky linux", "rocky", ["rhel", "centos", "fedora"]),
            ("almalinux", "almalinux", ["rhel", "centos", "fedora"]),
            ("oracle linux", "ol", ["fedora"]), ("fedora", "fedora", []), ("amazon linux", "amzn", ["rhel", "fedora"]),
            ("cbl-mariner", "mariner", []), ("scientific linux", "scientific", ["rhel", "centos", "fedora"]),
        ]
        let lowered = line.lowercased()
        guard let family = families.first(where: { lowered.hasPrefix($0.words) }) else { return nil }
        return OSReleaseFact(
            source: .systemRelease, id: family.id, version: firstNumber(in: line), prettyName: line, like: family.like)
    }

    /// First line the name, then `VERSION = 11` and `PATCHLEVEL = 4`.
    private static func suseRelease(_ content: Bytes) -> OSReleaseFact? {
        var title: String?
        var version: String?
        var patch: String?
        content.forEachLine { line in
            if title == nil { title = line.trimmed.nonEmptyString }
            guard let equals = line.firstIndex(of: 0x3D) else { return }
            let name = line.slice(0, equals).trimmed
            if name.equals("VERSION") { version = line.dropFirst(equals + 1).trimmed.nonEmptyString }
            if name.equals("PATCHLEVEL") { patch = line.dropFirst(equals + 1).trimmed.nonEmptyString }
        }
        guard let title, let version else { return nil }
        let isEnterprise = title.lowercased().contains("enterprise")
        let joined = patch.map { $0 == "0" ? version : "\(version).\($0)" } ?? version
        return OSReleaseFact(
            source: .suseRelease, id: isEnterprise ? "sles" : "opensuse", version: joined, prettyName: title,
            like: ["suse"])
    }

    private static func alpineRelease(_ content: Bytes) -> OSReleaseFact? {
        guard let version = content.trimmed.nonEmptyString else { return nil }
        return OSReleaseFact(
            source: .alpineRelease, id: "alpine", version: version, prettyName: "Alpine Linux \(version)")
    }

    /// `12.5` of a release, `trixie/sid` of one in the making.
    private static func debianVersion(_ content: Bytes) -> OSReleaseFact? {
        guard let text = content.trimmed.nonEmptyString else { return nil }
        if let first = text.utf8.first, first >= 0x30, first <= 0x39 {
            let major = text.prefix { $0 != "." }
            return OSReleaseFact(
                source: .debianVersion, id: "debian", version: String(major), prettyName: "Debian GNU/Linux \(text)")
        }
        let codename = text.prefix { $0 != "/" }
        return OSReleaseFact(
            source: .debianVersion, id: "debian", codename: String(codename), prettyName: "Debian GNU/Linux \(text)")
    }

    private static func firstNumber(in line: String) -> String? {
        let number = line.drop { !$0.isASCII || !$0.isNumber }.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        return number.isEmpty ? nil : String(number)
    }

    /// `NAME=value`, `NAME="value"` with shell escapes, `#` comments: os-release(5).
    private static func forEachAssignment(_ content: Bytes, _ body: (_ name: Bytes, _ value: () -> String) -> Void) {
        content.forEachLine { line in
            let line = line.trimmed
            guard line.first != 0x23, let equals = line.firstIndex(of: 0x3D) else { return }
            body(line.slice(0, equals)) { unquoted(line.dropFirst(equals + 1)) }
        }
    }

    private static func unquoted(_ value: Bytes) -> String {
        guard let quote = value.first, quote == 0x22 || quote == 0x27 else { return value.string }
        var text: [UInt8] = []
        var index = 1
        while let byte = value[index], byte != quote {
            if byte == 0x5C, quote == 0x22, let next = value[index + 1] {
                text.append(next)
                index += 2
            } else {
                text.append(byte)
                index += 1
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
