import CZstd

/// Makes small archives, sound ones and ones that lie.
enum ArchiveMaker {
    static func tar(_ files: [(path: String, bytes: [UInt8])]) -> [UInt8] {
        files.flatMap { tarEntry($0.path, $0.bytes) } + [UInt8](repeating: 0, count: 1024)
    }

    static func tarEntry(_ path: String, _ bytes: [UInt8], type: Character = "0", size: Int? = nil) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) {
            for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
        }
        func octal(_ value: Int, _ width: Int) -> String {
            let digits = String(value, radix: 8)
            return String(repeating: "0", count: width - digits.utf8.count) + digits
        }
        put(String(path.utf8.prefix(100)) ?? "", at: 0)
        put(octal(0o644, 7), at: 100)
        put(octal(size ?? bytes.count, 11), at: 124)
        put(octal(1_700_000_000, 11), at: 136)
        put(String(type), at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        put("        ", at: 148)
        put(octal(block.reduce(0) { $0 + Int($1) }, 6) + "\0 ", at: 148)
        return block + bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
    }

    static func zstd(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) { buffer, count in
            count = bytes.withUnsafeBytes {
                ZSTD_compress(buffer.baseAddress, buffer.count, $0.baseAddress, $0.count, 3)
            }
        }
    }

    /// Deflate data of stored blocks only.
    static func deflate(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var offset = 0
        repeat {
            let count = min(65_535, bytes.count - offset)
            out.append(offset + count == bytes.count ? 1 : 0)
            out += little(UInt64(count), 2) + little(UInt64(~UInt16(count)), 2)
            out += bytes[offset..<(offset + count)]
            offset += count
        } while offset < bytes.count
        return out
    }

    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255] + deflate(bytes) + little(UInt64(crc32(bytes)), 4)
            + little(UInt64(UInt32(truncatingIfNeeded: bytes.count)), 4)
    }

    struct ZipFile {
        var path: String
        var bytes: [UInt8]
        var isDeflated = false
        /// What the directory claims instead.
        var claimedSize: Int?
        var isEncrypted = false
    }

    static func zip(_ files: [ZipFile], comment: String = "") -> [UInt8] {
        var out: [UInt8] = []
        var directory: [UInt8] = []
        for file in files {
            let offset = out.count
            let packed = file.isDeflated ? deflate(file.bytes) : file.bytes
            let fields =
                little(20, 2) + little(file.isEncrypted ? 1 : 0, 2) + little(file.isDeflated ? 8 : 0, 2) + little(0, 4)
                + little(UInt64(crc32(file.bytes)), 4) + little(UInt64(packed.count), 4)
                + little(UInt64(file.claimedSize ?? file.bytes.count), 4) + little(UInt64(file.path.utf8.count), 2)
                + little(0, 2)
            out += little(0x0403_4b50, 4) + fields + Array(file.path.utf8) + packed
            directory += little(0x0201_4b50, 4) + little(20, 2) + fields + little(0, 2) + little(0, 2) + little(0, 2)
            directory += little(0, 4) + little(UInt64(offset), 4) + Array(file.path.utf8)
        }
        let start = out.count
        out += directory + little(0x0605_4b50, 4) + little(0, 4) + little(UInt64(files.count), 2)
        out += little(UInt64(files.count), 2) + little(UInt64(directory.count), 4) + little(UInt64(start), 4)
        return out + little(UInt64(comment.utf8.count), 2) + Array(comment.utf8)
    }

    static func little(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xffff_ffff
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
        }
        return ~crc
    }
}
