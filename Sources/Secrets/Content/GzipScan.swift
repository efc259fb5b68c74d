/// A gzip file, of one or more members. Source: RFC 1952 section 2.2.
final class GzipScan {
    private let report: FileReport
    private let inner: ContentScan
    private let inflater: Inflater
    private var state = State.reading
    private enum State { case reading, between, ended }

    init(_ worker: SecretWorker, _ report: FileReport, member: String?, depth: Int) {
        self.report = report
        // A compressed tar or text keeps its own name: `x.tar.gz!inner`, and `notes.txt.gz` for itself.
        inner = ContentScan(worker, report, member: member, depth: depth + 1)
        inflater = worker.inflater(depth)
        inflater.start(.gzip)
    }

    func feed(_ piece: UnsafeRawBufferPointer) -> Bool {
        var rest = piece
        while !rest.isEmpty {
            if state == .ended { return false }
            if state == .between {
                // Padding, or the next member.
                guard rest[0] == 0x1F else {
                    state = .ended
                    return false
                }
                inflater.start(.gzip)
                state = .reading
            }
            let (used, progress) = inflater.inflate(rest) { bytes in
                guard report.mayUnpack(bytes.count) else { return false }
                return inner.feed(bytes)
            }
            rest = rest.slice(used..<rest.count)
            switch progress {
            case .wantsMore: return true
            case .done: state = .between
            case .stopped:
                state = .ended
                return false
            case .malformed:
                report.note("gzip data that cannot be unpacked: what follows was not looked at")
                state = .ended
                return false
            }
        }
        return true
    }

    func finish() { inner.finish() }
}
