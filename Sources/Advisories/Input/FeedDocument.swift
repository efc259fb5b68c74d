/// One document of a feed, unpacked.
struct FeedDocument {
    /// For messages: the file, and where it is an archive the path in it.
    var place: String
    /// Path within the folder or archive, without the suffixes of compression.
    var path: String
    var bytes: [UInt8]
    /// Second since 1970 of the last change, where it is known.
    var modified: Int64?

    init(place: String, path: String? = nil, bytes: [UInt8], modified: Int64? = nil) {
        self.place = place
        self.path = path ?? place
        self.bytes = bytes
        self.modified = modified
    }

    var fileName: Substring { path.split(separator: "/").last ?? Substring(path) }

    /// The first byte that is no white space and no byte order mark.
    var firstByte: UInt8? {
        let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        return bytes[start...].first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
    }
}

/// Gives each document that lies in files, folders, and archives one level deep.
struct FeedInput {
    var limits = FeedLimits()

    /// What is told of documents and of what could not be read.
    struct Visitor {
        var document: (FeedDocument) throws(AdvisoryError) -> Void
        /// Place, problem, and whether all that follows in the file is lost with it.
        var problem: (String, FeedProblem, _ endsFile: Bool) throws(AdvisoryError) -> Void
    }

    /// - Parameter name: what the file is called, where it does not have its own name yet.
    /// - Throws: `unreadable` if `path` itself is not there; what the visitor throws.
    func visit(_ path: String, named name: String? = nil, _ visitor: Visitor) throws(AdvisoryError) {
        switch SystemCall.kind(of: path) {
        case .folder: try visitFolder(path, visitor)
        case .file: try visitFile(path, name ?? path, visitor)
        case .other: throw .unreadable(path: path, reason: "it is neither a file nor a folder")
        case nil: throw .unreadable(path: path, reason: "there is no such file or folder")
        }
    }

    private func visitFolder(_ root: String, _ visitor: Visitor) throws(AdvisoryError) {
        // Files before what lies deeper, each folder in the order of its names.
        var open = [root]
        var seen = 0
        while let folder = open.popLast() {
            let names: [String]
            do throws(FeedProblem) {
                names = try SystemCall.names(in: folder)
            } catch {
                throw .unreadable(path: folder, reason: error.description)
            }
            var folders: [String] = []
            for name in names where !name.hasPrefix(".") {
                seen += 1
                guard seen <= limits.entries, folder.utf8.count < 4096 else {
                    throw .unreadable(path: root, reason: "it holds too many files, or a circle of links")
                }
                let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
                switch SystemCall.kind(of: path) {
                case .folder: folders.append(path)
                case .file: try visitFile(path, path, visitor)
                case .other, nil: continue
                }
            }
            open += folders.reversed()
        }
    }

    private func visitFile(_ path: String, _ name: String, _ visitor: Visitor) throws(AdvisoryError) {
        do throws(FeedProblem) {
            try unpack(path, name, visitor)
        } catch {
            try visitor.problem(name, error, true)
            return
        }
        if let stopped = pending.error {
            pending.error = nil
            throw stopped
        }
    }

    /// The visitor's own error while an archive is being read.
    private final class Pending {
        var error: AdvisoryError?
    }

    private let pending = Pending()

    init(limits: FeedLimits = FeedLimits()) { self.limits = limits }

    /// False where the visitor wants to stop.
    private func give(_ document: FeedDocument, _ visitor: Visitor) -> Bool {
        do throws(AdvisoryError) {
            try visitor.document(document)
            return true
        } catch {
            pending.error = error
            return false
        }
    }

    private func tell(_ place: String, _ problem: FeedProblem, _ visitor: Visitor) -> Bool {
        do throws(AdvisoryError) {
            try visitor.problem(place, problem, false)
            return true
        } catch {
            pending.error = error
            return false
        }
    }

    private func unpack(_ path: String, _ givenName: String, _ visitor: Visitor) throws(FeedProblem) {
        let file = try FileReader(path: path)
        let raw = BufferedReader(file)
        let head = Array(try raw.peek(4))
        var name = givenName
        if head.starts(with: [0x50, 0x4b, 0x03, 0x04]) || head.starts(with: [0x50, 0x4b, 0x05, 0x06]) {
            try visitZip(file, givenName, visitor)
            return
        }
        let reader: BufferedReader
        if head.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) {
            reader = BufferedReader(GuardedReader(UnpackingReader.zstd(raw), packedSize: file.size, limits: limits))
            name = name.without(suffixes: [".zst", ".zstd"])
        } else if head.starts(with: [0x1f, 0x8b]) {
            reader = BufferedReader(GuardedReader(UnpackingReader.gzip(raw), packedSize: file.size, limits: limits))
            name = name.without(suffixes: [".gz"])
        } else {
            reader = raw
        }
        if TarFiles.isHeader(try reader.peek(512)) {
            try visitTar(TarFiles(reader, limits: limits), givenName, visitor)
            return
        }
        let bytes = try reader.rest(atMost: limits.document)
        _ = give(FeedDocument(place: givenName, path: name, bytes: bytes, modified: file.modified), visitor)
    }

    private func visitTar(_ tar: TarFiles, _ path: String, _ visitor: Visitor) throws(FeedProblem) {
        var tar = tar
        while let (file, bytes) = try tar.next() {
            let place = "\(path): \(file.path)"
            guard let bytes else {
                let problem = FeedProblem("it is larger than \(limits.document) bytes")
                guard tell(place, problem, visitor) else { return }
                continue
            }
            let document = FeedDocument(
                place: place, path: file.path, bytes: bytes, modified: file.modified > 0 ? file.modified : nil)
            guard give(document, visitor) else { return }
        }
    }

    private func visitZip(_ file: FileReader, _ path: String, _ visitor: Visitor) throws(FeedProblem) {
        let zip = try ZipReader(file, limits: limits)
        for entry in zip.entries {
            let place = "\(path): \(entry.path)"
            do throws(FeedProblem) {
                let document = FeedDocument(place: place, path: entry.path, bytes: try zip.read(entry))
                guard give(document, visitor) else { return }
            } catch {
                guard tell(place, error, visitor) else { return }
            }
        }
    }
}

extension String {
    fileprivate func without(suffixes: [String]) -> String {
        suffixes.first { hasSuffix($0) }.map { String(dropLast($0.count)) } ?? self
    }
}
