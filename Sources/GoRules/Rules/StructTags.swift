import Findings
import GoSource

/// Tags of struct fields, which types do not carry.
enum StructTags {
    static func tags(of type: GoType, _ code: GoCode) -> [String: String] {
        let name = code.types.object(of: code.types.origin(of: type))
        for file in code.files {
            let tree = file.tree
            for node in tree.nodes(of: .typeSpec) {
                guard let name, case .typeSpec(let identifier, _, let body, _) = tree.syntax(node),
                    file.object(of: identifier) == name
                else { continue }
                return tags(of: body, file, code)
            }
        }
        guard name == nil else { return [:] }
        for file in code.files {
            for node in file.tree.nodes(of: .structType) where file.type(of: node) == type {
                return tags(of: node, file, code)
            }
        }
        return [:]
    }

    private static func tags(of node: Node, _ file: FileInfo, _ code: GoCode) -> [String: String] {
        guard case .structType(let fields) = file.tree.syntax(node) else { return [:] }
        var found: [String: String] = [:]
        for field in file.tree.nodes(fields) {
            guard case .field(let names, _, let tag) = file.tree.syntax(field), let text = code.string(tag, in: file)
            else {
                continue
            }
            for name in file.tree.nodes(names) { found[file.tree.name(of: name)] = text }
        }
        return found
    }

    /// The value of a key in `json:"a,omitempty" yaml:"b"`.
    static func value(_ tag: String, _ key: String) -> String {
        var rest = Substring(tag)
        while let colon = rest.firstIndex(of: ":") {
            let name = rest[..<colon].trimmingSpaces
            rest = rest[rest.index(after: colon)...]
            guard rest.first == "\"" else { return "" }
            rest = rest.dropFirst()
            guard let end = rest.firstIndex(of: "\"") else { return "" }
            if name == key { return String(rest[..<end]) }
            rest = rest[rest.index(after: end)...]
        }
        return ""
    }
}
