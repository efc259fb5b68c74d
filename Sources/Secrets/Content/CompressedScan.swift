/// A file of one or more compressed streams, one behind the other: gzip (RFC 1952 section 2.2), xz, zstd, bzip2.
final class CompressedScan {
    private enum State { case reading, between, ended }

    private let report: FileReport
    private let codec: Codec
    private let inner: ContentScan
    private let unpacker: any StreamUnpacker
    private var state = State.reading
    private var unpacked = 0

    init(_ worker: SecretWorker, _ report: FileReport, _ codec: Codec, member: String?, depth: Int) {
        self.report = report
        self.codec = codec
        // A compressed tar or text keeps its own name: `x.tar.gz!inner`, and `notes.txt.gz` for itself.
        inner = ContentScan(worker, report, member: member, depth: depth + 1)
        unpacker = codec.unpacker(worker, depth: depth, memory: report.openDictionary(codec))
        unpacker.start()
    }

    func feed(_ piece: UnsafeRawBufferPointer) -> Bool {
        var rest = piece
        while !rest.isEmpty {
            if state == .ended { return false }
            if state == .between {
                if codec == .xz, rest[0] == 0 {
                    // Padding.
                    rest = rest.slice(1..<rest.count)
                    continue
                }
                guard unpacker.mayContinue(with: rest[0]) else { return end() }
                unpacker.start()
                state = .reading
            }
            let (used, progress) = unpacker.unpack(rest) { bytes in
                guard report.mayUnpack(bytes.count), mayGoOn(bytes.count) else { return false }
                return inner.feed(bytes)
            }
            rest = rest.slice(used..<rest.count)
            switch progress {
            case .wantsMore: return true
            case .done: state = .between
            case .stopped: return end()
            case .malformed:
                report.note("\(codec) data that cannot be unpacked: what follows was not looked at")
                return end()
            case .needsMemory:
                report.note("\(codec) data that takes more memory than allowed was not looked at")
                return end()
            }
        }
        return true
    }

    private func mayGoOn(_ bytes: Int) -> Bool {
        unpacked += bytes
        guard codec == .bzip2, unpacked > report.limits.bzip2Bytes else { return true }
        report.note(
            "bzip2 data that unpack to more than \(report.limits.bzip2Bytes >> 20) MB: the rest was not looked at")
        return false
    }

    private func end() -> Bool {
        state = .ended
        return false
    }

    func finish() {
        inner.finish()
        report.closeDictionary(codec)
    }
}
