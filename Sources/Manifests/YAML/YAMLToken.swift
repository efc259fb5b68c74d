/// What the scanner cuts a YAML text into; the parser makes nodes of it.
struct YAMLToken {
    enum Kind: UInt8 {
        case streamEnd, directive, documentStart, documentEnd
        case blockSequenceStart, blockMappingStart, blockEnd
        case flowSequenceStart, flowSequenceEnd, flowMappingStart, flowMappingEnd
        case blockEntry, flowEntry, key, value
        case alias, anchor, tag, scalar
    }

    var kind: Kind
    var style: YAMLStyle = .plain
    var start: Int32
    var end: Int32
    /// Index into the scanner's table of texts that differ from their bytes in the source; -1: the same.
    var cooked: Int32 = -1
}

/// How a node is written.
public enum YAMLStyle: UInt8, Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
    case block, flow
}

/// What is wrong with a YAML text, and where.
public struct YAMLFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Byte offset in the source.
    public var offset: Int
    public var message: String

    public var description: String { message }
}

/// The most that a YAML text may ask for; hostile input ends in a fault instead of a hang.
public struct YAMLLimits: Sendable, Hashable {
    /// Bytes of one file.
    public var size = 16 << 20
    /// Collections in collections.
    public var depth = 128
    /// Nodes of one file.
    public var nodes = 1_000_000
    /// Nodes of one document once its aliases are followed.
    public var expandedNodes = 4_000_000
    /// Faulty documents reported per file; the rest is passed over.
    public var faults = 16

    public init() {}
}
