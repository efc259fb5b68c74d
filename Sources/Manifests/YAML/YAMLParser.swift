import Findings

/// Makes a tree of a YAML or JSON text.
///
/// A faulty document gives one fault; reading goes on at the next `---`.
public enum YAMLParser {
    public static func parse(_ bytes: [UInt8], limits: YAMLLimits = YAMLLimits()) -> YAMLTree {
        parse(SourceText(bytes), limits: limits)
    }

    public static func parse(_ source: SourceText, limits: YAMLLimits = YAMLLimits()) -> YAMLTree {
        guard source.bytes.count <= limits.size else {
            let fault = YAMLFault(
                offset: 0, message: "larger than \(limits.size >> 20) MiB; not read")
            return YAMLTree(source: source, tables: YAMLTables(), comments: [], faults: [fault])
        }
        return source.bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else {
                return YAMLTree(source: source, tables: YAMLTables(), comments: [], faults: [])
            }
            var builder = YAMLBuilder(base: base, count: buffer.count, limits: limits)
            builder.read()
            return YAMLTree(
                source: source, tables: builder.tables, comments: builder.comments, faults: builder.faults)
        }
    }
}

/// Builds the tables of a tree from tokens by the grammar of YAML 1.2.2, chapters 7 to 9.
///
/// `base` is valid while `read` runs; all reads are below `count`.
struct YAMLBuilder {
    var tables = YAMLTables()
    var comments: [Range<Int>] = []
    var faults: [YAMLFault] = []

    private let limits: YAMLLimits
    private var scanner: YAMLScanner
    private let base: UnsafePointer<UInt8>
    private let count: Int
    /// Index of the token at hand.
    private var index = 0
    private var textOffset: Int32 = 0
    /// Children found of the collections that are open.
    private var open: [Int32] = []
    private var anchors: [[UInt8]: Int32] = [:]
    private var hasAliases = false
    private var depth = 0
    /// Nodes below each node once aliases are followed, only kept while a document has anchors.
    private var weights: [Int32: Int] = [:]

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

    private mutating func token() throws(YAMLFault) -> YAMLToken {
        try scanner.fill(past: index)
        guard index < scanner.tokens.count else {
            return YAMLToken(
                kind: .streamEnd, start: Int32(truncatingIfNeeded: count), end: Int32(truncatingIfNeeded: count))
        }
        return scanner.tokens[index]
    }

    private mutating func advance() { index += 1 }

    private func fault(_ message: String, _ token: YAMLToken) -> YAMLFault {
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

    private mutating func append(_ record: YAMLRecord) throws(YAMLFault) -> Int32 {
        guard tables.records.count < limits.nodes else {
            throw YAMLFault(offset: Int(record.start), message: "more than \(limits.nodes) nodes in one file")
        }
        tables.records.append(record)
        return Int32(truncatingIfNeeded: tables.records.count - 1)
    }

    private mutating func empty(at offset: Int32, parent: Int32) throws(YAMLFault) -> Int32 {
        try append(YAMLRecord(kind: .scalar, style: .plain, start: offset, end: offset, parent: parent))
    }

    private mutating func node(parent: Int32, isIndentless: Bool) throws(YAMLFault) -> Int32 {
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

    private var expanded = 0

    /// Nodes in a finished collection, aliases followed.
    private func weight(of node: Int32) -> Int {
        var total = 0
        for index in Int(node)..<tables.records.count {
            let record = tables.records[index]
            total += record.kind == .alias ? (weights[record.link] ?? 1) : 1
            if total > limits.expandedNodes { return total }
        }
        return total
    }

    private mutating func enter(_ token: YAMLToken) throws(YAMLFault) {
        depth += 1
        guard depth <= limits.depth else { throw fault("nested deeper than \(limits.depth) levels", token) }
    }

    /// Moves the children found since `mark` into the table.
    private mutating func close(_ node: Int32, from mark: Int, end: Int32) {
        depth -= 1
        let first = Int32(truncatingIfNeeded: tables.children.count)
        tables.children.append(contentsOf: open[mark...])
        tables.records[Int(node)].firstChild = first
        tables.records[Int(node)].childCount = Int32(truncatingIfNeeded: open.count - mark)
        tables.records[Int(node)].end = end
        if tables.records[Int(node)].kind == .mapping { noteRepeatedKeys(open[mark...]) }
        open.removeSubrange(mark...)
    }

    private mutating func sequence(_ token: YAMLToken, parent: Int32, isIndentless: Bool) throws(YAMLFault) -> Int32 {
        try enter(token)
        let result = try append(
            YAMLRecord(kind: .sequence, style: .block, start: token.start, end: token.start, parent: parent))
        let mark = open.count
        var end = token.end
        if !isIndentless { advance() }
        while true {
            let entry = try self.token()
            guard entry.kind == .blockEntry else {
                if isIndentless { break }
                guard entry.kind == .blockEnd else {
                    throw fault("a list entry '-' is missing here; is the indentation right?", entry)
                }
                advance()
                break
            }
            advance()
            let next = try self.token()
            let child: Int32
            if next.kind == .blockEntry || next.kind == .blockEnd || next.kind == .key || next.kind == .value {
                child = try empty(at: entry.end, parent: result)
            } else {
                child = try node(parent: result, isIndentless: false)
            }
            open.append(child)
            end = max(end, tables.records[Int(child)].end)
        }
        close(result, from: mark, end: end)
        return result
    }

    private mutating func mapping(_ token: YAMLToken, parent: Int32) throws(YAMLFault) -> Int32 {
        try enter(token)
        let result = try append(
            YAMLRecord(kind: .mapping, style: .block, start: token.start, end: token.start, parent: parent))
        let mark = open.count
        var end = token.end
        advance()
        while true {
            var next = try self.token()
            if next.kind == .blockEnd {
                advance()
                break
            }
            // YAML 1.2 would allow an empty key in front of ':'; no reader of manifests does.
            guard next.kind == .key else {
                throw fault("a key is missing here; is the indentation right?", next)
            }
            let question = next
            advance()
            next = try self.token()
            if next.kind == .key || next.kind == .value || next.kind == .blockEnd {
                open.append(try empty(at: question.end, parent: result))
            } else {
                open.append(try node(parent: result, isIndentless: true))
            }
            next = try self.token()
            let key = open[open.count - 1]
            end = max(end, tables.records[Int(key)].end)
            if next.kind == .value {
                let colon = next
                advance()
                next = try self.token()
                if next.kind == .key || next.kind == .value || next.kind == .blockEnd {
                    open.append(try empty(at: colon.end, parent: result))
                } else {
                    open.append(try node(parent: result, isIndentless: true))
                }
            } else {
                open.append(try empty(at: tables.records[Int(key)].end, parent: result))
            }
            end = max(end, tables.records[Int(open[open.count - 1])].end)
        }
        close(result, from: mark, end: end)
        return result
    }

    private mutating func flowSequence(_ token: YAMLToken, parent: Int32) throws(YAMLFault) -> Int32 {
        try enter(token)
        let result = try append(
            YAMLRecord(kind: .sequence, style: .flow, start: token.start, end: token.end, parent: parent))
        let mark = open.count
        advance()
        var next = try self.token()
        while next.kind != .flowSequenceEnd {
            if next.kind == .key {
                open.append(try flowPair(next, parent: result))
            } else {
                open.append(try node(parent: result, isIndentless: false))
            }
            next = try self.token()
            if next.kind == .flowEntry {
                advance()
                next = try self.token()
            } else if next.kind != .flowSequenceEnd {
                throw fault("',' or ']' is missing here", next)
            }
        }
        advance()
        close(result, from: mark, end: next.end)
        return result
    }

    /// A single pair in a list: `[a: b]`.
    private mutating func flowPair(_ token: YAMLToken, parent: Int32) throws(YAMLFault) -> Int32 {
        try enter(token)
        let result = try append(
            YAMLRecord(kind: .mapping, style: .flow, start: token.start, end: token.end, parent: parent))
        let mark = open.count
        try flowEntry(token, parent: result)
        close(result, from: mark, end: tables.records[Int(open[open.count - 1])].end)
        return result
    }

    private mutating func flowMapping(_ token: YAMLToken, parent: Int32) throws(YAMLFault) -> Int32 {
        try enter(token)
        let result = try append(
            YAMLRecord(kind: .mapping, style: .flow, start: token.start, end: token.end, parent: parent))
        let mark = open.count
        advance()
        var next = try self.token()
        while next.kind != .flowMappingEnd {
            try flowEntry(next, parent: result)
            next = try self.token()
            if next.kind == .flowEntry {
                advance()
                next = try self.token()
            } else if next.kind != .flowMappingEnd {
                throw fault("',' or '}' is missing here", next)
            }
        }
        advance()
        close(result, from: mark, end: next.end)
        return result
    }

    /// Key and value in brackets; either may be left out.
    private mutating func flowEntry(_ token: YAMLToken, parent: Int32) throws(YAMLFault) {
        var next = token
        func endsEntry(_ kind: YAMLToken.Kind) -> Bool {
            kind == .flowEntry || kind == .flowMappingEnd || kind == .flowSequenceEnd || kind == .value
        }
        if next.kind == .key {
            advance()
            let after = try self.token()
            if endsEntry(after.kind) {
                open.append(try empty(at: next.end, parent: parent))
            } else {
                open.append(try node(parent: parent, isIndentless: false))
            }
        } else {
            // No key that a ':' follows on its line: an entry without a value.
            let single = try node(parent: parent, isIndentless: false)
            open.append(single)
            open.append(try empty(at: tables.records[Int(single)].end, parent: parent))
            return
        }
        next = try self.token()
        let keyEnd = tables.records[Int(open[open.count - 1])].end
        guard next.kind == .value else {
            open.append(try empty(at: keyEnd, parent: parent))
            return
        }
        advance()
        let after = try self.token()
        if endsEntry(after.kind) {
            open.append(try empty(at: next.end, parent: parent))
        } else {
            open.append(try node(parent: parent, isIndentless: false))
        }
    }

    // MARK: Repeated keys

    private mutating func noteRepeatedKeys(_ pairs: ArraySlice<Int32>) {
        let keys = stride(from: pairs.startIndex, to: pairs.endIndex, by: 2).map { pairs[$0] }
        guard keys.count > 1 else { return }
        if keys.count <= 24 {
            for later in 1..<keys.count {
                for earlier in 0..<later where isSameScalar(keys[earlier], keys[later]) {
                    tables.repeatedKeys.append(YAMLRepeatedKey(key: keys[later], first: keys[earlier]))
                    break
                }
            }
        } else {
            var seen: [String: Int32] = [:]
            for key in keys where tables.records[Int(key)].kind == .scalar {
                let text = String(decoding: scalarBytes(key), as: UTF8.self)
                if text == "<<" { continue }
                if let first = seen[text] {
                    tables.repeatedKeys.append(YAMLRepeatedKey(key: key, first: first))
                } else {
                    seen[text] = key
                }
            }
        }
    }

    /// The bytes as written, quotes left out; escapes are not compared.
    private func scalarBytes(_ node: Int32) -> UnsafeBufferPointer<UInt8> {
        let record = tables.records[Int(node)]
        let quote: Int32 = record.style == .singleQuoted || record.style == .doubleQuoted ? 1 : 0
        let length = max(0, Int(record.end - record.start - 2 * quote))
        return UnsafeBufferPointer(start: base + Int(record.start + quote), count: length)
    }

    private func isSameScalar(_ left: Int32, _ right: Int32) -> Bool {
        guard tables.records[Int(left)].kind == .scalar, tables.records[Int(right)].kind == .scalar else {
            return false
        }
        let first = scalarBytes(left)
        let second = scalarBytes(right)
        guard first.count == second.count, first.first == second.first, first.elementsEqual(second) else {
            return false
        }
        // Several merge keys in a row are written by people who mean it.
        return !(first.count == 2 && first[0] == UInt8(ascii: "<") && first[1] == UInt8(ascii: "<"))
    }
}
