import Artifacts
import Findings

/// One paragraph of dpkg's database.
public struct DpkgPackage: Sendable, Hashable {
    public var name = ""
    public var version = ""
    public var architecture: String?
    /// From `Source: name (version)`; absent where they are the package's own.
    public var sourceName: String?
    public var sourceVersion: String?
    public var maintainer: String?
    public var homepage: String?
    public var section: String?
    public var isEssential = false
    /// `Pre-Depends` and `Depends` as written, joined by a comma.
    public var depends = ""
    public var provides = ""
    /// The third word of `Status` where it is not `installed`: `unpacked`, `half-configured`, ….
    public var state: String?
}

/// All packages of one database file: `var/lib/dpkg/status`, or one file of `status.d`, as distroless images have.
public struct DpkgDatabaseFact: Fact, Hashable {
    public var packages: [DpkgPackage]
}

/// Reads dpkg's list of packages.
struct DpkgCataloger: Analyzer {
    let name = "dpkg"

    func interest(in entry: Entry) -> Interest {
        guard entry.isFile, entry.size > 0 else { return .nothing }
        return entry.withPath(Self.isDatabase) ? .whole(limit: InventoryLimits.packageDatabase) : .nothing
    }

    func analyze(_ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) {
        let packages = Self.packages(in: Bytes(content))
        if !packages.isEmpty { report(.fact(DpkgDatabaseFact(packages: packages))) }
    }

    private static func isDatabase(_ path: FilePath) -> Bool {
        let bytes = path.bytes
        guard bytes.count >= 19 else { return false }
        if bytes.last == 0x73, path.isAtRootOrBelow("var/lib/dpkg/status") { return true }
        guard bytes.count >= 22, path.folder.hasSuffix("lib/dpkg/status.d"), !bytes.hasSuffix(".md5sums") else {
            return false
        }
        return FilePath(bytes: path.folder).isAtRootOrBelow("var/lib/dpkg/status.d")
    }

    static func packages(in bytes: Bytes) -> [DpkgPackage] {
        var packages: [DpkgPackage] = []
        // A paragraph of dpkg's is rarely under 700 bytes; one allocation serves nearly always.
        packages.reserveCapacity(min(bytes.count / 700 + 1, 65_536))
        var package = DpkgPackage()
        var isInstalled = true
        ControlFile.parse(bytes) { name, value in
            read(name, value, into: &package, &isInstalled)
        } endOfParagraph: {
            if isInstalled, !package.name.isEmpty, !package.version.isEmpty { packages.append(package) }
            package = DpkgPackage()
            isInstalled = true
        }
        return packages
    }

    @inline(__always)
    private static func read(
        _ name: Bytes, _ value: Bytes, into package: inout DpkgPackage, _ isInstalled: inout Bool
    ) {
        switch name.count {
        case 6:
            if name.equalsIgnoringCase("Status") {
                readStatus(value, &package, &isInstalled)
            } else if name.equalsIgnoringCase("Source") {
                readSource(value, &package)
            }
        case 7:
            if name.equalsIgnoringCase("Package") {
                package.name = value.string
            } else if name.equalsIgnoringCase("Version") {
                package.version = value.string
            } else if name.equalsIgnoringCase("Depends") {
                package.depends = joined(package.depends, value)
            } else if name.equalsIgnoringCase("Section") {
                package.section = value.nonEmptyString
            }
        case 8:
            if name.equalsIgnoringCase("Provides") {
                package.provides = value.string
            } else if name.equalsIgnoringCase("Homepage") {
                package.homepage = value.nonEmptyString
            }
        case 9:
            if name.equalsIgnoringCase("Essential") { package.isEssential = value.equalsIgnoringCase("yes") }
        case 10:
            if name.equalsIgnoringCase("Maintainer") { package.maintainer = value.nonEmptyString }
        case 11:
            if name.equalsIgnoringCase("Pre-Depends") { package.depends = joined(package.depends, value) }
        case 12:
            if name.equalsIgnoringCase("Architecture") { package.architecture = value.nonEmptyString }
        default: break
        }
    }

    private static func joined(_ before: String, _ value: Bytes) -> String {
        before.isEmpty ? value.string : before + ", " + value.string
    }

    /// `install ok installed`: what is wanted, whether it is broken, and the state (dpkg(1), "Package states").
    /// Of `config-files` only configuration is left, of `not-installed` nothing; in all other states the files of the
    /// package are, or may be, there.
    private static func readStatus(_ value: Bytes, _ package: inout DpkgPackage, _ isInstalled: inout Bool) {
        var words = 0
        value.forEachWord { word in
            words += 1
            guard words == 3 else { return }
            isInstalled = !word.equals("config-files") && !word.equals("not-installed")
            if isInstalled, !word.equals("installed") { package.state = word.string }
        }
    }

    /// Debian Policy 5.6.1: the version stands in parentheses where it is not the binary package's.
    private static func readSource(_ value: Bytes, _ package: inout DpkgPackage) {
        guard let open = value.firstIndex(of: 0x28) else {
            package.sourceName = value.nonEmptyString
            return
        }
        package.sourceName = value.slice(0, open).trimmed.nonEmptyString
        let close = value.firstIndex(of: 0x29, from: open) ?? value.count
        package.sourceVersion = value.slice(open + 1, close).trimmed.nonEmptyString
    }
}
