import Findings
import GoSource

/// Edits that keep a file compiling.
enum GoFixes {
    /// An edit that imports a package where the file does not yet; nil where its name is taken.
    static func importing(_ path: String, in file: FileInfo, _ code: GoCode) -> [TextEdit]? {
        let tree = file.tree
        let name = String(path.split(separator: "/").last ?? "")
        var firstDeclaration: Node?
        for declaration in tree.nodes(tree.declarations) {
            guard case .general(.import, let specs, let isParenthesized) = tree.syntax(declaration) else { continue }
            for spec in tree.nodes(specs) {
                guard case .importSpec(let alias, let pathNode) = tree.syntax(spec) else { continue }
                let imported = code.string(pathNode, in: file) ?? ""
                if imported == path { return alias.isNone ? [] : nil }
                let known = alias.isNone ? String(imported.split(separator: "/").last ?? "") : tree.name(of: alias)
                if known == name { return nil }
            }
            if firstDeclaration == nil, isParenthesized { firstDeclaration = declaration }
        }
        if let firstDeclaration {
            let text = tree.text(of: firstDeclaration)
            guard let open = text.utf8.firstIndex(of: UInt8(ascii: "(")) else { return nil }
            let at =
                tree.range(of: firstDeclaration).lowerBound + text.utf8.distance(from: text.startIndex, to: open) + 1
            return [TextEdit(range: at..<at, replacement: "\n\t\"\(path)\"")]
        }
        let end = tree.range(of: tree.packageClause).upperBound
        return [TextEdit(range: end..<end, replacement: "\n\nimport \"\(path)\"")]
    }

    static func replace(
        _ node: Node, in file: FileInfo, with text: String, importing path: String, summary: String, _ code: GoCode
    ) -> Fix {
        guard let imports = importing(path, in: file, code) else { return Fix(summary: summary) }
        return Fix(summary: summary, edits: imports + [TextEdit(range: file.tree.range(of: node), replacement: text)])
    }

    /// Puts `name: value` first in a composite literal.
    static func addField(
        _ name: String, _ value: String, to literal: GoComposite, importing path: String?, _ code: GoCode
    ) -> Fix {
        let summary = "Set \(name): \(value)."
        var edits: [TextEdit] = []
        if let path {
            guard let imports = importing(path, in: literal.file, code) else { return Fix(summary: summary) }
            edits = imports
        }
        guard let edit = insertion("\(name): \(value)", literal) else { return Fix(summary: summary) }
        return Fix(summary: summary, edits: edits + [edit])
    }

    static func insertion(_ text: String, _ literal: GoComposite) -> TextEdit? {
        let tree = literal.file.tree
        let brace = Int(tree.operatorOffset(of: literal.node))
        guard brace > 0, brace < tree.source.count, tree.source[brace] == UInt8(ascii: "{") else { return nil }
        let first = tree.first(literal.elements)
        let at = brace + 1
        if first.isNone { return TextEdit(range: at..<at, replacement: text) }
        let braceLine = tree.position(ofOffset: UInt32(brace)).line
        let isMultiline = tree.line(of: first) > braceLine
        return TextEdit(range: at..<at, replacement: isMultiline ? "\n\t\t\(text)," : "\(text), ")
    }

    static func addFlags(_ missing: [String], to cookie: GoComposite, _ code: GoCode) -> Fix {
        let summary = "Set \(missing.joined(separator: ", "))."
        // A flag that is written as false is a person's decision.
        for flag in missing where !cookie.field(flag).isNone { return Fix(summary: summary) }
        let tree = cookie.file.tree
        guard case .compositeLiteral(let type, _) = tree.syntax(cookie.node),
            case .selector(let package, _) = tree.syntax(type)
        else { return Fix(summary: summary) }
        let http = tree.text(of: package)
        let fields = missing.map { $0 == "SameSite" ? "SameSite: \(http).SameSiteLaxMode" : "\($0): true" }
        guard let edit = insertion(fields.joined(separator: ", "), cookie) else { return Fix(summary: summary) }
        return Fix(summary: summary, edits: [edit])
    }
}
