import Findings
import ManifestRules
import Manifests

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Manifests gathered from disk: of files and folders the user names, or of standard input.
struct ManifestTree: Sendable {
    /// Bytes of one manifest; a larger file is passed over with a note.
    static let fileLimit = 4 << 20
    static let depthLimit = 64
    /// Folders that hold other people's manifests, or none.
    static let skippedFolders: Set<String> = [".git", "node_modules", "vendor", "testdata", ".terraform"]

    var files: [ManifestFile] = []
    /// Files that the user named one by one.
    private var named: [String] = []
    var notes: [ScanNote] = []
    /// Charts and kustomizations that were rendered.
    var rendered = 0

    /// Of files that were read already.
    init(files: [ManifestFile]) { self.files = files }

    /// - Parameters:
    ///   - paths: files, folders, or `-` for a rendered stream of Kubernetes manifests.
    ///   - exclude: tells paths that are not looked at.
    /// - Throws: `WorkflowError` for a path that does not exist or cannot be read.
    init(paths: [String], exclude: (String) -> Bool = { _ in false }) throws {
        for path in paths {
            if path == "-" {
                let bytes = try FileBytes.read("-", limit: Self.fileLimit * 16)
                // Without a name the content tells: manifests say what they are, anything else is a Dockerfile.
                let isManifest = ManifestKind.detect(path: "stdin.yaml", bytes: bytes) != nil
                files.append(ManifestFile(path: isManifest ? "stdin.yaml" : "stdin.dockerfile", bytes: bytes))
                named.append(files[files.count - 1].path)
                continue
            }
            var status = stat()
            guard stat(path, &status) == 0 else {
                throw WorkflowError(String(cString: strerror(errno)).lowercased(), subject: path)
            }
            if status.st_mode & S_IFMT == S_IFDIR {
                walk(path == "." ? "" : Self.withoutSlash(path), depth: 0, exclude)
            } else {
                files.append(ManifestFile(path: path, bytes: try FileBytes.read(path, limit: Self.fileLimit)))
                named.append(path)
            }
        }
        addCompanions()
    }

    /// Files that may be read because a compose file names them.
    private static let companionLimit = 64

    /// What the compose files refer to and nobody named: their `.env`, overrides, files they include or extend. They say
    /// what takes effect, but are not judged themselves.
    private mutating func addCompanions() {
        var known = Set(files.map(\.path))
        var open = files.filter { ManifestKind.detect(path: $0.path, bytes: $0.bytes) == .compose }
        var count = 0
        while let file = open.popLast(), count < Self.companionLimit {
            guard let root = YAMLParser.parse(file.bytes).roots.first else { continue }
            let folder = file.path.lastIndex(of: "/").map { String(file.path[...$0]) } ?? ""
            let environment = files.first { $0.path == folder + ".env" }
            let variables = environment.map {
                ComposeVariables(environmentFile: String(decoding: $0.bytes, as: UTF8.self))
            }
            for path in ComposeProject.references(of: root, path: file.path, variables: variables ?? ComposeVariables())
            where !path.hasPrefix("/") || file.path.hasPrefix("/") {
                guard count < Self.companionLimit, known.insert(path).inserted, Self.isFile(path),
                    let bytes = try? FileBytes.read(path, limit: Self.fileLimit)
                else { continue }
                count += 1
                let companion = ManifestFile(path: path, bytes: bytes, role: .companion)
                files.append(companion)
                if !path.hasSuffix(".env") { open.append(companion) } else { open.append(file) }
            }
        }
    }

    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// One note for each file that the user named and that is of no kind we judge.
    func notes(judged: Set<String>) -> [ScanNote] {
        named.filter { !judged.contains($0) }.map {
            ScanNote(
                "not judged: it is neither a Dockerfile, a compose file nor a Kubernetes manifest", makesPartial: true,
                location: Location(path: $0))
        }
    }

    private static func withoutSlash(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? withoutSlash(String(path.dropLast())) : path
    }

    private mutating func walk(_ folder: String, depth: Int, _ exclude: (String) -> Bool) {
        guard depth <= Self.depthLimit else {
            notes.append(
                ScanNote(
                    "folders deeper than \(Self.depthLimit) are not read", makesPartial: true,
                    location: Location(path: folder)))
            return
        }
        guard let names = Self.list(folder.isEmpty ? "." : folder) else {
            notes.append(
                ScanNote(
                    "cannot be read: \(String(cString: strerror(errno)))", makesPartial: true,
                    location: Location(path: folder)))
            return
        }
        for (name, isFolder) in names {
            let path = folder.isEmpty ? name : folder == "/" ? "/" + name : folder + "/" + name
            if exclude(path) { continue }
            if isFolder {
                if !Self.skippedFolders.contains(name) { walk(path, depth: depth + 1, exclude) }
            } else if ManifestKind.isCandidate(path: path) || name == ".env" {
                do {
                    files.append(ManifestFile(path: path, bytes: try FileBytes.read(path, limit: Self.fileLimit)))
                } catch {
                    notes.append(ScanNote(error.problem, makesPartial: true, location: Location(path: path)))
                }
            }
        }
    }

    /// Names in a folder, sorted; links are not followed. Nil where it cannot be read.
    static func list(_ folder: String) -> [(name: String, isFolder: Bool)]? {
        guard let handle = opendir(folder) else { return nil }
        defer { closedir(handle) }
        var names: [(name: String, isFolder: Bool)] = []
        while let entry = readdir(handle) {
            let type = Int(entry.pointee.d_type)
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != "..", type == DT_DIR || type == DT_REG || type == DT_UNKNOWN else { continue }
            var isFolder = type == DT_DIR
            if type == DT_UNKNOWN {
                var status = stat()
                guard lstat(folder + "/" + name, &status) == 0 else { continue }
                isFolder = status.st_mode & S_IFMT == S_IFDIR
                guard isFolder || status.st_mode & S_IFMT == S_IFREG else { continue }
            }
            names.append((name, isFolder))
        }
        return names.sorted { $0.name < $1.name }
    }

    /// What lies beside a Dockerfile; `root` stands before its path.
    static func buildContext(ofDockerfile path: String, under root: String = "") -> BuildContext? {
        var folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)].description
        if !root.isEmpty { folder = folder.isEmpty ? root : root + "/" + folder }
        guard let names = list(folder.isEmpty ? "." : folder) else { return nil }
        let ignore = (folder.isEmpty ? "" : folder + "/") + ".dockerignore"
        return BuildContext(
            ignoreFile: try? FileBytes.read(ignore, limit: fileLimit), paths: Set(names.map(\.name)))
    }
}
