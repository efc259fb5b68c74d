/// Looks through one file, or one member of an archive: finds out what it is and hands it to the reader of its kind.
final class ContentScan {
    private enum State {
        case undecided
        case text(TextScan)
        case wide(WideText, TextScan)
        case compressed(CompressedScan)
        case loose(LooseObjectScan)
        case zip(ZipScan)
        case tar(TarScan)
        case pack([UInt8])
        case skipping(ContentKind.Reason)
        case done
    }

    private let worker: SecretWorker
    private let report: FileReport
    private let member: String?
    private let depth: Int
    private var state = State.undecided
    private var head: [UInt8] = []

    init(_ worker: SecretWorker, _ report: FileReport, member: String? = nil, depth: Int = 0) {
        self.worker = worker
        self.report = report
        self.member = member
        self.depth = depth
    }

    /// False where the rest of it need not come.
    func feed(_ piece: UnsafeRawBufferPointer) -> Bool {
        guard case .undecided = state else { return take(piece) }
        if head.isEmpty, piece.count >= ContentKind.headSize {
            decide(piece.slice(0..<ContentKind.headSize))
            return take(piece)
        }
        let part = piece.prefix(ContentKind.headSize - head.count)
        head.append(contentsOf: part)
        guard head.count >= ContentKind.headSize else { return true }
        return takeHead() && take(UnsafeRawBufferPointer(rebasing: piece.dropFirst(part.count)))
    }

    /// A file that is all there.
    func whole(_ content: UnsafeRawBufferPointer) {
        decide(content.slice(0..<ContentKind.headSize))
        if case .text(var scan) = state {
            state = .done
            scan.whole(content)
            collect(scan)
        } else {
            _ = take(content)
            finish()
        }
    }

    func finish() {
        if case .undecided = state, !head.isEmpty {
            let content = head
            head = []
            content.withUnsafeBytes { whole($0) }
            return
        }
        let last = state
        state = .done
        switch last {
        case .undecided, .skipping, .done: break
        case .text(var scan):
            scan.finish()
            collect(scan)
        case .wide(var wide, var scan):
            wide.finish { scan.feed($0) }
            scan.finish()
            collect(scan)
        case .compressed(let scan): scan.finish()
        case .loose(let scan): scan.finish()
        case .zip(let scan): scan.finish()
        case .tar(let scan): scan.finish()
        case .pack(let bytes): scanPack(bytes)
        }
    }

    private func takeHead() -> Bool {
        let bytes = head
        head = []
        return bytes.withUnsafeBytes { bytes in
            decide(bytes)
            return take(bytes)
        }
    }

    private func decide(_ head: UnsafeRawBufferPointer) {
        let name = member ?? report.path
        let kind = ContentKind(head: head, path: name)
        if kind.isArchive, depth >= report.limits.archiveDepth {
            report.note("archives nest deeper than \(report.limits.archiveDepth): inner ones were not looked at")
            state = .skipping(.limit)
            return
        }
        switch kind {
        case .text: state = .text(TextScan(worker, kind: .text, path: report.path, member: member))
        case .binary: state = .text(TextScan(worker, kind: .binary, path: report.path, member: member))
        case .wideText(let isBigEndian):
            state = .wide(
                WideText(isBigEndian: isBigEndian), TextScan(worker, kind: .text, path: report.path, member: member))
        case .compressed(let codec):
            state = .compressed(CompressedScan(worker, report, codec, member: member, depth: depth))
        case .zlib: state = .loose(LooseObjectScan(worker, report, member: member, depth: depth))
        case .zip: state = .zip(ZipScan(worker, report, member: member, depth: depth))
        case .tar: state = .tar(TarScan(worker, report, member: member, depth: depth))
        case .gitPack: state = .pack([])
        case .skipped(let reason): state = .skipping(reason)
        }
    }

    private func take(_ piece: UnsafeRawBufferPointer) -> Bool {
        switch state {
        case .undecided, .done: return false
        case .text(var scan):
            state = .done
            scan.feed(piece)
            state = .text(scan)
            return true
        case .wide(var wide, var scan):
            state = .done
            wide.feed(piece) { scan.feed($0) }
            state = .wide(wide, scan)
            return true
        case .compressed(let scan): return scan.feed(piece)
        case .loose(let scan): return scan.feed(piece)
        case .zip(let scan): return scan.feed(piece)
        case .tar(let scan): return scan.feed(piece)
        case .pack(var bytes):
            state = .done
            guard bytes.count + piece.count <= report.limits.heldArchiveBytes else {
                report.note("a git pack above \(report.limits.heldArchiveBytes >> 20) MB was not looked at")
                state = .skipping(.limit)
                report.skip(.limit, bytes.count + piece.count)
                return true
            }
            bytes.append(contentsOf: piece)
            state = .pack(bytes)
            return true
        case .skipping(let reason):
            report.skip(reason, piece.count)
            return true
        }
    }

    private func collect(_ scan: TextScan) {
        report.scanned += scan.bytes
        let room = max(0, 10 * report.limits.factsPerFile - report.found.count)
        report.found += scan.found.prefix(room)
        if scan.isCutShort || scan.found.count > room {
            report.note("more than \(report.limits.factsPerFile) secrets: the rest is not listed")
        }
    }

    private func scanPack(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            var pack = GitPack(bytes, limits: report.limits)
            pack.forEachBlob(worker.inflater(depth)) { offset, content in
                guard report.mayUnpack(content.count) else { return false }
                let name = ContentPath.joined(member, "object at \(offset)")
                ContentScan(worker, report, member: name, depth: depth + 1).whole(content)
                return true
            }
            for note in pack.notes { report.note(note) }
        }
    }
}

enum ContentPath {
    static func joined(_ outer: String?, _ inner: String) -> String { outer.map { $0 + "!" + inner } ?? inner }
}
