/// What a file holds, by its first bytes.
enum ContentKind: Hashable, Sendable {
    case text
    /// UTF-16 with a byte order mark.
    case wideText(isBigEndian: Bool)
    /// An executable, or other bytes that are no text: only strict formats are looked for.
    case binary
    case compressed(Codec)
    case zlib
    case zip
    case tar
    case gitPack
    /// Cannot hold one that could be read here.
    case skipped(Reason)

    /// The names are those of the statistics, `secrets.skipped.<name>`.
    enum Reason: String, Hashable, Sendable {
        case image, media, font, compressed, bytecode, encrypted, index, limit
    }

    /// Holds other files, or another one.
    var isArchive: Bool {
        switch self {
        case .compressed, .zip, .tar, .zlib, .gitPack: true
        default: false
        }
    }

    /// Bytes that `init(head:path:)` looks at.
    static let headSize = 4096

    /// - Parameter head: the first `headSize` bytes, or all of a smaller file.
    init(head: UnsafeRawBufferPointer, path: String) {
        if let known = Self.byMagic(head, path: path) {
            self = known
        } else if head.contains(0) {
            self = .binary
        } else {
            self = .text
        }
    }

    private static func byMagic(_ head: UnsafeRawBufferPointer, path: String) -> ContentKind? {
        guard head.count >= 4 else { return nil }
        switch head[0] {
        case 0x1F:
            if head[1] == 0x8B { return .compressed(.gzip) }
            if head[1] == 0x9D || head[1] == 0xA0 { return .skipped(.compressed) }
        case 0x50:
            if head.starts("PK\u{3}\u{4}", at: 0) || head.starts("PK\u{5}\u{6}", at: 0) { return .zip }
            if head.starts("PACK\0\0\0", at: 0) { return .gitPack }
        case 0x89: if head.starts("PNG", at: 1) { return .skipped(.image) }
        case 0xFF:
            if head[1] == 0xD8, head[2] == 0xFF { return .skipped(.image) }
            if head[1] == 0xFE { return .wideText(isBigEndian: false) }
            if head.starts("tOc", at: 1) { return .skipped(.index) }
            if head[1] & 0xE0 == 0xE0, head[1] & 6 != 0, head.contains(0) { return .skipped(.media) }
        case 0xFE: if head[1] == 0xFF { return .wideText(isBigEndian: true) }
        case 0x47: if head.starts("GIF8", at: 0) { return .skipped(.image) }
        case 0x52:
            if head.starts("RIFF", at: 0), head.starts("WEBP", at: 8) { return .skipped(.image) }
            if head.starts("RIFF", at: 0), head.contains(0) { return .skipped(.media) }
        case 0x49:
            if head.starts("ID3", at: 0) { return .skipped(.media) }
            if head.starts("II*\0", at: 0) { return .skipped(.image) }
        case 0x4D: if head.starts("MM\0*", at: 0) { return .skipped(.image) }
        case 0x4F:
            if head.starts("OggS", at: 0) { return .skipped(.media) }
            if head.starts("OTTO", at: 0) { return .skipped(.font) }
        case 0x66: if head.starts("fLaC", at: 0) { return .skipped(.media) }
        case 0x77: if head.starts("wOFF", at: 0) || head.starts("wOF2", at: 0) { return .skipped(.font) }
        case 0x74: if head.starts("true", at: 0), head.count > 12, head[4] == 0 { return .skipped(.font) }
        case 0x00:
            if head.starts("\0\u{1}\0\0", at: 0), head.count > 12, head[4] == 0, head[5] < 64 { return .skipped(.font) }
            if head.starts("\0\0\u{1}\0", at: 0) { return .skipped(.image) }
            if head.starts("asm", at: 1) { return .binary }
            if head.starts("ftyp", at: 4) { return .skipped(.media) }
        case 0x1A: if head[1] == 0x45, head[2] == 0xDF, head[3] == 0xA3 { return .skipped(.media) }
        case 0xFD: if head.starts("7zXZ\0", at: 1) { return .compressed(.xz) }
        case 0x28: if head[1] == 0xB5, head[2] == 0x2F, head[3] == 0xFD { return .compressed(.zstd) }
        case 0x42: if isBzip2(head) { return .compressed(.bzip2) }
        case 0x04: if head.starts("\u{4}\"M\u{18}", at: 0) { return .skipped(.compressed) }
        case 0x37: if head.starts("7z", at: 0), head[2] == 0xBC, head[3] == 0xAF { return .skipped(.compressed) }
        case 0x5D: if head[1] == 0, head[2] == 0, head.count > 12 { return .skipped(.compressed) }
        case 0xDE: if head[1] == 0x12, head[2] == 0x04, head[3] == 0x95 { return .skipped(.index) }
        case 0x44: if head.starts("DIRC", at: 0), head.contains(0) { return .skipped(.index) }
        case 0x78: if isLooseObject(path), head[1] == 0x01 || head[1] == 0x9C || head[1] == 0xDA { return .zlib }
        default: break
        }
        if head.count > 262, head.starts("ustar", at: 257) { return .tar }
        return nil
    }

    /// `BZh`, a digit, and the mark of a block or of the end.
    private static func isBzip2(_ head: UnsafeRawBufferPointer) -> Bool {
        head.count > 10 && head.starts("BZh", at: 0) && (0x31...0x39).contains(head[3])
            && (head.starts("1AY&SY", at: 4) || head.starts("\u{17}rE8P", at: 4))
    }

    /// `…/objects/ab/cdef…`: 2 and 38 (or 62) hexadecimal digits.
    static func isLooseObject(_ path: String) -> Bool {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"))
        guard parts.count >= 3, parts[parts.count - 3].elementsEqual("objects".utf8) else { return false }
        let name = parts[parts.count - 1]
        return parts[parts.count - 2].count == 2 && (name.count == 38 || name.count == 62)
    }
}
