/// How a file is read.
public struct ParseOptions: Sendable {
    /// Function bodies are skipped: for packages of which only the declarations matter.
    public var skipsBodies = false

    public init(skipsBodies: Bool = false) { self.skipsBodies = skipsBodies }
}

/// A place in a file as people count it: from 1; a column counts bytes, as Go tools do.
public struct SourcePosition: Sendable, Hashable, Comparable {
    public var line: Int
    public var column: Int

    public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// One Go file, read: its text, syntax tree, comments and mistakes. Immutable; shared freely between tasks.
///
/// The tree is an arena of 24-byte records. `syntax(_:)` tells the parts of a node, `nodes(of:)` sweeps the file for
/// nodes of one kind without descending, `walk` descends.
public final class GoFile: Sendable {
    /// As given: relative to the target.
    public let path: String
    public let source: SourceText
    /// The name in the package clause, or none.
    public let packageClause: Node
    public let declarations: NodeList
    /// In order of their place.
    public let comments: [Comment]
    /// In order of their place; empty for good files.
    public let errors: [SyntaxError]
    let records: [NodeRecord]
    let extra: [UInt32]
    let names: [NameTable.Entry]
    let lineStarts: [UInt32]

    /// Reads the whole of `source`, whatever it holds; mistakes are in `errors`.
    public init(path: String, source: SourceText, options: ParseOptions = ParseOptions()) {
        self.path = path
        self.source = source
        guard source.count <= SourceText.maximumSize else {
            let size = SourceText.maximumSize >> 20
            packageClause = .none
            declarations = .empty
            comments = []
            errors = [SyntaxError(offset: 0, message: "larger than \(size) MiB")]
            records = [NodeRecord(kind: .none, op: .illegal, start: 0, end: 0)]
            extra = [0]
            names = []
            lineStarts = [0]
            return
        }
        let read = source.padded.withUnsafeBufferPointer { bytes in
            var parser = Parser(bytes, count: source.count, skipsBodies: options.skipsBodies)
            let head = parser.file()
            let base = parser.lexer.base
            return (
                parser: parser, head: head, encoding: EncodingCheck.errors(in: base, count: source.count),
                lines: lineTable(base, count: source.count)
            )
        }
        packageClause = read.head.package
        declarations = read.head.declarations
        comments = read.parser.lexer.comments
        errors =
            read.encoding.isEmpty
            ? read.parser.lexer.errors
            : (read.encoding + read.parser.lexer.errors).sorted { $0.offset < $1.offset }
        records = read.parser.nodes
        extra = read.parser.extra
        names = read.parser.names.entries
        lineStarts = read.lines
    }

    public convenience init(path: String, text: String, options: ParseOptions = ParseOptions()) {
        self.init(path: path, source: SourceText(Array(text.utf8)), options: options)
    }

    // MARK: Places

    /// Line and column of a byte.
    public func position(ofOffset offset: UInt32) -> SourcePosition {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return SourcePosition(line: low + 1, column: Int(offset - lineStarts[low]) + 1)
    }

    public func position(of node: Node) -> SourcePosition { position(ofOffset: records[Int(node.index)].start) }

    public func endPosition(of node: Node) -> SourcePosition { position(ofOffset: records[Int(node.index)].end) }

    public func line(of node: Node) -> Int { position(of: node).line }

    public var lineCount: Int { lineStarts.count }

    /// The bytes of a line (from 1), without its end.
    public func lineRange(_ line: Int) -> Range<Int> {
        guard line >= 1, line <= lineStarts.count else { return 0..<0 }
        let start = Int(lineStarts[line - 1])
        var end = line < lineStarts.count ? Int(lineStarts[line]) - 1 : source.count
        if end > start, source[end - 1] == 0x0D { end -= 1 }
        return start..<max(start, end)
    }

    /// The bytes of a node.
    @inline(__always)
    public func range(of node: Node) -> Range<Int> {
        let record = records[Int(node.index)]
        return Int(record.start)..<max(Int(record.start), Int(record.end))
    }

    /// Where the operator of a binary or assignment, the `(` of a call or the `{` of a literal stands.
    public func operatorOffset(of node: Node) -> UInt32 { records[Int(node.index)].c }

    // MARK: Text

    /// The source text of a node.
    public func text(of node: Node) -> String { source.string(range(of: node)) }

    public func text(of comment: Comment) -> String { source.string(Int(comment.start)..<Int(comment.end)) }

    /// The text of an identifier; empty for anything else.
    public func name(of node: Node) -> String {
        kind(node) == .identifier ? name(NameID(index: records[Int(node.index)].a)) : ""
    }

    public func name(_ id: NameID) -> String {
        let entry = names[Int(id.index)]
        return source.string(Int(entry.start)..<Int(entry.start + entry.length))
    }

    /// Whether a node is the identifier `text`; makes no string.
    public func isName(_ node: Node, _ text: StaticString) -> Bool {
        guard kind(node) == .identifier else { return false }
        let entry = names[Int(records[Int(node.index)].a)]
        return source.equals(Int(entry.start)..<Int(entry.start + entry.length), text)
    }

    /// Number of distinct names; `NameID`s are below it.
    public var nameCount: Int { names.count }

    /// The name of the package; `_` where the clause is missing.
    public var packageName: String { packageClause.isNone ? "_" : name(of: packageClause) }

    // MARK: Nodes

    @inline(__always)
    public func kind(_ node: Node) -> NodeKind { records[Int(node.index)].kind }

    /// One more than the highest index of a node; side tables have this size.
    public var nodeCount: Int { records.count }

    @inline(__always)
    func record(_ node: Node) -> NodeRecord { records[Int(node.index)] }

    /// The elements of a list.
    public func nodes(_ list: NodeList) -> NodeSequence {
        NodeSequence(elements: extra, start: Int(list.offset) + 1, count: Int(extra[Int(list.offset)]))
    }

    @inline(__always)
    public func count(_ list: NodeList) -> Int { Int(extra[Int(list.offset)]) }

    /// The first element or none.
    public func first(_ list: NodeList) -> Node { list.offset == 0 ? .none : Node(index: extra[Int(list.offset) + 1]) }

    /// The only element; none where there are more or fewer.
    public func only(_ list: NodeList) -> Node { count(list) == 1 ? first(list) : .none }

    /// An element or none.
    public func element(_ index: Int, of list: NodeList) -> Node {
        index >= 0 && index < count(list) ? Node(index: extra[Int(list.offset) + 1 + index]) : .none
    }

    /// Removes parentheses.
    public func unparen(_ node: Node) -> Node {
        var node = node
        while kind(node) == .paren { node = Node(index: record(node).a) }
        return node
    }

    /// All nodes of a kind, in the order in which they end.
    public func nodes(of kind: NodeKind) -> some Sequence<Node> {
        records.indices.lazy.filter { self.records[$0].kind == kind }.map { Node(index: UInt32($0)) }
    }
}

/// The elements of a `NodeList`.
public struct NodeSequence: RandomAccessCollection, Sendable {
    let elements: [UInt32]
    let start: Int
    public let count: Int

    public var startIndex: Int { 0 }
    public var endIndex: Int { count }

    @inline(__always)
    public subscript(index: Int) -> Node {
        precondition(index >= 0 && index < count, "index outside of node list")
        return Node(index: elements[start + index])
    }
}

/// The offset of each line.
private func lineTable(_ base: UnsafePointer<UInt8>, count: Int) -> [UInt32] {
    var starts: [UInt32] = []
    starts.reserveCapacity(count / 28 + 1)
    starts.append(0)
    var at = 0
    let raw = UnsafeRawPointer(base)
    while at < count {
        if at + 8 <= count {
            // A byte equal to the newline becomes zero; the test for a zero byte has no false negatives.
            let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) ^ 0x0A0A_0A0A_0A0A_0A0A
            if (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 == 0 {
                at += 8
                continue
            }
        }
        let end = min(at + 8, count)
        while at < end {
            if base[at] == 0x0A { starts.append(UInt32(at + 1)) }
            at += 1
        }
    }
    return starts
}
