import Findings
import Manifests

extension Fix {
    /// Sets a field below a mapping; no edit where the layout leaves no sure place for it.
    static func set(
        _ path: String..., to value: YAMLEditor.Value, in mapping: YAMLNode, replaces: Bool = true, _ summary: String
    ) -> Fix {
        Fix(summary: summary, edits: YAMLEditor.set(path, to: value, in: mapping, replaces: replaces) ?? [])
    }

    /// Without an edit: a person must decide.
    static func advice(_ summary: String) -> Fix { Fix(summary: summary) }
}
