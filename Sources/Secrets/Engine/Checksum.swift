import Crypto

/// Checksums and encodings that some secrets carry inside.
enum Checksum {
    /// CRC-32 of IEEE 802.3 (reflected, polynomial 0xEDB88320).
    static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var state: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            state ^= UInt32(byte)
            for _ in 0..<8 { state = state & 1 == 1 ? state >> 1 ^ 0xEDB8_8320 : state >> 1 }
        }
        return ~state
    }

    /// Whether the last six characters are the CRC-32 of the random part before them, in base 62 (digits, upper, lower),
    /// as in tokens of GitHub and npm. Source: GitHub's engineering blog on its token formats, April 2021.
    static func isBase62Valid(_ token: String) -> Bool {
        guard let mark = token.utf8.firstIndex(of: UInt8(ascii: "_")) else { return false }
        let body = Array(token.utf8[token.utf8.index(after: mark)...])
        guard body.count > 6 else { return false }
        var value = UInt64(crc32(body.dropLast(6)))
        var digits = [UInt8](repeating: UInt8(ascii: "0"), count: 6)
        for place in stride(from: 5, through: 0, by: -1) {
            digits[place] = base62[Int(value % 62)]
            value /= 62
        }
        return digits.elementsEqual(body.suffix(6))
    }

    static let base62 = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// The account number of an AWS access key id: 40 bits of its base 32, halved.
    /// Source: T. Be.ery, "A short note on AWS KEY ID", 2023: 40 bits from the second one on.
    static func awsAccount(_ key: String) -> String? {
        let digits = key.utf8.dropFirst(4)
        guard digits.count == 16 else { return nil }
        var value: UInt64 = 0
        for byte in digits.prefix(10) {
            let digit: UInt64
            switch byte {
            case 0x41...0x5A: digit = UInt64(byte - 0x41)
            case 0x32...0x37: digit = UInt64(byte - 0x32 + 26)
            default: return nil
            }
            value = value << 5 | digit
        }
        let account = String(((value >> 2) & 0x7FFF_FFFF_FF80) >> 7)
        guard account.utf8.count <= 12 else { return nil }
        return String(repeating: "0", count: 12 - account.utf8.count) + account
    }

    /// BIP 173's checksum over a Bech32 string. Source: BIP 173, "Checksum"; age's identities are upper case.
    static func isBech32Valid(_ text: String) -> Bool {
        let lower = Array(text.lowercased().utf8)
        guard let mark = lower.lastIndex(of: UInt8(ascii: "1")), mark > 0 else { return false }
        let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
        var state: UInt32 = 1
        func step(_ value: UInt32) {
            let generators: [UInt32] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]
            let top = state >> 25
            state = (state & 0x1FF_FFFF) << 5 ^ value
            for index in 0..<5 where top >> UInt32(index) & 1 == 1 { state ^= generators[index] }
        }
        for byte in lower[..<mark] { step(UInt32(byte >> 5)) }
        step(0)
        for byte in lower[..<mark] { step(UInt32(byte & 31)) }
        for byte in lower[(mark + 1)...] {
            guard let digit = alphabet.firstIndex(of: byte) else { return false }
            step(UInt32(digit))
        }
        return state == 1
    }

    /// The first 8 bytes of SHA-256, in hexadecimal.
    static func shortDigest(_ text: String) -> String {
        let digest = Array(SHA256.hash(data: Array(text.utf8)))
        return digest.prefix(8).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

/// Base64 in both alphabets, padded or not.
enum Base64 {
    /// Nil where a byte belongs to neither alphabet or the length cannot be.
    static func decode(_ bytes: some Sequence<UInt8>) -> [UInt8]? {
        var out: [UInt8] = []
        var value: UInt32 = 0
        var bits = 0
        var padding = 0
        for byte in bytes {
            let digit: UInt32
            switch byte {
            case 0x41...0x5A: digit = UInt32(byte - 0x41)
            case 0x61...0x7A: digit = UInt32(byte - 0x61 + 26)
            case 0x30...0x39: digit = UInt32(byte - 0x30 + 52)
            case 0x2B, 0x2D: digit = 62
            case 0x2F, 0x5F: digit = 63
            case 0x3D:
                padding += 1
                continue
            default: return nil
            }
            guard padding == 0 else { return nil }
            value = value << 6 | digit
            bits += 6
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: value >> UInt32(bits)))
            }
        }
        guard padding <= 2, bits < 6 else { return nil }
        return out
    }
}
