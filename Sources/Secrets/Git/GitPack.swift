/// The objects of a git pack. Source: gitformat-pack(5).
struct GitPack {
    enum Kind: Int { case commit = 1, tree = 2, blob = 3, tag = 4 }

    private struct Header {
        var type: Int
        var size: Int
        /// Where its data start; and of a delta, where its base stands.
        var data: Int
        var base: Int?
        /// The name of the base, where the delta tells that instead.
        var baseName: GitObjectID?
    }

    private let bytes: UnsafeRawBufferPointer
    private let limits: SecretLimits
    /// Finds the base of a delta that names it by hash.
    private let index: GitPackIndex?
    private(set) var notes: [String] = []
    /// Unpacked bases, for the deltas that follow; emptied when it grows.
    private var cache: [Int: (kind: Kind, content: [UInt8])] = [:]
    private var cached = 0

    private static let cacheLimit = 16 << 20
    private static let chainLimit = 64
    /// Source: gitformat-pack: the trailer is a hash of 20 bytes.
    private static let trailer = 20

    init(_ bytes: UnsafeRawBufferPointer, limits: SecretLimits, index: GitPackIndex? = nil) {
        self.bytes = bytes
        self.index = index
        self.limits = limits
    }

    /// Unpacks every blob, in the order of the pack. `take` returns false to stop.
    mutating func forEachBlob(_ inflater: Inflater, take: (Int, UnsafeRawBufferPointer) -> Bool) {
        guard bytes.count > 12 + Self.trailer, bytes[7] == 2 || bytes[7] == 3 else {
            notes.append("a git pack with a damaged header was not looked at")
            return
        }
        let count = (8..<12).reduce(0) { $0 << 8 | Int(bytes[$1]) }
        var at = 12
        for _ in 0..<count {
            guard let header = header(at), let (content, used) = inflate(header, inflater) else {
                notes.append("a git pack with a damaged object: what follows was not looked at")
                return
            }
            if let (kind, whole) = resolve(at, header, content, inflater, depth: 0), kind == .blob {
                guard whole.withUnsafeBytes({ take(at, $0) }) else { return }
            }
            at = header.data + used
        }
    }

    /// The object at an offset, with its kind.
    mutating func object(at offset: Int, _ inflater: Inflater) -> (kind: Kind, content: [UInt8])? {
        guard let header = header(offset), let (content, _) = inflate(header, inflater) else { return nil }
        return resolve(offset, header, content, inflater, depth: 0)
    }

    private func header(_ offset: Int) -> Header? {
        var at = offset
        guard at >= 12, at < bytes.count - Self.trailer else { return nil }
        var byte = bytes[at]
        let type = Int(byte >> 4 & 7)
        var size = Int(byte & 15)
        var shift = 4
        while byte & 0x80 != 0 {
            at += 1
            guard at < bytes.count - Self.trailer, shift < 40 else { return nil }
            byte = bytes[at]
            size |= Int(byte & 0x7F) << shift
            shift += 7
        }
        at += 1
        if type == 6 {
            var distance = 0
            repeat {
                guard at < bytes.count - Self.trailer, distance < 1 << 50 else { return nil }
                byte = bytes[at]
                distance = distance << 7 | Int(byte & 0x7F)
                if byte & 0x80 != 0 { distance += 1 }
                at += 1
            } while byte & 0x80 != 0
            guard distance > 0, distance < offset else { return nil }
            return Header(type: type, size: size, data: at, base: offset - distance, baseName: nil)
        }
        var name: GitObjectID?
        if type == 7 {
            name = GitObjectID(bytes, at: at)
            at += GitObjectID.size
        }
        return Header(type: type, size: size, data: at, base: nil, baseName: name)
    }

    private func inflate(_ header: Header, _ inflater: Inflater) -> (content: [UInt8], used: Int)? {
        guard header.data < bytes.count, header.size <= limits.gitObjectBytes else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(min(header.size, 1 << 20))
        inflater.start(.zlib)
        let (used, progress) = inflater.inflate(bytes.slice(header.data..<bytes.count)) { part in
            guard out.count + part.count <= header.size else { return false }
            out.append(contentsOf: part)
            return true
        }
        guard progress == .done, out.count == header.size else { return nil }
        return (out, used)
    }

    private mutating func resolve(
        _ offset: Int, _ header: Header, _ content: [UInt8], _ inflater: Inflater, depth: Int
    ) -> (kind: Kind, content: [UInt8])? {
        if let kind = Kind(rawValue: header.type) {
            if kind == .blob || depth > 0 { keep(offset, kind, content) }
            return (kind, content)
        }
        let named = header.baseName.flatMap { index?.offset(of: $0) }
        guard let baseOffset = header.base ?? named, baseOffset != offset, depth < Self.chainLimit else {
            if header.type == 7 { note("git deltas whose base is named by hash were not looked at") }
            return nil
        }
        let base: (kind: Kind, content: [UInt8])
        if let known = cache[baseOffset] {
            base = known
        } else {
            guard let baseHeader = self.header(baseOffset), let (packed, _) = inflate(baseHeader, inflater),
                let made = resolve(baseOffset, baseHeader, packed, inflater, depth: depth + 1)
            else { return nil }
            base = made
        }
        guard let whole = applied(content, to: base.content) else { return nil }
        keep(offset, base.kind, whole)
        return (base.kind, whole)
    }

    private mutating func note(_ text: String) { if !notes.contains(text) { notes.append(text) } }

    private mutating func keep(_ offset: Int, _ kind: Kind, _ content: [UInt8]) {
        guard content.count < Self.cacheLimit / 4 else { return }
        if cached + content.count > Self.cacheLimit {
            cache.removeAll()
            cached = 0
        }
        if cache.updateValue((kind, content), forKey: offset) == nil { cached += content.count }
    }

    /// A delta: two lengths, then copies out of the base and literal bytes. Source: gitformat-pack, "Deltified
    /// representation".
    private func applied(_ delta: [UInt8], to base: [UInt8]) -> [UInt8]? {
        var at = 0
        func length() -> Int? {
            var value = 0
            var shift = 0
            while at < delta.count, shift < 40 {
                let byte = delta[at]
                at += 1
                value |= Int(byte & 0x7F) << shift
                shift += 7
                if byte & 0x80 == 0 { return value }
            }
            return nil
        }
        guard length() == base.count, let size = length(), size <= limits.gitObjectBytes else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(min(size, 1 << 20))
        while at < delta.count {
            let operation = delta[at]
            at += 1
            if operation & 0x80 != 0 {
                var start = 0
                var count = 0
                for bit in 0..<7 where operation >> UInt8(bit) & 1 == 1 {
                    guard at < delta.count else { return nil }
                    if bit < 4 {
                        start |= Int(delta[at]) << (8 * bit)
                    } else {
                        count |= Int(delta[at]) << (8 * (bit - 4))
                    }
                    at += 1
                }
                if count == 0 { count = 0x10000 }
                guard start + count <= base.count, out.count + count <= size else { return nil }
                out.append(contentsOf: base[start..<(start + count)])
            } else {
                let count = Int(operation)
                guard count > 0, at + count <= delta.count, out.count + count <= size else { return nil }
                out.append(contentsOf: delta[at..<(at + count)])
                at += count
            }
        }
        return out.count == size ? out : nil
    }
}
