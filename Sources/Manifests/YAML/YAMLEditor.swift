import Findings

/// Makes the smallest edits of a YAML text that set a field, keeping comments and layout.
///
/// Where the layout leaves no sure place (a shared anchor, keys on a line with others, tabs) there is no edit.
public enum YAMLEditor {
    /// What a field is set to.
    public indirect enum Value: Sendable, Hashable {
        /// As it shall stand in the text, quotes included.
        case scalar(String)
        case list([String])
        case map([(key: String, value: Value)])

        /// In one line, for flow collections.
        var flow: String {
            switch self {
            case .scalar(let text): text
            case .list(let items): "[" + items.joined(separator: ", ") + "]"
            case .map(let entries): "{" + entries.map { "\($0.key): \($0.value.flow)" }.joined(separator: ", ") + "}"
            }
        }

        /// Lines of `key: value` at an indentation.
        func lines(_ key: String, indent: Int, step: Int) -> [String] {
            let blank = String(repeating: " ", count: indent)
            switch self {
            case .scalar(let text): return ["\(blank)\(key): \(text)"]
            case .list(let items):
                return ["\(blank)\(key):"] + items.map { "\(blank)\(String(repeating: " ", count: step))- \($0)" }
            case .map(let entries):
                return ["\(blank)\(key):"]
                    + entries.flatMap { $0.value.lines($0.key, indent: indent + step, step: step) }
            }
        }

        public static func == (left: Value, right: Value) -> Bool { left.flow == right.flow }
        public func hash(into hasher: inout Hasher) { hasher.combine(flow) }
    }

    /// Sets the field at a path below a mapping, making what is missing on the way.
    ///
    /// A field that holds another value is only replaced where `replaces` says so and both are scalars.
    public static func set(
        _ path: [String], to value: Value, in mapping: YAMLNode, replaces: Bool = false
    ) -> [TextEdit]? {
        guard mapping.isMapping, let key = path.first, !mapping.isShared else { return nil }
        let rest = Array(path.dropFirst())
        guard let entry = mapping.ownEntry(key) else {
            guard !mapping.has(key) else { return nil }
            return insert(key, wrap(value, rest), into: mapping).map { [$0] }
        }
        if entry.value.isNull {
            return fill(entry, wrap(value, rest), in: mapping).map { [$0] }
        }
        if rest.isEmpty {
            guard replaces, entry.value.isScalar, case .scalar(let text) = value,
                entry.value.style == .plain
                    || entry.value.style == .singleQuoted || entry.value.style == .doubleQuoted
            else { return nil }
            return [TextEdit(range: entry.value.range, replacement: text)]
        }
        if entry.value.isSequence { return nil }
        return set(rest, to: value, in: entry.value, replaces: replaces)
    }

    private static func wrap(_ value: Value, _ path: [String]) -> Value {
        path.reversed().reduce(value) { .map([($1, $0)]) }
    }

    /// Adds an item to a sequence.
    public static func append(_ item: String, to sequence: YAMLNode) -> TextEdit? {
        guard sequence.isSequence, !sequence.isShared else { return nil }
        let range = sequence.range
        if sequence.style == .flow {
            guard range.count >= 2 else { return nil }
            let last = sequence.items.last
            guard let last else { return TextEdit(range: range, replacement: "[\(item)]") }
            let end = last.range.upperBound
            return TextEdit(range: end..<end, replacement: ", \(item)")
        }
        guard let column = sequence.indent(at: range.lowerBound) else { return nil }
        return insertLines(
            ["\(String(repeating: " ", count: column))- \(item)"], after: range.upperBound, in: sequence.tree)
    }

    /// Takes an entry out of a block mapping with its line; nothing where it shares the line or is the last left.
    public static func remove(_ name: String, from mapping: YAMLNode) -> TextEdit? {
        guard mapping.isMapping, mapping.style == .block, !mapping.isShared, mapping.count > 1,
            let entry = mapping.ownEntry(name)
        else { return nil }
        let source = mapping.tree.source
        let first = source.line(at: entry.key.range.lowerBound)
        let last = source.line(at: max(entry.key.range.upperBound, entry.value.range.upperBound))
        let start = source.wholeLine(first).lowerBound
        // The first entry of a list item shares its line with the dash.
        guard source.bytes[start..<entry.key.range.lowerBound].allSatisfy({ $0 == 0x20 }) else { return nil }
        return TextEdit(range: start..<source.wholeLine(last).upperBound, replacement: "")
    }

    /// Takes a whole entry, the last of its mapping too, by emptying what holds it: `annotations:` goes with it.
    public static func removeWithHolder(_ name: String, from mapping: YAMLNode, key: String, of holder: YAMLNode)
        -> TextEdit?
    {
        mapping.count > 1 ? remove(name, from: mapping) : remove(key, from: holder)
    }

    // MARK: Parts

    private static func insert(_ key: String, _ value: Value, into mapping: YAMLNode) -> TextEdit? {
        let range = mapping.range
        if mapping.style == .flow {
            guard range.count >= 2, mapping.tree.source.bytes[range.lowerBound] == UInt8(ascii: "{") else { return nil }
            let written = mapping.writtenEntries
            guard let last = written.last else {
                return TextEdit(range: range, replacement: "{\(key): \(value.flow)}")
            }
            // In JSON keys and texts are quoted; a long JSON object has a line for each entry.
            if last.key.style == .doubleQuoted { return insertJSON(key, value, after: last, in: mapping) }
            let end = max(last.key.range.upperBound, last.value.range.upperBound)
            return TextEdit(range: end..<end, replacement: ", \(key): \(value.flow)")
        }
        guard mapping.count > 0, let column = mapping.indent(at: range.lowerBound) else { return nil }
        let lines = value.lines(key, indent: column, step: mapping.tree.indentStep)
        let place = sortedPlace(of: key, in: mapping) ?? range.upperBound
        return insertLines(lines, after: place, in: mapping.tree)
    }

    /// Where the keys are sorted, the end of the entry that a new one comes behind; nil: at the end.
    private static func sortedPlace(of key: String, in mapping: YAMLNode) -> Int? {
        let entries = mapping.writtenEntries
        guard entries.count > 1, zip(entries, entries.dropFirst()).allSatisfy({ $0.name < $1.name }),
            let last = entries.last, key < last.name, let before = entries.last(where: { $0.name < key })
        else { return nil }
        // Blank lines behind a block of text may belong to it.
        guard before.value.style != .literal, before.value.style != .folded else { return nil }
        return max(before.key.range.upperBound, before.value.range.upperBound)
    }

    private static func insertJSON(
        _ key: String, _ value: Value, after last: YAMLNode.Entry, in mapping: YAMLNode
    ) -> TextEdit? {
        let source = mapping.tree.source
        let end = max(last.key.range.upperBound, last.value.range.upperBound)
        let line = source.line(at: last.key.range.lowerBound)
        let start = source.contents(ofLine: line).lowerBound
        let blank = source.bytes[start..<last.key.range.lowerBound]
        let json = json(value)
        if line != source.line(at: mapping.range.lowerBound), blank.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
            let indent = String(decoding: blank, as: UTF8.self)
            return TextEdit(range: end..<end, replacement: ",\(source.lineEnding)\(indent)\"\(key)\": \(json)")
        }
        return TextEdit(range: end..<end, replacement: ", \"\(key)\": \(json)")
    }

    private static func json(_ value: Value) -> String {
        switch value {
        case .scalar(let text):
            return text == "true" || text == "false" || Int(text) != nil || text.hasPrefix("\"") ? text : "\"\(text)\""
        case .list(let items): return "[" + items.map { json(.scalar($0)) }.joined(separator: ", ") + "]"
        case .map(let entries):
            return "{" + entries.map { "\"\($0.key)\": \(json($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    /// Gives a value to a key that has none: `securityContext:`.
    private static func fill(_ entry: YAMLNode.Entry, _ value: Value, in mapping: YAMLNode) -> TextEdit? {
        let tree = mapping.tree
        let range = entry.value.range
        if case .scalar(let text) = value {
            return TextEdit(range: range, replacement: range.isEmpty ? " " + text : text)
        }
        if mapping.style == .flow || !range.isEmpty {
            return TextEdit(range: range, replacement: (range.isEmpty ? " " : "") + value.flow)
        }
        guard let column = mapping.indent(at: mapping.range.lowerBound) else { return nil }
        let step = tree.indentStep
        var lines = value.lines("", indent: column, step: step)
        lines.removeFirst()
        return insertLines(lines, after: entry.key.range.upperBound, in: tree)
    }

    /// Puts lines behind the line that holds the byte before `offset`.
    private static func insertLines(_ lines: [String], after offset: Int, in tree: YAMLTree) -> TextEdit? {
        let source = tree.source
        let contents = source.contents(ofLine: source.line(at: offset))
        let place = contents.upperBound
        let rest = source.bytes[min(offset, place)..<place]
        // Only blanks and a comment may stand behind the entry.
        guard
            rest.first(where: { $0 != 0x20 && $0 != 0x09 }) == nil
                || rest.first(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: "#")
                || rest.first == UInt8(ascii: ":")
        else { return nil }
        let text = lines.map { source.lineEnding + $0 }.joined()
        return TextEdit(range: place..<place, replacement: text)
    }
}

extension YAMLNode {
    /// An entry that stands in the mapping itself.
    func ownEntry(_ name: String) -> Entry? {
        writtenEntries.last { $0.key.isText(name) }
    }

    /// The column of a place where only blanks, dashes of lists and `?` stand in front of it on its line.
    func indent(at offset: Int) -> Int? {
        let source = tree.source
        var start = source.contents(ofLine: source.line(at: offset)).lowerBound
        if start == 0 { start = min(source.markLength, offset) }
        for byte in source.bytes[start..<offset] where byte != 0x20 && byte != UInt8(ascii: "-") { return nil }
        return offset - start
    }
}

extension YAMLTree {
    /// How far the text indents: 2 unless its first nested mapping says 4 or more.
    var indentStep: Int {
        guard let document = documents.first else { return 2 }
        for entry in root(document).writtenEntries
        where entry.value.isMapping && entry.value.style == .block && entry.key.tree === entry.value.tree {
            if let inner = entry.value.indent(at: entry.value.range.lowerBound),
                let outer = entry.key.indent(at: entry.key.range.lowerBound), inner > outer, inner - outer <= 8
            {
                return inner - outer
            }
        }
        return 2
    }
}
