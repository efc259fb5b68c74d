import Findings
import GoRules
import GoSource
import Repair

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Go source as `drydock fix` is given it: a folder with all that is below it, or one file.
struct GoRepairTarget {
    var path: String
    /// Else a folder.
    let isFile: Bool

    /// Nil for a file that holds no Go.
    /// - Throws: for a path that does not exist.
    init?(_ path: String) throws(WorkflowError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw WorkflowError(String(cString: strerror(errno)).lowercased(), subject: path)
        }
        isFile = status.st_mode & S_IFMT != S_IFDIR
        guard !isFile || path.hasSuffix(".go") else { return nil }
        self.path = path
    }

    /// What stands before the names of a folder's files, seen from the working folder.
    var lead: String {
        isFile || path == "." || path == "./" ? "" : path.hasSuffix("/") ? path : path + "/"
    }

    /// The way from the working folder to a file that a finding names; nil for one outside of the target.
    func way(to shown: String) -> String? {
        guard !isFile else { return path }
        guard !shown.hasPrefix("/"), !shown.split(separator: "/").contains("..") else { return nil }
        return lead + shown
    }

    /// Whether a path is the file, or one in the folder.
    func holds(_ path: String) -> Bool {
        if isFile { return path == self.path }
        return path.hasPrefix(lead) && (lead.hasPrefix("/") || !path.hasPrefix("/"))
            && !path.dropFirst(lead.count).split(separator: "/").contains("..")
    }
}

/// Repairs Go source: the module is read again with the edits in place, before anything is written.
struct GoRepair {
    let target: GoRepairTarget
    let scanner: GoCodeScanner

    init(target: GoRepairTarget, options: GoCodeOptions) {
        self.target = target
        scanner = GoCodeScanner(options)
    }

    func run(
        wants: @escaping (Finding) -> Bool
    ) throws -> (repairs: [FixWorkflow.Repair], notes: [ScanNote]) {
        var notes: [ScanNote] = []
        var originals: [String: [UInt8]] = [:]
        let repair = TreeRepair<any Error>(
            wants: wants,
            read: { path in
                guard let bytes = bytes(of: path) else { return nil }
                originals[path] = bytes
                return bytes
            },
            judge: { changes in
                let result = try scan(changes, originals)
                if changes.isEmpty { notes = result.notes }
                return Dictionary(grouping: result.findings) { finding in
                    let shown = finding.location?.path ?? ""
                    return target.way(to: shown) ?? shown
                }
            })
        let repairs = try repair.repair().sorted { $0.key < $1.key }.compactMap { path, result in
            originals[path].map { FixWorkflow.Repair(path: path, original: $0, result: result) }
        }
        return (repairs, notes)
    }

    /// A file that may be written: one of the target's own, and no link to somewhere else.
    private func bytes(of path: String) -> [UInt8]? {
        guard target.holds(path) else { return nil }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return try? FileBytes.read(path, limit: GoCodeScanner.fileLimit)
    }

    private func scan(_ changes: [String: [UInt8]], _ originals: [String: [UInt8]]) throws -> GoScanResult {
        let path = target.path
        if target.isFile { return try scanner.scan(file: path, bytes: changes[path] ?? originals[path]) }
        let disk = DiskFiles()
        let root = disk.absolute(path) + "/"
        let edits = Dictionary(
            uniqueKeysWithValues: changes.map { (root + $0.key.dropFirst(target.lead.utf8.count), $0.value) })
        return try scanner.scan(folder: path, files: EditedFiles(disk, edits: edits))
    }
}
