/// Where in a document something stands; lines and columns count from 1, columns in bytes.
public struct TextPosition: Sendable, Hashable, CustomStringConvertible {
    public var offset: Int
    public var line: Int
    public var column: Int

    public init(offset: Int, line: Int, column: Int) {
        self.offset = offset
        self.line = line
        self.column = column
    }

    /// The position of the byte at `offset`.
    public init(offset: Int, in bytes: some BidirectionalCollection<UInt8>) {
        var line = 1
        var lineStart = 0
        for (index, byte) in bytes.prefix(offset).enumerated() where byte == UInt8(ascii: "\n") {
            line += 1
            lineStart = index + 1
        }
        self.init(offset: offset, line: line, column: offset - lineStart + 1)
    }

    public var description: String { "line \(line), column \(column)" }
}

/// A document that does not keep to its syntax or to the limits.
public struct DocumentError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in one sentence without the place.
    public var problem: String
    public var position: TextPosition

    public init(_ problem: String, at position: TextPosition) {
        self.problem = problem
        self.position = position
    }

    public var description: String { "\(position): \(problem)" }
}

/// What a document may ask of us.
public struct DocumentLimits: Sendable, Hashable {
    /// Bytes of the document.
    public var size: Int
    /// Containers or elements within each other.
    public var depth: Int
    /// Values, elements and attributes together.
    public var nodes: Int

    public init(size: Int = 512 << 20, depth: Int = 256, nodes: Int = 64 << 20) {
        self.size = size
        self.depth = depth
        self.nodes = nodes
    }
}
