import Artifacts
import Findings

/// One package of apk's database.
public struct ApkPackage: Sendable, Hashable {
    public var name = ""
    public var version = ""
    public var architecture: String?
    /// The aport it was built from; advisories speak of it.
    public var origin: String?
    public var licence: String?
    public var maintainer: String?
    public var url: String?
    /// Hashes of what it needs: package names, and `so:…`, `cmd:…`, `pc:…` names.
    var depends: [UInt64] = []
    /// Needs that are a path, `/bin/sh`.
    var dependsOnFiles: [UInt64] = []
    var provides: [UInt64] = []
    /// Hashes of the paths of its files, sorted.
    var files: [UInt64] = []
}

public struct ApkDatabaseFact: Fact, Hashable {
    public var packages: [ApkPackage]
}

/// Reads apk's installed database (Alpine, Wolfi, Chainguard): one `K:value` a line, an empty line after each package.
struct ApkCataloger: Analyzer {
    let name = "apk"

    func interest(in entry: Entry) -> Interest {
        guard entry.isFile, entry.size > 0 else { return .nothing }
        return entry.withPath { $0.bytes.last == 0x64 && $0.isAtRootOrBelow("lib/apk/db/installed") }
            ? .whole(limit: InventoryLimits.packageDatabase) : .nothing
    }

    func analyze(_ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) {
        let packages = Self.packages(in: Bytes(content))
        if !packages.isEmpty { report(.fact(ApkDatabaseFact(packages: packages))) }
    }

    static func packages(in bytes: Bytes) -> [ApkPackage] {
        var packages: [ApkPackage] = []
        var package = ApkPackage()
        var folder = bytes.slice(0, 0)
        func finish() {
            if !package.name.isEmpty, !package.version.isEmpty {
                package.files.sort()
                packages.append(package)
            }
            package = ApkPackage()
            folder = bytes.slice(0, 0)
        }
        bytes.forEachLine { line in
            guard let key = line.first else { return finish() }
            guard line[1] == 0x3A else { return }
            let value = line.dropFirst(2)
            switch key {
            case UInt8(ascii: "P"): package.name = value.trimmed.string
            case UInt8(ascii: "V"): package.version = value.trimmed.string
            case UInt8(ascii: "A"): package.architecture = value.nonEmptyString
            case UInt8(ascii: "o"): package.origin = value.nonEmptyString
            case UInt8(ascii: "L"): package.licence = value.trimmed.nonEmptyString
            case UInt8(ascii: "m"): package.maintainer = value.nonEmptyString
            case UInt8(ascii: "U"): package.url = value.nonEmptyString
            case UInt8(ascii: "D"): readDependencies(value, &package)
            case UInt8(ascii: "p"): value.forEachWord { package.provides.append(provided($0)) }
            case UInt8(ascii: "F"): folder = value
            case UInt8(ascii: "R"): package.files.append(hash(folder, value))
            default: break
            }
        }
        finish()
        return packages
    }

    /// `name`, `name>=1.2`, `so:libc.musl-x86_64.so.1`, `/bin/sh`; `!name` is a conflict.
    private static func readDependencies(_ value: Bytes, _ package: inout ApkPackage) {
        value.forEachWord { word in
            guard word.first != 0x21 else { return }
            let name = withoutVersion(word)
            if name.first == 0x2F {
                package.dependsOnFiles.append(name.dropFirst().stableHash)
            } else if !name.isEmpty {
                package.depends.append(name.stableHash)
            }
        }
    }

    private static func withoutVersion(_ word: Bytes) -> Bytes {
        var end = 0
        while let byte = word[end], byte != 0x3D, byte != 0x3C, byte != 0x3E, byte != 0x7E, byte != 0x40 { end += 1 }
        return word.slice(0, end)
    }

    /// busybox provides `/bin/sh`, which others need as a path.
    private static func provided(_ word: Bytes) -> UInt64 {
        let name = withoutVersion(word)
        return name.first == 0x2F ? name.dropFirst().stableHash : name.stableHash
    }

    private static func hash(_ folder: Bytes, _ name: Bytes) -> UInt64 {
        var hash = StableHash()
        if !folder.isEmpty {
            folder.addTo(&hash)
            hash.add(0x2F)
        }
        name.addTo(&hash)
        return hash.value
    }
}
