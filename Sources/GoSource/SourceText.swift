/// The bytes of a Go file, followed by zeros so that the lexer may look ahead without asking for the end.
///
/// Invariant: `padded.count == count + SourceText.padding`, and the last `padding` bytes are zero.
public struct SourceText: Sendable {
    /// The lexer reads at most this many bytes past the end.
    static let padding = 16
    /// Larger files are refused: offsets are 32 bits wide, and no one writes such Go.
    public static let maximumSize = 256 << 20

    let padded: [UInt8]
    public let count: Int

    public init(_ bytes: some Collection<UInt8>) {
        let count = bytes.count
        self.count = count
        padded = [UInt8](unsafeUninitializedCapacity: count + Self.padding) { buffer, used in
            _ = UnsafeMutableBufferPointer(rebasing: buffer[..<count]).initialize(from: bytes)
            UnsafeMutableBufferPointer(rebasing: buffer[count..<(count + Self.padding)]).initialize(repeating: 0)
            used = count + Self.padding
        }
    }

    /// `fill` writes up to `count` bytes and says how many.
    public init(count: Int, fill: (UnsafeMutableRawBufferPointer) -> Int) {
        var filled = 0
        padded = [UInt8](unsafeUninitializedCapacity: count + Self.padding) { buffer, used in
            buffer.initialize(repeating: 0)
            let room = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count])
            filled = min(max(fill(room), 0), count)
            used = filled + Self.padding
            UnsafeMutableBufferPointer(rebasing: buffer[filled..<used]).initialize(repeating: 0)
        }
        self.count = filled
    }

    public var bytes: ArraySlice<UInt8> { padded[..<count] }

    /// The bytes in place, for sweeps over whole files.
    public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        padded.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<count])) }
    }

    public subscript(offset: Int) -> UInt8 { padded[offset] }

    public func string(_ range: Range<Int>) -> String {
        let range = range.clamped(to: 0..<count)
        return String(decoding: padded[range], as: UTF8.self)
    }

    /// Whether the bytes of `range` are those of `text`, without making a string.
    public func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount, range.lowerBound >= 0, range.upperBound <= count else {
            return false
        }
        return text.withUTF8Buffer { wanted in
            padded.withUnsafeBufferPointer { memoryEqual($0, range.lowerBound, wanted) }
        }
    }

    private func memoryEqual(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ wanted: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        for index in 0..<wanted.count where bytes[start + index] != wanted[index] { return false }
        return true
    }
}
