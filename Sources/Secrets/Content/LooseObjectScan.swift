/// A loose git object: zlib data that starts with its kind and length. Source: gitformat-loose(5).
final class LooseObjectScan {
    private let report: FileReport
    private let inner: ContentScan
    private let inflater: Inflater
    private var header: [UInt8]? = []
    private var hasEnded = false

    init(_ worker: SecretWorker, _ report: FileReport, member: String?, depth: Int) {
        self.report = report
        inner = ContentScan(worker, report, member: member, depth: depth + 1)
        inflater = worker.inflater(depth)
        inflater.start(.zlib)
    }

    func feed(_ piece: UnsafeRawBufferPointer) -> Bool {
        guard !hasEnded else { return false }
        let (_, progress) = inflater.inflate(piece) { bytes in
            guard report.mayUnpack(bytes.count) else { return false }
            return unpacked(bytes)
        }
        if progress == .malformed { report.note("a git object that cannot be unpacked") }
        hasEnded = progress != .wantsMore
        return !hasEnded
    }

    private func unpacked(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard var header else { return inner.feed(bytes) }
        let part = bytes.prefix { $0 != 0 }
        header.append(contentsOf: part)
        self.header = header
        guard header.count <= 64 else { return false }
        guard part.count < bytes.count else { return true }
        self.header = nil
        // Trees and commits hold names and messages; blobs and tags are looked at, and messages too.
        guard !header.starts(with: "tree ".utf8) else { return false }
        return inner.feed(bytes.slice((part.count + 1)..<bytes.count))
    }

    func finish() { inner.finish() }
}
