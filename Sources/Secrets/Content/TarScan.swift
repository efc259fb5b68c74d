/// A tar archive in pieces. Source: POSIX pax (ustar and extended headers), GNU long names.
final class TarScan {
    private static let block = 512
    private static let longestName = 32 << 10

    private let worker: SecretWorker
    private let report: FileReport
    private let member: String?
    private let depth: Int
    private var header: [UInt8] = []
    /// Bytes of the member's data, and of padding behind, still to come.
    private var data = 0
    private var padding = 0
    private var inner: ContentScan?
    /// Extended header under way, and the name that one gave to the next member.
    private var extended: (isPax: Bool, bytes: [UInt8])?
    private var longName: String?
    private var isSparseMapOpen = false
    private var hasEnded = false

    init(_ worker: SecretWorker, _ report: FileReport, member: String?, depth: Int) {
        self.worker = worker
        self.report = report
        self.member = member
        self.depth = depth
    }

    func feed(_ piece: UnsafeRawBufferPointer) -> Bool {
        var rest = piece
        while !rest.isEmpty {
            if hasEnded { return false }
            if data > 0, !isSparseMapOpen {
                let part = rest.slice(0..<min(data, rest.count))
                data -= part.count
                if extended != nil {
                    if let count = extended?.bytes.count, count < Self.longestName {
                        extended?.bytes.append(contentsOf: part)
                    }
                } else if let inner {
                    guard report.mayUnpack(part.count) else {
                        hasEnded = true
                        return false
                    }
                    _ = inner.feed(part)
                }
                rest = rest.slice(part.count..<rest.count)
                if data == 0 { endMember() }
            } else if padding > 0, !isSparseMapOpen {
                let count = min(padding, rest.count)
                padding -= count
                rest = rest.slice(count..<rest.count)
            } else {
                let part = rest.slice(0..<min(Self.block - header.count, rest.count))
                header.append(contentsOf: part)
                rest = rest.slice(part.count..<rest.count)
                if header.count == Self.block { startMember() }
            }
        }
        return true
    }

    func finish() { endMember() }

    private func startMember() {
        let header = header
        self.header.removeAll(keepingCapacity: true)
        if isSparseMapOpen {
            isSparseMapOpen = header[504] != 0
            if !isSparseMapOpen, data == 0 { endMember() }
            return
        }
        guard !header.allSatisfy({ $0 == 0 }) else { return }
        guard header[257..<262].elementsEqual("ustar".utf8), let size = Self.number(header[124..<136]), size >= 0 else {
            report.note("a tar archive with a damaged header: what follows was not looked at")
            hasEnded = true
            return
        }
        data = size
        padding = (Self.block - size % Self.block) % Self.block
        // GNU's sparse files: further headers of 512 bytes say where the pieces belong. Source: GNU tar, "Sparse Formats".
        if header[156] == UInt8(ascii: "S"), header[482] != 0 { isSparseMapOpen = true }
        switch header[156] {
        case UInt8(ascii: "x"): extended = (true, [])
        case UInt8(ascii: "L"): extended = (false, [])
        case UInt8(ascii: "0"), 0, UInt8(ascii: "7"), UInt8(ascii: "S"):
            let name = longName ?? Self.name(header)
            longName = nil
            guard report.mayOpenMember() else {
                hasEnded = true
                return
            }
            inner = ContentScan(worker, report, member: ContentPath.joined(member, name), depth: depth + 1)
        default: longName = nil
        }
        if data == 0, !isSparseMapOpen { endMember() }
    }

    private func endMember() {
        inner?.finish()
        inner = nil
        guard let ended = extended else { return }
        extended = nil
        longName =
            ended.isPax
            ? Self.paxPath(ended.bytes) : String(decoding: ended.bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    private static func name(_ header: [UInt8]) -> String {
        let name = String(decoding: header[0..<100].prefix { $0 != 0 }, as: UTF8.self)
        let prefix = String(decoding: header[345..<500].prefix { $0 != 0 }, as: UTF8.self)
        return prefix.isEmpty || header[263] == 0x20 ? name : prefix + "/" + name
    }

    /// Octal digits, or base 256 where the top bit is set.
    private static func number(_ field: ArraySlice<UInt8>) -> Int? {
        if let first = field.first, first & 0x80 != 0 {
            var value = 0
            for byte in field.dropFirst() {
                guard value < 1 << 50 else { return nil }
                value = value << 8 | Int(byte)
            }
            return value
        }
        var value = 0
        for byte in field where byte != 0x20 && byte != 0 {
            guard byte >= 0x30, byte <= 0x37 else { return nil }
            value = value << 3 | Int(byte - 0x30)
        }
        return value
    }

    /// The `path` of `length key=value\n` records.
    private static func paxPath(_ bytes: [UInt8]) -> String? {
        var at = 0
        while at < bytes.count {
            var length = 0
            var digit = at
            while digit < bytes.count, bytes[digit] >= 0x30, bytes[digit] <= 0x39, length < 1 << 24 {
                length = length * 10 + Int(bytes[digit] - 0x30)
                digit += 1
            }
            guard length > 0, at + length <= bytes.count, digit + 1 < at + length else { return nil }
            let record = bytes[(digit + 1)..<(at + length)]
            if record.starts(with: "path=".utf8) {
                return String(decoding: record.dropFirst(5).dropLast(), as: UTF8.self)
            }
            at += length
        }
        return nil
    }
}
