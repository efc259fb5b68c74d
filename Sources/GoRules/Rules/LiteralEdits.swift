import Findings
import GoSource

/// New fields for a composite literal, with the columns of its other fields kept in line as gofmt keeps them.
enum LiteralEdits {
    /// Puts fields first in a keyed literal; empty where its form is not one that can be added to.
    static func adding(_ fields: [(name: String, value: String)], to literal: GoComposite) -> [TextEdit] {
        let tree = literal.file.tree
        let brace = Int(tree.operatorOffset(of: literal.node))
        guard brace > 0, brace < tree.source.count, tree.source[brace] == UInt8(ascii: "{") else { return [] }
        let at = brace + 1
        let first = tree.first(literal.elements)
        let oneLine = fields.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
        if first.isNone { return [TextEdit(range: at..<at, replacement: oneLine)] }
        guard tree.line(of: first) > tree.position(ofOffset: UInt32(brace)).line else {
            return [TextEdit(range: at..<at, replacement: oneLine + ", ")]
        }
        let start = tree.lineRange(tree.line(of: first)).lowerBound
        let indent = tree.source.string(start..<tree.range(of: first).lowerBound)
        guard indent.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return [] }

        // Only directly above the first field are the columns shared.
        let isAdjacent = tree.line(of: first) == tree.position(ofOffset: UInt32(brace)).line + 1
        let column = isAdjacent ? self.column(of: literal) : []
        let names = fields.map(\.name) + column.map { tree.text(of: $0.key) }
        let width = names.map(\.unicodeScalars.count).max() ?? 0
        func padding(_ name: String) -> String {
            String(repeating: " ", count: max(1, width - name.unicodeScalars.count + 1))
        }
        let end = GoFixes.lineEnd(tree)
        let lines = fields.map { "\(end)\(indent)\($0.name):\(padding($0.name))\($0.value)," }
        var edits = [TextEdit(range: at..<at, replacement: lines.joined())]
        for (key, value) in column {
            let gap = tree.range(of: key).upperBound + 1..<tree.range(of: value).lowerBound
            let wanted = padding(tree.text(of: key))
            // A comment or an odd form between the two stays as it is.
            guard gap.lowerBound <= gap.upperBound, tree.source.bytes[gap].allSatisfy({ $0 == 0x20 }),
                tree.source.string(gap) != wanted
            else { continue }
            edits.append(TextEdit(range: gap, replacement: wanted))
        }
        return edits
    }

    /// The fields whose values stand in one column with the first: those on lines that follow each other, up to a value
    /// of several lines.
    private static func column(of literal: GoComposite) -> [(key: Node, value: Node)] {
        let tree = literal.file.tree
        var found: [(key: Node, value: Node)] = []
        var line: Int?
        for element in tree.nodes(literal.elements) {
            guard case .keyValue(let key, let value) = tree.syntax(element),
                tree.line(of: element) == tree.endPosition(of: element).line
            else { break }
            if let line, tree.line(of: element) != line + 1 { break }
            line = tree.line(of: element)
            found.append((key, value))
        }
        return found
    }
}
