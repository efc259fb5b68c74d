import Findings
import Manifests

extension Fix {
    /// Puts text at one place.
    static func insert(_ insertion: TextInsertion, _ summary: String) -> Fix {
        Fix(
            summary: summary,
            edits: [TextEdit(range: insertion.offset..<insertion.offset, replacement: insertion.text)])
    }

    /// Replaces one range.
    static func replace(_ range: Range<Int>, with text: String, _ summary: String) -> Fix {
        Fix(summary: summary, edits: [TextEdit(range: range, replacement: text)])
    }

    /// Takes out the lines of an instruction, its line end included.
    static func removeLines(of range: Range<Int>, in source: SourceText, _ summary: String) -> Fix {
        let first = source.wholeLine(source.line(at: range.lowerBound)).lowerBound
        let last = source.wholeLine(source.line(at: range.upperBound)).upperBound
        return Fix(summary: summary, edits: [TextEdit(range: first..<last, replacement: "")])
    }
}
