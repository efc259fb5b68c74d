import Artifacts
import Findings

/// The files of one dpkg package, as hashes of their paths.
public struct DpkgFileListFact: Fact, Hashable {
    public var package: String
    /// Where the list is of one architecture: `libc6:amd64.list`.
    public var architecture: String?
    /// `StableHash` of each path without its leading slash, sorted.
    var files: [UInt64]
}

/// Reads `info/*.list` and `*.md5sums` of dpkg, and the latter beside the `status.d` files of distroless images.
struct DpkgFileListCataloger: Analyzer {
    let name = "dpkg-files"

    func interest(in entry: Entry) -> Interest {
        guard entry.isFile, entry.size > 0 else { return .nothing }
        return entry.withPath { Self.listName($0) != nil } ? .whole(limit: InventoryLimits.fileList) : .nothing
    }

    func analyze(_ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) {
        let fact = entry.withPath { path -> DpkgFileListFact? in
            guard let name = Self.listName(path) else { return nil }
            let colon = name.firstIndex(of: 0x3A)
            let isSums = path.bytes.hasSuffix(".md5sums")
            return DpkgFileListFact(
                package: name.slice(0, colon ?? name.count).string,
                architecture: colon.map { name.dropFirst($0 + 1).string },
                files: isSums ? Self.filesOfSums(Bytes(content)) : Self.filesOfList(Bytes(content)))
        }
        if let fact, !fact.files.isEmpty { report(.fact(fact)) }
    }

    /// The name of the package whose list it is, with its architecture.
    private static func listName(_ path: FilePath) -> Bytes? {
        let bytes = path.bytes
        guard bytes.count >= 24 else { return nil }
        let ending: Int
        if bytes.hasSuffix(".list") {
            ending = 5
        } else if bytes.hasSuffix(".md5sums") {
            ending = 8
        } else {
            return nil
        }
        let folder = FilePath(bytes: path.folder)
        guard
            folder.isAtRootOrBelow("var/lib/dpkg/info")
                || (ending == 8 && folder.isAtRootOrBelow("var/lib/dpkg/status.d"))
        else { return nil }
        let name = path.name
        return name.count > ending ? name.slice(0, name.count - ending) : nil
    }

    /// One path a line. Each folder stands before what is in it, so a line that the next one continues is no file.
    private static func filesOfList(_ content: Bytes) -> [UInt64] {
        var files: [UInt64] = []
        var previous: Bytes?
        content.forEachLine { line in
            let path = line.first == 0x2F ? line.dropFirst() : line
            if let previous, !(path.hasPrefix(previous) && path[previous.count] == 0x2F) {
                add(previous, to: &files)
            }
            previous = path
        }
        if let previous { add(previous, to: &files) }
        return files.sorted()
    }

    /// `md5  path`, as md5sum(1) writes it.
    private static func filesOfSums(_ content: Bytes) -> [UInt64] {
        var files: [UInt64] = []
        content.forEachLine { line in
            guard let space = line.firstIndex(of: 0x20) else { return }
            let path = line.dropFirst(space).trimmed
            add(path.hasPrefix("./") ? path.dropFirst(2) : path.first == 0x2F ? path.dropFirst() : path, to: &files)
        }
        return files.sorted()
    }

    /// Manuals too: the samples in them are no secrets of the image's maker. Eight bytes a file.
    private static func add(_ path: Bytes, to files: inout [UInt64]) {
        guard !path.isEmpty, !path.equals(".") else { return }
        files.append(path.stableHash)
    }
}
