import Findings

/// What one YAML (or JSON) text holds: its documents, comments and faults, with the place of everything.
///
/// Nodes lie in flat tables; `YAMLNode` is a cheap view. Aliases stay aliases here and are followed by the view.
public final class YAMLTree: Sendable {
    public let source: SourceText
    /// In order; a faulty document is not among them.
    public let documents: [YAMLDocument]
    /// Byte ranges of comments from `#` to the end of the line, in order.
    public let comments: [Range<Int>]
    public let faults: [YAMLFault]

    let records: [YAMLRecord]
    let children: [Int32]
    let texts: [String]
    private let repeatedKeys: [YAMLRepeatedKey]

    init(source: SourceText, tables: YAMLTables, comments: [Range<Int>], faults: [YAMLFault]) {
        self.source = source
        self.comments = comments
        self.faults = faults
        records = tables.records
        children = tables.children
        texts = tables.texts
        documents = tables.documents
        repeatedKeys = tables.repeatedKeys
    }

    /// The root node of a document.
    public func root(_ document: YAMLDocument) -> YAMLNode { YAMLNode(tree: self, index: document.root) }

    public var roots: [YAMLNode] { documents.map { root($0) } }

    /// Keys that stand a second time in one mapping, with the first of that name.
    public var duplicates: [(key: YAMLNode, first: YAMLNode)] {
        repeatedKeys.map { (YAMLNode(tree: self, index: $0.key), YAMLNode(tree: self, index: $0.first)) }
    }
}

/// One document of a text.
public struct YAMLDocument: Sendable {
    let root: Int32
    /// From the first to past the last byte of its content.
    public let range: Range<Int>
    public let hasAliases: Bool
}

struct YAMLRepeatedKey {
    var key: Int32
    var first: Int32
}

struct YAMLTables {
    var records: [YAMLRecord] = []
    /// Children of all collections; a mapping's are key, value, key, value, ….
    var children: [Int32] = []
    var texts: [String] = []
    var documents: [YAMLDocument] = []
    var repeatedKeys: [YAMLRepeatedKey] = []
}

struct YAMLRecord {
    enum Kind: UInt8 { case scalar, sequence, mapping, alias }

    var kind: Kind
    var style: YAMLStyle
    var hasAnchor = false
    /// Tagged `!!str` or with an unknown tag: never a number, a boolean or null.
    var isText = false
    var start: Int32
    var end: Int32
    var parent: Int32 = -1
    /// Scalars: index of the text where it is not the bytes themselves. Aliases: the node meant.
    var link: Int32 = -1
    var firstChild: Int32 = 0
    var childCount: Int32 = 0
}
