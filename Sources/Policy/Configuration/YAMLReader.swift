import Yams

/// A value of a YAML document with its place, read with errors that name it.
struct YAMLReader {
    private let node: Node
    private let file: String

    /// Bytes; a configuration larger than that is a mistake.
    static let sizeLimit = 1 << 20

    private init(node: Node, file: String) {
        self.node = node
        self.file = file
    }

    /// Nil where the document is empty.
    static func document(_ text: String, file: String) throws(PolicyError) -> YAMLReader? {
        guard text.utf8.count <= sizeLimit else {
            throw PolicyError("the file is larger than \(sizeLimit) bytes", file: file)
        }
        do {
            guard let node = try Yams.compose(yaml: text) else { return nil }
            let reader = YAMLReader(node: node, file: file)
            return reader.isNull ? nil : reader
        } catch let error as YamlError {
            throw PolicyError(error, file: file)
        } catch {
            throw PolicyError("not YAML: \(error)", file: file)
        }
    }

    var line: Int { node.mark?.line ?? 1 }

    private var isNull: Bool {
        guard case .scalar(let scalar) = node, scalar.style == .any || scalar.style == .plain else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    func error(_ problem: String) -> PolicyError {
        PolicyError(problem, file: file, line: node.mark?.line, column: node.mark?.column)
    }

    // MARK: mappings

    /// Refuses keys that mean nothing here, and keys that are given twice.
    func allow(only keys: [String]) throws(PolicyError) {
        guard case .mapping(let mapping) = node else { throw error("expected a mapping of keys to values") }
        for (key, _) in mapping {
            let place = YAMLReader(node: key, file: file)
            guard case .scalar(let scalar) = key else { throw place.error("a key must be a word") }
            guard keys.contains(scalar.string) else {
                let near = Spelling.nearest(to: scalar.string, among: keys)
                let hint = near.map { "; did you mean \"\($0)\"?" } ?? "; known here: \(keys.joined(separator: ", "))"
                throw place.error("unknown key \"\(scalar.string)\"" + hint)
            }
        }
    }

    /// Nil where the key is missing or its value is null.
    func member(_ key: String) throws(PolicyError) -> YAMLReader? {
        guard case .mapping(let mapping) = node else { throw error("expected a mapping of keys to values") }
        guard let value = mapping[key] else { return nil }
        let reader = YAMLReader(node: value, file: file)
        return reader.isNull ? nil : reader
    }

    /// Keys that are data, with their values.
    func entries() throws(PolicyError) -> [(key: String, value: YAMLReader)] {
        guard case .mapping(let mapping) = node else { throw error("expected a mapping of keys to values") }
        var entries: [(key: String, value: YAMLReader)] = []
        for (key, value) in mapping {
            entries.append((try YAMLReader(node: key, file: file).text(), YAMLReader(node: value, file: file)))
        }
        return entries
    }

    // MARK: values

    /// The elements of a sequence; a single value counts as a sequence of one.
    func list() throws(PolicyError) -> [YAMLReader] {
        switch node {
        case .sequence(let sequence): return sequence.map { YAMLReader(node: $0, file: file) }
        case .scalar, .mapping: return [self]
        case .alias: throw error("an alias cannot stand here")
        }
    }

    func text() throws(PolicyError) -> String {
        guard case .scalar(let scalar) = node else { throw error("expected a word or a quoted text") }
        return scalar.string
    }

    /// Words of a sequence, or of one text where they are joined by commas.
    func words() throws(PolicyError) -> [(word: String, place: YAMLReader)] {
        var words: [(word: String, place: YAMLReader)] = []
        for value in try list() {
            for part in try value.text().split(separator: ",") {
                let word = part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                if !word.isEmpty { words.append((word, value)) }
            }
        }
        return words
    }

    func boolean() throws(PolicyError) -> Bool {
        switch try text() {
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: throw error("expected true or false")
        }
    }

    func integer(in range: ClosedRange<Int>) throws(PolicyError) -> Int {
        guard let number = Int(try text()), range.contains(number) else {
            throw error("expected a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func share() throws(PolicyError) -> Double {
        guard let number = Double(try text()), number >= 0, number <= 1 else {
            throw error("expected a number from 0 to 1")
        }
        return number
    }

    func day() throws(PolicyError) -> Day {
        guard let day = Day(try text()) else { throw error("expected a day that exists, as YYYY-MM-DD") }
        return day
    }
}

extension [YAMLReader] {
    func texts() throws(PolicyError) -> [String] {
        var texts: [String] = []
        for value in self { texts.append(try value.text()) }
        return texts
    }
}

extension PolicyError {
    init(_ error: YamlError, file: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init("not YAML: \(problem)", file: file, line: mark.line, column: mark.column)
        default: self.init("not YAML: \(error)", file: file)
        }
    }
}

/// What someone may have meant to type.
enum Spelling {
    static func nearest(to word: String, among candidates: [String]) -> String? {
        let best = candidates.map { ($0, distance(Array(word.utf8.prefix(64)), Array($0.utf8))) }.min { $0.1 < $1.1 }
        guard let best, best.1 <= max(1, word.utf8.count / 3) else { return nil }
        return best.0
    }

    /// Edits that turn one word into the other; swapping neighbours counts as two.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let change = diagonal + (byte == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(change, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
