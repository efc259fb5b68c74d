import Artifacts

/// What a stream decoder of Artifacts makes of the bytes of another reader.
final class UnpackingReader: ByteReader {
    private let source: any ByteReader
    private let decoder: any StreamDecoder
    private let kind: String
    private var input = [UInt8](repeating: 0, count: 1 << 17)
    private var start = 0
    private var end = 0
    private var isAtEnd = false

    private init(_ source: any ByteReader, _ decoder: any StreamDecoder, _ kind: String) {
        self.source = source
        self.decoder = decoder
        self.kind = kind
    }

    /// Zstd frames, with a window of 128 MB, what `zstd -d` allows.
    static func zstd(_ source: any ByteReader) -> UnpackingReader {
        UnpackingReader(source, ZstdDecoder(windowLog: 27), "zstd")
    }

    static func gzip(_ source: any ByteReader) -> UnpackingReader { UnpackingReader(source, GzipDecoder(), "gzip") }

    /// The bare deflate data of a zip entry.
    static func deflate(_ source: any ByteReader) -> UnpackingReader {
        UnpackingReader(source, GzipDecoder(.none), "deflate")
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedProblem) -> Int {
        guard buffer.count > 0 else { return 0 }
        while true {
            if start == end, !isAtEnd {
                start = 0
                end = try source.read(into: &input, from: 0)
                isAtEnd = end == 0
            }
            let outcome = input.withUnsafeBytes { bytes -> Result<(consumed: Int, produced: Int), DecoderFailure> in
                do throws(DecoderFailure) {
                    return .success(
                        try decoder.decode(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), into: buffer))
                } catch {
                    return .failure(error)
                }
            }
            switch outcome {
            case .success(let step):
                start += step.consumed
                if step.produced > 0 { return step.produced }
                // What follows the data of a zip entry is none of its own.
                if step.consumed == 0, start < end { return 0 }
                guard isAtEnd else { continue }
                guard decoder.mayEnd else { throw FeedProblem("the \(kind) data ends too early") }
                return 0
            case .failure(.corrupt(let reason)): throw FeedProblem("the \(kind) data is corrupt: \(reason)")
            case .failure(.windowTooLarge): throw FeedProblem("the zstd data asks for more than 128 MB of memory")
            }
        }
    }
}
