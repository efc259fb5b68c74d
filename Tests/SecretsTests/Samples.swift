import CISAL

@testable import Secrets

/// Made-up secrets and archives for tests.
enum Samples {
    /// A GitHub token with its checksum.
    static func gitHub(_ seed: UInt64) -> String {
        var maker = SampleMaker(seed: seed)
        let body = maker.string(matching: "[0-9A-Za-z]{30}") ?? ""
        return "ghp_" + body + RuleTests.base62(Checksum.crc32(Array(body.utf8)))
    }

    static func tar(_ members: [(String, [UInt8])]) -> [UInt8] {
        var out: [UInt8] = []
        for (name, content) in members {
            var header = [UInt8](repeating: 0, count: 512)
            func put(_ text: String, _ offset: Int) {
                for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
            }
            put(name, 0)
            put("0000644", 100)
            let size = String(content.count, radix: 8)
            put(String(repeating: "0", count: 11 - size.utf8.count) + size, 124)
            put("0", 156)
            put("ustar\u{0}00", 257)
            out += header + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
        }
        return out + [UInt8](repeating: 0, count: 1024)
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// DEFLATE in stored blocks.
    static func deflated(_ content: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var rest = content[...]
        repeat {
            let part = rest.prefix(65_535)
            rest = rest.dropFirst(part.count)
            out += [rest.isEmpty ? 1 : 0] + little(part.count, 2) + little(~part.count & 0xFFFF, 2) + part
        } while !rest.isEmpty
        return out
    }

    /// DEFLATE with real codes, which decoders read ahead of: raw, or in zlib's wrapper.
    static func squeezed(_ content: [UInt8], isZlib: Bool = false) -> [UInt8] {
        let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
        defer { stream.deallocate() }
        isal_deflate_stateless_init(stream)
        stream.pointee.gzip_flag = UInt16(isZlib ? IGZIP_ZLIB : IGZIP_DEFLATE)
        stream.pointee.end_of_stream = 1
        var input = content
        var out = [UInt8](repeating: 0, count: content.count * 2 + 1024)
        let size = out.count
        return input.withUnsafeMutableBufferPointer { input in
            out.withUnsafeMutableBufferPointer { out in
                stream.pointee.next_in = input.baseAddress
                stream.pointee.avail_in = UInt32(input.count)
                stream.pointee.next_out = out.baseAddress
                stream.pointee.avail_out = UInt32(size)
                isal_deflate_stateless(stream)
                return Array(out[..<(size - Int(stream.pointee.avail_out))])
            }
        }
    }

    static func gzip(_ content: [UInt8]) -> [UInt8] {
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + deflated(content) + little(Int(Checksum.crc32(content)), 4)
            + little(content.count, 4)
    }

    static func zlib(_ content: [UInt8]) -> [UInt8] {
        var a: UInt32 = 1
        var b: UInt32 = 0
        for byte in content {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return [0x78, 0x01] + deflated(content) + little(Int((b << 16 | a).byteSwapped), 4)
    }

    /// - Parameter isStreamed: sizes stand behind the data, as writers to a pipe do it.
    static func zip(
        _ members: [(String, [UInt8])], isStreamed: Bool = false, deflate: ([UInt8]) -> [UInt8] = deflated
    ) -> [UInt8] {
        var out: [UInt8] = []
        for (name, content) in members {
            let packed = deflate(content)
            let crc = little(Int(Checksum.crc32(content)), 4)
            let sizes = crc + little(packed.count, 4) + little(content.count, 4)
            out += [0x50, 0x4B, 3, 4, 20, 0, isStreamed ? 8 : 0, 0, 8, 0, 0, 0, 0, 0]
            out += isStreamed ? [UInt8](repeating: 0, count: 12) : sizes
            out += little(name.utf8.count, 2) + [0, 0] + Array(name.utf8) + packed
            if isStreamed { out += [0x50, 0x4B, 7, 8] + sizes }
        }
        return out + [0x50, 0x4B, 1, 2] + [UInt8](repeating: 0, count: 42)
    }

    /// Stored members whose sizes stand behind them.
    static func storedZip(_ members: [(String, [UInt8])]) -> [UInt8] {
        var out: [UInt8] = []
        for (name, content) in members {
            out += [0x50, 0x4B, 3, 4, 20, 0, 8, 0, 0, 0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 12)
            out += little(name.utf8.count, 2) + [0, 0] + Array(name.utf8) + content
            out += [0x50, 0x4B, 7, 8] + little(Int(Checksum.crc32(content)), 4) + little(content.count, 4)
            out += little(content.count, 4)
        }
        return out + [0x50, 0x4B, 1, 2] + [UInt8](repeating: 0, count: 42)
    }

    /// A pack of one blob, and a delta of it that has another line.
    static func pack(
        _ base: [UInt8], inserting line: [UInt8], zlib: ([UInt8]) -> [UInt8] = zlib
    ) -> [UInt8] {
        func header(_ type: Int, _ size: Int) -> [UInt8] {
            var size = size
            var out = [UInt8(type << 4 | size & 15)]
            size >>= 4
            while size > 0 {
                out[out.count - 1] |= 0x80
                out.append(UInt8(size & 0x7F))
                size >>= 7
            }
            return out
        }
        func varying(_ value: Int) -> [UInt8] {
            var value = value
            var out: [UInt8] = []
            repeat {
                out.append(UInt8(value & 0x7F) | (value > 0x7F ? 0x80 : 0))
                value >>= 7
            } while value > 0
            return out
        }
        var out: [UInt8] = Array("PACK".utf8) + [0, 0, 0, 2, 0, 0, 0, 2]
        let first = out.count
        out += header(3, base.count) + zlib(base)
        let delta =
            varying(base.count) + varying(base.count + line.count) + [
                0x80 | 0x10 | 0x20, UInt8(base.count & 0xFF), UInt8(base.count >> 8),
            ]
            + [UInt8(line.count)] + line
        let second = out.count
        var distance = second - first
        var offset = [UInt8(distance & 0x7F)]
        distance >>= 7
        while distance > 0 {
            distance -= 1
            offset.insert(UInt8(distance & 0x7F) | 0x80, at: 0)
            distance >>= 7
        }
        out += header(6, delta.count) + offset + zlib(delta)
        return out + [UInt8](repeating: 0, count: 20)
    }
}
