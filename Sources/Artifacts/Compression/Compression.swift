/// How a stream is packed; told by its first bytes, since media types are often wrong.
enum Compression: Sendable, Hashable {
    case none, gzip, zstd

    /// Bytes that `detect` wants to see.
    static let headSize = TarHeader.size

    /// - Parameter head: the first bytes of the stream, `headSize` of them unless it is shorter.
    /// - Throws: `ArtifactError.unsupported` for compressions that no image format allows.
    static func detect(_ head: UnsafeRawBufferPointer, blob: String) throws(ArtifactError) -> Compression {
        // A tar whose first name begins like a magic number is still a tar.
        if head.count >= TarHeader.size, TarHeader(head).hasValidChecksum { return .none }
        if head.starts(with: [0x1F, 0x8B]) { return .gzip }
        if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return .zstd }
        // RFC 8878, 3.1.2: skippable frames, 0x184D2A50 to 0x184D2A5F, little-endian.
        if head.count >= 4, head[0] & 0xF0 == 0x50, head[1] == 0x2A, head[2] == 0x4D, head[3] == 0x18 { return .zstd }
        for (magic, name) in others where head.starts(with: magic) {
            throw .unsupported(
                what: "\(blob), compressed with \(name),", advice: "images use gzip, zstd or no compression")
        }
        return .none
    }

    func makeDecoder(limits: Limits) -> (any StreamDecoder)? {
        switch self {
        case .none: nil
        case .gzip: GzipDecoder()
        case .zstd: ZstdDecoder(windowLog: limits.zstdWindowLog)
        }
    }

    private static let others: [([UInt8], String)] = [
        ([0x42, 0x5A, 0x68], "bzip2"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"),
        ([0x04, 0x22, 0x4D, 0x18], "lz4"), ([0x5D, 0x00, 0x00], "lzma"), ([0x50, 0x4B, 0x03, 0x04], "zip"),
    ]
}

/// Turns packed bytes into unpacked ones, piece by piece. Used by one thread at a time.
package protocol StreamDecoder: AnyObject {
    /// Takes from `input` and fills `output` as far as both reach. Called with an empty input at the end, until nothing
    /// more comes out.
    func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(DecoderFailure) -> (consumed: Int, produced: Int)

    /// The packed stream may end here.
    var mayEnd: Bool { get }
}

/// Why packed bytes cannot be unpacked.
package enum DecoderFailure: Error, Hashable {
    case corrupt(String)
    /// The stream asks for a window larger than `Limits.zstdWindowLog`.
    case windowTooLarge
}
