/// A node of a YAML tree, aliases followed. A cheap view: it holds the tree and a number.
public struct YAMLNode: Sendable {
    public let tree: YAMLTree
    let index: Int32

    /// Aliases are followed here, once: a tree has no alias of an alias.
    init(tree: YAMLTree, index: Int32) {
        self.tree = tree
        var index = index
        var steps = 0
        while tree.records[Int(index)].kind == .alias, steps < 8 {
            index = tree.records[Int(index)].link
            steps += 1
        }
        self.index = index
    }

    private var record: YAMLRecord { tree.records[Int(index)] }

    // MARK: What it is

    public var isMapping: Bool { record.kind == .mapping }
    public var isSequence: Bool { record.kind == .sequence }
    public var isScalar: Bool { record.kind == .scalar }
    public var style: YAMLStyle { record.style }

    /// Empty, `~` or `null`, without quotes.
    public var isNull: Bool {
        let record = record
        guard record.kind == .scalar, record.style == .plain, !record.isText else { return false }
        if record.start == record.end { return true }
        guard record.end - record.start <= 4 else { return false }
        return ["~", "null", "Null", "NULL"].contains { isText($0) }
    }

    // MARK: Where it is

    /// Bytes in the source; of a block collection from its first to past its last entry.
    public var range: Range<Int> { Int(record.start)..<max(Int(record.start), Int(record.end)) }

    public var parent: YAMLNode? {
        let parent = record.parent
        return parent < 0 ? nil : YAMLNode(tree: tree, index: parent)
    }

    /// Whether it, or what holds it, is also used elsewhere by an alias: an edit would change that too.
    public var isShared: Bool {
        var index = index
        while index >= 0 {
            let record = tree.records[Int(index)]
            if record.hasAnchor { return true }
            index = record.parent
        }
        return false
    }

    // MARK: Scalars

    /// The text of a scalar; nil for collections.
    public var text: String? {
        let record = record
        guard record.kind == .scalar else { return nil }
        if record.link >= 0 { return tree.texts[Int(record.link)] }
        return tree.source.string(contentRange)
    }

    /// The text of a scalar that is not null; numbers and booleans as they are written.
    public var string: String? { isNull ? nil : text }

    /// Source bytes of the text where the text is those bytes.
    private var contentRange: Range<Int> {
        let record = record
        let quote = record.style == .singleQuoted || record.style == .doubleQuoted ? 1 : 0
        let start = Int(record.start) + quote
        return start..<max(start, Int(record.end) - quote)
    }

    /// Whether the text of the scalar is this one, byte by byte.
    public func isText(_ wanted: String) -> Bool {
        let record = record
        guard record.kind == .scalar else { return false }
        if record.link >= 0 { return tree.texts[Int(record.link)] == wanted }
        let range = contentRange
        var wanted = wanted
        return wanted.withUTF8 { other in
            guard other.count == range.count else { return false }
            return tree.source.bytes.withUnsafeBufferPointer { bytes in
                for index in 0..<other.count where bytes[range.lowerBound + index] != other[index] { return false }
                return true
            }
        }
    }

    /// A plain boolean, as YAML 1.1 readers (Kubernetes', compose's) take it.
    public var bool: Bool? {
        let record = record
        guard record.kind == .scalar, record.style == .plain, !record.isText, record.end - record.start <= 5 else {
            return nil
        }
        guard let text else { return nil }
        switch text {
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": return true
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": return false
        default: return nil
        }
    }

    public var isTrue: Bool { bool == true }
    public var isFalse: Bool { bool == false }

    /// A plain whole number: decimal, hexadecimal or octal.
    public var int: Int? {
        let record = record
        guard record.kind == .scalar, record.style == .plain, !record.isText, record.end - record.start <= 24 else {
            return nil
        }
        guard let text, let first = text.utf8.first, first == 0x2D || first == 0x2B || (0x30...0x39).contains(first)
        else { return nil }
        if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16) }
        if text.hasPrefix("0o") { return Int(text.dropFirst(2), radix: 8) }
        if text.utf8.count > 1, first == 0x30, let octal = Int(text, radix: 8) { return octal }
        return Int(text)
    }

    /// A plain number with or without a fraction.
    public var double: Double? {
        if let int { return Double(int) }
        guard record.kind == .scalar, record.style == .plain, !record.isText, record.end - record.start <= 40,
            let text, let first = text.utf8.first, first == 0x2D || first == 0x2E || (0x30...0x39).contains(first)
        else { return nil }
        return Double(text)
    }

    /// Whether a plain scalar is read as something else than text.
    public var isTyped: Bool { isNull || bool != nil || double != nil }

    // MARK: Collections

    public var count: Int {
        let record = record
        return record.kind == .mapping ? Int(record.childCount) / 2 : Int(record.childCount)
    }

    /// The items of a sequence; empty for all else.
    public var items: [YAMLNode] {
        let record = record
        guard record.kind == .sequence else { return [] }
        let first = Int(record.firstChild)
        return (first..<first + Int(record.childCount)).map { YAMLNode(tree: tree, index: tree.children[$0]) }
    }

    /// A key with its value.
    public struct Entry: Sendable {
        public let key: YAMLNode
        public let value: YAMLNode

        public var name: String { key.text ?? "" }
    }

    /// The entries of a mapping as written, merge keys among them.
    public var writtenEntries: [Entry] {
        let record = record
        guard record.kind == .mapping else { return [] }
        let first = Int(record.firstChild)
        return stride(from: first, to: first + Int(record.childCount), by: 2).map {
            Entry(
                key: YAMLNode(tree: tree, index: tree.children[$0]),
                value: YAMLNode(tree: tree, index: tree.children[$0 + 1]))
        }
    }

    /// The entries of a mapping with merge keys (`<<`) put in; its own entries win.
    public var entries: [Entry] {
        let written = writtenEntries
        guard written.contains(where: { $0.key.isMergeKey }) else { return written }
        var result = written.filter { !$0.key.isMergeKey }
        var names = Set(result.map(\.name))
        collectMerged(into: &result, names: &names, depth: 0)
        return result
    }

    private func collectMerged(into result: inout [Entry], names: inout Set<String>, depth: Int) {
        guard depth < 8 else { return }
        for source in mergeSources {
            for entry in source.writtenEntries where !entry.key.isMergeKey {
                if names.insert(entry.name).inserted { result.append(entry) }
            }
            source.collectMerged(into: &result, names: &names, depth: depth + 1)
        }
    }

    private var isMergeKey: Bool { record.style == .plain && isText("<<") }

    /// The mappings that `<<` brings in, first one first.
    private var mergeSources: [YAMLNode] {
        var result: [YAMLNode] = []
        for entry in writtenEntries where entry.key.isMergeKey {
            if entry.value.isMapping { result.append(entry.value) }
            for item in entry.value.items where item.isMapping { result.append(item) }
        }
        return result
    }

    /// The entry of a key, merge keys followed; of repeated keys the last, as Kubernetes' reader takes it.
    public func entry(_ name: String) -> Entry? { entry(name, depth: 0) }

    private func entry(_ name: String, depth: Int) -> Entry? {
        let record = record
        guard record.kind == .mapping, record.childCount > 0 else { return nil }
        var name = name
        let first = Int(record.firstChild)
        var hasMerge = false
        let found: Int? = name.withUTF8 { wanted in
            var place = first + Int(record.childCount) - 2
            while place >= first {
                if tree.isKey(tree.children[place], wanted, &hasMerge) { return place }
                place -= 2
            }
            return nil
        }
        if let found {
            return Entry(
                key: YAMLNode(tree: tree, index: tree.children[found]),
                value: YAMLNode(tree: tree, index: tree.children[found + 1]))
        }
        guard hasMerge, depth < 8 else { return nil }
        for source in mergeSources {
            if let entry = source.entry(name, depth: depth + 1) { return entry }
        }
        return nil
    }

    /// The value of a key; nil where the key is missing or its value is null.
    public subscript(_ name: String) -> YAMLNode? {
        guard let value = entry(name)?.value, !value.isNull else { return nil }
        return value
    }

    public func has(_ name: String) -> Bool { entry(name) != nil }

    /// Follows keys one after the other.
    public subscript(path names: String...) -> YAMLNode? {
        var node: YAMLNode? = self
        for name in names { node = node?[name] }
        return node
    }
}

extension YAMLTree {
    /// Whether the key's text is `wanted`; tells of merge keys it sees.
    @inline(__always)
    func isKey(_ index: Int32, _ wanted: UnsafeBufferPointer<UInt8>, _ hasMerge: inout Bool) -> Bool {
        let record = records[Int(index)]
        guard record.kind == .scalar else { return false }
        if record.link >= 0 { return texts[Int(record.link)].utf8.elementsEqual(wanted) }
        let quote = record.style == .singleQuoted || record.style == .doubleQuoted ? 1 : 0
        let start = Int(record.start) + quote
        let length = Int(record.end) - Int(record.start) - 2 * quote
        return source.bytes.withUnsafeBufferPointer { bytes in
            if length == 2, quote == 0, bytes[start] == UInt8(ascii: "<"), bytes[start + 1] == UInt8(ascii: "<") {
                hasMerge = true
            }
            guard length == wanted.count else { return false }
            for offset in 0..<length where bytes[start + offset] != wanted[offset] { return false }
            return true
        }
    }
}

extension YAMLNode: Hashable {
    public static func == (left: YAMLNode, right: YAMLNode) -> Bool {
        left.tree === right.tree && left.index == right.index
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(index) }
}
