import Findings

/// Builds the tables of a tree from tokens by the grammar of YAML 1.2.2, chapters 7 to 9.
///
/// `base` is valid while `read` runs; all reads are below `count`.
struct YAMLBuilder {
    var tables = YAMLTables()
    var comments: [Range<Int>] = []
    var faults: [YAMLFault] = []

    private let limits: YAMLLimits
    var scanner: YAMLScanner
    let base: UnsafePointer<UInt8>
    private let count: Int
    /// Index of the token at hand.
    var index = 0
    private var textOffset: Int32 = 0
    /// Children found of the collections that are open.
    var open: [Int32] = []
    private var anchors: [[UInt8]: Int32] = [:]
    private var hasAliases = false
    private var depth = 0
    /// Nodes below each node once aliases are followed, only kept while a document has anchors.
    private var weights: [Int32: Int] = [:]
    /// Nodes met so far behind aliases.
    private var expanded = 0

    init(base: UnsafePointer<UInt8>, count: Int, limits: YAMLLimits) {
        self.limits = limits
        self.base = base
        self.count = count
        scanner = YAMLScanner(base: base, count: count, from: 0, limits: limits)
    }

    mutating func read() {
        var start = 0
        while true {
            scanner = YAMLScanner(base: base, count: count, from: start, limits: limits)
            index = 0
            textOffset = Int32(truncatingIfNeeded: tables.texts.count)
            do throws(YAMLFault) {
                try readStream()
                keepScanned()
                return
            } catch {
                keepScanned()
                faults.append(error)
                guard faults.count < limits.faults, let next = nextDocument(from: max(error.offset - 1, start))
                else { return }
                start = next
            }
        }
    }

    private mutating func keepScanned() {
        tables.texts += scanner.texts
        comments += scanner.comments
    }

    /// The next line that begins with `---`, always past `offset`.
    private func nextDocument(from offset: Int) -> Int? {
        var place = min(max(offset, 0), count)
        while place < count {
            if base[place] == 0x0A, place + 3 < count, base[place + 1] == 0x2D, base[place + 2] == 0x2D,
                base[place + 3] == 0x2D
            {
                return place + 1
            }
            place += 1
        }
        return nil
    }

    // MARK: Tokens

    mutating func token() throws(YAMLFault) -> YAMLToken {
        try scanner.fill(past: index)
        guard index < scanner.tokens.count else {
            return YAMLToken(
                kind: .streamEnd, start: Int32(truncatingIfNeeded: count), end: Int32(truncatingIfNeeded: count))
        }
        return scanner.tokens[index]
    }

    mutating func advance() { index += 1 }

    func fault(_ message: String, _ token: YAMLToken) -> YAMLFault {
        YAMLFault(offset: Int(token.start), message: message)
    }

    // MARK: Documents

    private mutating func readStream() throws(YAMLFault) {
        while true {
            var next = try token()
            while next.kind == .documentEnd || next.kind == .directive {
                advance()
                next = try token()
            }
            if next.kind == .documentStart {
                advance()
                next = try token()
            }
            if next.kind == .streamEnd { return }
            if next.kind == .documentStart || next.kind == .documentEnd || next.kind == .directive {
                // `---` with nothing behind it: no document that anyone would want to see.
                continue
            }
            anchors.removeAll(keepingCapacity: true)
            weights.removeAll(keepingCapacity: true)
            hasAliases = false
            depth = 0
            open.removeAll(keepingCapacity: true)
            let firstRecord = tables.records.count
            let firstRepeated = tables.repeatedKeys.count
            let start = Int(next.start)
            do throws(YAMLFault) {
                let root = try node(parent: -1, isIndentless: false)
                let after = try token()
                guard
                    after.kind == .documentStart || after.kind == .documentEnd || after.kind == .streamEnd
                        || after.kind == .directive
                else { throw fault("something follows the end of the document; is the indentation right?", after) }
                tables.documents.append(
                    YAMLDocument(root: root, range: start..<Int(tables.records[Int(root)].end), hasAliases: hasAliases))
            } catch {
                tables.records.removeSubrange(firstRecord...)
                tables.repeatedKeys.removeSubrange(firstRepeated...)
                throw error
            }
        }
    }

    // MARK: Nodes

    mutating func append(_ record: YAMLRecord) throws(YAMLFault) -> Int32 {
        guard tables.records.count < limits.nodes else {
            throw YAMLFault(offset: Int(record.start), message: "more than \(limits.nodes) nodes in one file")
        }
        tables.records.append(record)
        return Int32(truncatingIfNeeded: tables.records.count - 1)
    }

    mutating func empty(at offset: Int32, parent: Int32) throws(YAMLFault) -> Int32 {
        try append(YAMLRecord(kind: .scalar, style: .plain, start: offset, end: offset, parent: parent))
    }

    mutating func node(parent: Int32, isIndentless: Bool) throws(YAMLFault) -> Int32 {
        var next = try token()
        if next.kind == .alias { return try alias(next, parent: parent) }
        var anchor: [UInt8]?
        var tag: YAMLToken?
        while next.kind == .anchor || next.kind == .tag {
            if next.kind == .anchor {
                guard anchor == nil else { throw fault("a node has two anchors", next) }
                anchor = name(next)
            } else {
                guard tag == nil else { throw fault("a node has two tags", next) }
                tag = next
            }
            advance()
            next = try token()
        }
        let result: Int32
        switch next.kind {
        case .scalar:
            var record = YAMLRecord(
                kind: .scalar, style: next.style, start: next.start, end: next.end, parent: parent)
            if next.cooked >= 0 { record.link = textOffset + next.cooked }
            result = try append(record)
            advance()
        case .blockEntry where isIndentless: result = try sequence(next, parent: parent, isIndentless: true)
        case .blockSequenceStart: result = try sequence(next, parent: parent, isIndentless: false)
        case .blockMappingStart: result = try mapping(next, parent: parent)
        case .flowSequenceStart: result = try flowSequence(next, parent: parent)
        case .flowMappingStart: result = try flowMapping(next, parent: parent)
        case .alias: throw fault("an alias cannot have an anchor or a tag", next)
        default:
            guard anchor != nil || tag != nil else { throw fault("a value is missing here", next) }
            let end = scanner.tokens[index - 1].end
            result = try empty(at: end, parent: parent)
        }
        if let tag { apply(tag, to: result) }
        if let anchor {
            tables.records[Int(result)].hasAnchor = true
            anchors[anchor] = result
            weights[result] = weight(of: result)
        }
        return result
    }

    private func name(_ token: YAMLToken) -> [UInt8] {
        Array(UnsafeBufferPointer(start: base + Int(token.start) + 1, count: Int(token.end - token.start) - 1))
    }

    private mutating func apply(_ tag: YAMLToken, to node: Int32) {
        let text = UnsafeBufferPointer(start: base + Int(tag.start), count: Int(tag.end - tag.start))
        for core in ["!!int", "!!bool", "!!float", "!!null", "!!map", "!!seq"] where text.elementsEqual(core.utf8) {
            return
        }
        if tables.records[Int(node)].kind == .scalar { tables.records[Int(node)].isText = true }
    }

    private mutating func alias(_ token: YAMLToken, parent: Int32) throws(YAMLFault) -> Int32 {
        guard let target = anchors[name(token)] else {
            throw fault("no anchor of this name stands before it", token)
        }
        hasAliases = true
        expanded += weights[target] ?? 1
        guard expanded <= limits.expandedNodes else {
            throw fault("aliases multiply to more than \(limits.expandedNodes) nodes", token)
        }
        advance()
        var record = YAMLRecord(kind: .alias, style: .plain, start: token.start, end: token.end, parent: parent)
        record.link = target
        return try append(record)
    }

    /// Nodes in a finished collection, aliases followed.
    func weight(of node: Int32) -> Int {
        var total = 0
        for index in Int(node)..<tables.records.count {
            let record = tables.records[index]
            total += record.kind == .alias ? (weights[record.link] ?? 1) : 1
            if total > limits.expandedNodes { return total }
        }
        return total
    }

    mutating func enter(_ token: YAMLToken) throws(YAMLFault) {
        depth += 1
        guard depth <= limits.depth else { throw fault("nested deeper than \(limits.depth) levels", token) }
    }

    /// Moves the children of a collection into the table.
    mutating func close(_ collection: Collection, end: Int32) {
        let node = Int(collection.node)
        let children = open[collection.mark...]
        depth -= 1
        tables.records[node].firstChild = Int32(truncatingIfNeeded: tables.children.count)
        tables.records[node].childCount = Int32(truncatingIfNeeded: children.count)
        tables.records[node].end = end
        tables.children.append(contentsOf: children)
        if tables.records[node].kind == .mapping { noteRepeatedKeys(children) }
        open.removeSubrange(collection.mark...)
    }
}
