/// A zip archive in pieces, by its local headers. Source: PKWARE APPNOTE 6.3, sections 4.3.7 to 4.3.9.
final class ZipScan {
    private enum State {
        case header
        /// Name and extra field.
        case names
        case stored
        /// Stored, of a length that only the descriptor behind it tells: held until that is found.
        case storedOpen
        case packed
        /// What is left of a member that has been unpacked, or cannot be.
        case rest
        case skipped
        /// Up to the next signature, behind a data descriptor.
        case resync
        case ended
    }

    private struct Member {
        var flags = 0
        var method = 0
        var packed = 0
        var unpacked = 0
        var nameLength = 0
        var extraLength = 0
    }

    private static let headerSize = 30
    private static let resyncLimit = 64
    private static let openLimit = 16 << 20

    private let worker: SecretWorker
    private let report: FileReport
    private let member: String?
    private let depth: Int
    private var state = State.header
    private var held: [UInt8] = []
    private var current = Member()
    private var left = 0
    private var isSizeKnown = false
    private var resynced = 0
    private var searched = 0
    private var inner: ContentScan?
    private let inflater: Inflater
    private var unpacker: any StreamUnpacker

    init(_ worker: SecretWorker, _ report: FileReport, member: String?, depth: Int) {
        self.worker = worker
        self.report = report
        self.member = member
        self.depth = depth
        inflater = worker.inflater(depth)
        unpacker = inflater
    }

    func feed(_ piece: UnsafeRawBufferPointer) -> Bool {
        var rest = piece
        while !rest.isEmpty {
            switch state {
            case .ended: return false
            case .header: hold(&rest, Self.headerSize) { self.readHeader() }
            case .names: hold(&rest, current.nameLength + current.extraLength) { self.readNames() }
            case .stored:
                let part = rest.slice(0..<min(left, rest.count))
                guard report.mayUnpack(part.count) else { return end() }
                _ = inner?.feed(part)
                consume(&rest, part.count)
            case .storedOpen: holdOpen(&rest)
            case .skipped:
                let count = min(left, rest.count)
                report.skip(current.flags & 1 == 1 ? .encrypted : .compressed, count)
                consume(&rest, count)
            case .packed:
                let part = isSizeKnown ? rest.slice(0..<min(left, rest.count)) : rest
                let (used, progress) = unpacker.unpack(part) { bytes in
                    guard report.mayUnpack(bytes.count) else { return false }
                    _ = inner?.feed(bytes)
                    return true
                }
                // A known size tells better than the decoder, which reads ahead, where the member ends.
                let taken = isSizeKnown ? part.count : used
                left -= taken
                rest = rest.slice(taken..<rest.count)
                switch progress {
                case .wantsMore:
                    guard isSizeKnown, left == 0 else { return true }
                    report.note("a zip member that ends early: the rest of it was not looked at")
                    endMember()
                case .done: leaveMember()
                case .stopped: return end()
                case .malformed, .needsMemory:
                    guard isSizeKnown else {
                        report.note("a zip member that cannot be unpacked: what follows was not looked at")
                        return end()
                    }
                    report.note("a zip member that cannot be unpacked was not looked at")
                    leaveMember()
                }
            case .rest: consume(&rest, min(left, rest.count))
            case .resync: resync(&rest)
            }
        }
        return true
    }

    func finish() { _ = end() }

    private func end() -> Bool {
        inner?.finish()
        inner = nil
        state = .ended
        return false
    }

    private func hold(_ rest: inout UnsafeRawBufferPointer, _ count: Int, then: () -> Void) {
        let part = rest.slice(0..<min(count - held.count, rest.count))
        held.append(contentsOf: part)
        rest = rest.slice(part.count..<rest.count)
        if held.count >= count { then() }
    }

    private func consume(_ rest: inout UnsafeRawBufferPointer, _ count: Int) {
        left -= count
        rest = rest.slice(count..<rest.count)
        if left <= 0 { endMember() }
    }

    private func little(_ offset: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(held[offset + $1]) << (8 * $1) }
    }

    private func readHeader() {
        guard held.starts(with: [0x50, 0x4B, 3, 4]) else {
            // The central directory, or the end.
            _ = end()
            return
        }
        current = Member(
            flags: little(6, 2), method: little(8, 2), packed: little(18, 4), unpacked: little(22, 4),
            nameLength: little(26, 2), extraLength: little(28, 2))
        held.removeAll(keepingCapacity: true)
        state = .names
        if current.nameLength + current.extraLength == 0 { readNames() }
    }

    private func readNames() {
        let name = String(decoding: held.prefix(current.nameLength), as: UTF8.self)
        readZip64()
        held.removeAll(keepingCapacity: true)
        left = current.packed
        isSizeKnown = current.flags & 8 == 0 || current.packed > 0
        guard report.mayOpenMember() else {
            _ = end()
            return
        }
        if isSizeKnown, left == 0 { return endMember() }
        switch (current.flags & 1, current.method) {
        case (0, 8):
            inner = ContentScan(worker, report, member: ContentPath.joined(member, name), depth: depth + 1)
            inflater.start(.raw)
            unpacker = inflater
            state = .packed
        case (0, 12), (0, 93), (0, 95):
            // Source: APPNOTE 4.4.5.
            let codec: Codec = current.method == 12 ? .bzip2 : current.method == 93 ? .zstd : .xz
            inner = ContentScan(worker, report, member: ContentPath.joined(member, name), depth: depth + 1)
            unpacker = codec.unpacker(worker, depth: depth, memory: report.limits.dictionaryBytes >> 2)
            unpacker.start()
            state = .packed
        case (0, 0) where isSizeKnown:
            inner = ContentScan(worker, report, member: ContentPath.joined(member, name), depth: depth + 1)
            state = .stored
            if left == 0 { endMember() }
        case (0, 0):
            inner = ContentScan(worker, report, member: ContentPath.joined(member, name), depth: depth + 1)
            searched = 0
            state = .storedOpen
        default:
            guard isSizeKnown else {
                report.note("a zip member of unknown length: what follows was not looked at")
                _ = end()
                return
            }
            state = .skipped
            if left == 0 { endMember() }
        }
    }

    /// Looks for a descriptor whose sizes are those of what was held. Source: APPNOTE 4.3.9.3.
    private func holdOpen(_ rest: inout UnsafeRawBufferPointer) {
        guard held.count + rest.count <= Self.openLimit else {
            report.note("a zip member of unknown length: what follows was not looked at")
            _ = end()
            return
        }
        let before = held.count
        held.append(contentsOf: rest)
        while searched + 16 <= held.count {
            if held[searched] == 0x50, held[searched + 1] == 0x4B, held[searched + 2] == 7, held[searched + 3] == 8,
                little(searched + 8, 4) == searched, little(searched + 12, 4) == searched
            {
                let content = held[..<searched]
                guard report.mayUnpack(content.count) else {
                    _ = end()
                    return
                }
                content.withUnsafeBytes { _ = inner?.feed($0) }
                let used = searched + 16 - before
                rest = rest.slice(max(0, used)..<rest.count)
                // What lay beyond the descriptor was taken from this piece: the descriptor ends in it.
                current.flags &= ~8
                endMember()
                return
            }
            searched += 1
        }
        rest = rest.slice(rest.count..<rest.count)
    }

    /// Sizes of 64 bits stand in the extra field 0x0001. Source: APPNOTE 4.5.3.
    private func readZip64() {
        guard current.packed == 0xFFFF_FFFF else { return }
        var at = current.nameLength
        while at + 4 <= held.count {
            let length = little(at + 2, 2)
            guard at + 4 + length <= held.count else { return }
            if little(at, 2) == 1, length >= 16, held[at + 19] < 0x40 {
                current.packed = little(at + 12, 8)
                return
            }
            at += 4 + length
        }
    }

    private func leaveMember() {
        if isSizeKnown, left > 0 { state = .rest } else { endMember() }
    }

    private func endMember() {
        inner?.finish()
        inner = nil
        held.removeAll(keepingCapacity: true)
        resynced = 0
        state = current.flags & 8 == 0 ? .header : .resync
    }

    /// Passes over a data descriptor: 12 to 24 bytes up to the next header's signature.
    private func resync(_ rest: inout UnsafeRawBufferPointer) {
        while !rest.isEmpty {
            held.append(rest[0])
            rest = rest.slice(1..<rest.count)
            if held.count > 4 { held.removeFirst() }
            if held.count == 4, held[0] == 0x50, held[1] == 0x4B {
                if held[2] == 3, held[3] == 4 {
                    state = .header
                    return
                }
                if held[2] == 1 && held[3] == 2 || held[2] == 5 && held[3] == 6 {
                    _ = end()
                    return
                }
            }
            resynced += 1
            guard resynced <= Self.resyncLimit else {
                report.note("a zip archive with a damaged member: what follows was not looked at")
                _ = end()
                return
            }
        }
    }
}
