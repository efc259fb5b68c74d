import Artifacts
import Findings
import SQLite

/// One package of rpm's database.
public struct RpmPackage: Sendable, Hashable {
    public var name = ""
    public var version = ""
    public var release = ""
    public var epoch: Int?
    public var architecture: String?
    /// `bash-5.1.8-6.el9.src.rpm`.
    public var sourcePackage: String?
    public var licence: String?
    public var vendor: String?
    public var url: String?
    /// The module stream it is of: `nodejs:18:8090020231023:a75119d5`.
    public var modularityLabel: String?
    /// Hashes of what it needs and provides by name.
    var requires: [UInt64] = []
    var provides: [UInt64] = []
    /// Hashes of the paths it needs, in both forms that merged /usr knows.
    var requiresFiles: [UInt64] = []
    /// Hashes of the paths of its files.
    var files: [UInt64] = []

    /// `epoch:version-release`; the epoch only where it is not 0, as rpm holds an absent one to be 0.
    public var fullVersion: String {
        let plain = release.isEmpty ? version : "\(version)-\(release)"
        return epoch.map { $0 > 0 ? "\($0):\(plain)" : plain } ?? plain
    }
}

public struct RpmDatabaseFact: Fact, Hashable {
    public var packages: [RpmPackage]
}

/// Reads rpm's database in its three formats: SQLite, ndb, and the Berkeley DB hash file of older bases.
struct RpmCataloger: Analyzer {
    let name = "rpm"

    func interest(in entry: Entry) -> Interest {
        guard entry.isFile, entry.size > 0 else { return .nothing }
        return entry.withPath(Self.isDatabase) ? .whole(limit: InventoryLimits.packageDatabase) : .nothing
    }

    func analyze(_ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) {
        if entry.path.hasSuffix("-wal") {
            // Frames of a write-ahead log that no one wrote back: the database beside it may be older than they are.
            return report(
                .note(
                    "\(entry.path): changes of the rpm database that were not written back are not read",
                    makesPartial: true))
        }
        let file = Bytes(content)
        var reader = RpmPackageReader()
        do throws(RpmDatabaseFailure) {
            if file.hasPrefix("SQLite format 3") {
                try RpmSQLiteReader.forEachBlob(content) { reader.read($0) }
            } else if file.hasPrefix("RpmP") {
                try NdbReader(file).forEachBlob {
                    reader.read($0)
                } failed: {
                    reader.failures.append($0.description)
                }
            } else {
                try BerkeleyHashReader(file).forEachBlob {
                    reader.read($0)
                } failed: {
                    reader.failures.append($0.description)
                }
            }
        } catch {
            reader.failures.append(error.description)
        }
        if let first = reader.failures.first {
            let others = reader.failures.count > 1 ? " (and \(reader.failures.count - 1) more)" : ""
            report(.note("\(entry.path): \(first)\(others); packages may be missing", makesPartial: true))
        }
        if !reader.packages.isEmpty { report(.fact(RpmDatabaseFact(packages: reader.packages))) }
    }

    private static func isDatabase(_ path: FilePath) -> Bool {
        let bytes = path.bytes
        guard bytes.count >= 20, let last = bytes.last, last == 0x65 || last == 0x62 || last == 0x73 || last == 0x6C
        else { return false }
        let name = path.name
        guard
            name.equals("rpmdb.sqlite") || name.equals("Packages.db") || name.equals("Packages")
                || name.equals("rpmdb.sqlite-wal")
        else { return false }
        let folder = FilePath(bytes: path.folder)
        return folder.isAtRootOrBelow("var/lib/rpm") || folder.isAtRootOrBelow("usr/lib/sysimage/rpm")
            || folder.isAtRootOrBelow("usr/share/rpm")
    }
}

/// Makes packages of header blobs.
struct RpmPackageReader {
    var packages: [RpmPackage] = []
    var failures: [String] = []

    mutating func read(_ blob: Bytes) {
        do throws(RpmHeader.Malformed) {
            let header = try RpmHeader(blob)
            // Public keys are stored as packages, and are none.
            if let package = Self.package(header), package.name != "gpg-pubkey" { packages.append(package) }
        } catch {
            failures.append(error.description)
        }
    }

    private static func package(_ header: RpmHeader) -> RpmPackage? {
        guard let name = header.text(.name), let version = header.text(.version) else { return nil }
        var package = RpmPackage(name: name, version: version, release: header.text(.release) ?? "")
        package.epoch = header.number(.epoch).map(Int.init)
        package.architecture = header.text(.architecture)
        package.sourcePackage = header.text(.sourcePackage)
        package.licence = header.text(.licence)
        package.vendor = header.text(.vendor)
        package.url = header.text(.url)
        package.modularityLabel = header.text(.modularityLabel)
        header.forEachText(.provideName) { package.provides.append($0.stableHash) }
        header.forEachText(.requireName) { addRequirement($0, to: &package) }
        readFiles(header, into: &package)
        return package
    }

    private static func addRequirement(_ name: Bytes, to package: inout RpmPackage) {
        guard name.first == 0x2F else {
            // What rpm itself must be able to do.
            if !name.hasPrefix("rpmlib(") { package.requires.append(name.stableHash) }
            return
        }
        let path = name.dropFirst()
        package.requiresFiles.append(path.stableHash)
        let isInUsr = path.hasPrefix("usr/")
        let rest = isInUsr ? path.dropFirst(4) : path
        guard rest.hasPrefix("bin/") || rest.hasPrefix("sbin/") || rest.hasPrefix("lib/") || rest.hasPrefix("lib64/")
        else { return }
        var hash = StableHash()
        if !isInUsr { for byte in "usr/".utf8 { hash.add(byte) } }
        rest.addTo(&hash)
        package.requiresFiles.append(hash.value)
    }

    /// Files are stored as names, with the index of the folder of each; before rpm 4 as whole paths.
    private static func readFiles(_ header: RpmHeader, into package: inout RpmPackage) {
        var folders: [Bytes] = []
        header.forEachText(.directoryNames) { folders.append($0) }
        var indexes: [Int] = []
        header.forEachNumber(.directoryIndexes) { indexes.append(Int($0)) }
        var position = 0
        header.forEachText(.baseNames) { name in
            defer { position += 1 }
            guard position < indexes.count, folders.indices.contains(indexes[position]) else { return }
            let folder = folders[indexes[position]]
            var hash = StableHash()
            (folder.first == 0x2F ? folder.dropFirst() : folder).addTo(&hash)
            name.addTo(&hash)
            package.files.append(hash.value)
        }
        header.forEachText(.oldFileNames) { path in
            package.files.append((path.first == 0x2F ? path.dropFirst() : path).stableHash)
        }
    }
}
