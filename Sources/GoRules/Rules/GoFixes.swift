import Findings
import GoSource

/// Edits that keep a file compiling, and formatted as gofmt formats it where it was.
enum GoFixes {
    /// Puts a text in the place of a node, and imports what the text needs.
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
        var imports: [TextEdit] = []
        if let path {
            guard let found = importing(path, in: literal.file, code) else { return Fix(summary: summary) }
            imports = found
        }
        let edits = LiteralEdits.adding([(name, value)], to: literal)
        return Fix(summary: summary, edits: edits.isEmpty ? [] : imports + edits)
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
        let fields = missing.map { ($0, $0 == "SameSite" ? "\(http).SameSiteLaxMode" : "true") }
        return Fix(summary: summary, edits: LiteralEdits.adding(fields, to: cookie))
    }

    /// The end of a file's lines, as its first line has it.
    static func lineEnd(_ tree: GoFile) -> String {
        let first = tree.lineRange(1).upperBound
        return first < tree.source.count && tree.source[first] == UInt8(ascii: "\r") ? "\r\n" : "\n"
    }

    // MARK: Imports

    /// An edit that imports a package where the file does not yet; nil where its name is taken.
    static func importing(_ path: String, in file: FileInfo, _ code: GoCode) -> [TextEdit]? {
        let tree = file.tree
        let name = lastPart(path)
        var group: Node?
        /// An import of its own, with its path.
        var single: (declaration: Node, spec: Node, path: String)?
        for declaration in tree.nodes(tree.declarations) {
            guard case .general(.import, let specs, let isParenthesized) = tree.syntax(declaration) else { continue }
            for spec in tree.nodes(specs) {
                guard case .importSpec(let alias, let pathNode) = tree.syntax(spec) else { continue }
                let imported = code.string(pathNode, in: file) ?? ""
                if imported == path { return alias.isNone ? [] : nil }
                if (alias.isNone ? lastPart(imported) : tree.name(of: alias)) == name { return nil }
            }
            if group == nil, isParenthesized { group = declaration }
            if single == nil, !isParenthesized, let spec = tree.nodes(specs).first(where: { _ in true }),
                case .importSpec(_, let pathNode) = tree.syntax(spec), let imported = code.string(pathNode, in: file),
                // The comment above it belongs to this one alone.
                imported != "C"
            {
                single = (declaration, spec, imported)
            }
        }
        let end = lineEnd(tree)
        if let group { return insertion(of: path, into: group, tree, end, code, file) }
        if let single {
            let range = tree.range(of: single.declaration)
            let specs = [tree.text(of: single.spec), "\"\(path)\""]
            let isOfLibrary = isOfLibrary(single.path)
            let lines = isOfLibrary && single.path < path ? specs : specs.reversed()
            let text = lines.map { "\t\($0)\(end)" }.joined(separator: isOfLibrary ? "" : end)
            return [TextEdit(range: range, replacement: "import (\(end)\(text))")]
        }
        let clause = tree.range(of: tree.packageClause).upperBound
        // Behind what is said of the package on its line.
        let line = tree.lineRange(tree.position(ofOffset: UInt32(clause)).line).upperBound
        let isAlone = tree.source.string(clause..<line).trimmingSpaces
        let at = isAlone.isEmpty || isAlone.hasPrefix("//") ? max(line, clause) : clause
        return [TextEdit(range: at..<at, replacement: "\(end)\(end)import \"\(path)\"")]
    }

    /// Where gofmt sorts it: behind the paths before it of the first block, which ends at an empty line.
    private static func insertion(
        of path: String, into group: Node, _ tree: GoFile, _ end: String, _ code: GoCode, _ file: FileInfo
    ) -> [TextEdit]? {
        guard case .general(_, let specs, _) = tree.syntax(group) else { return nil }
        let range = tree.range(of: group)
        guard let open = tree.source.bytes[range].firstIndex(of: UInt8(ascii: "(")) else { return nil }
        var before = Node.none
        var line: Int?
        for spec in tree.nodes(specs) {
            guard case .importSpec(_, let pathNode) = tree.syntax(spec) else { continue }
            if let line, tree.line(of: spec) > line + 1 { break }
            line = tree.line(of: spec)
            let imported = code.string(pathNode, in: file) ?? ""
            if before.isNone, !isOfLibrary(imported) {
                // The first block is of others' packages: a block of its own.
                return [TextEdit(range: open + 1..<open + 1, replacement: "\(end)\t\"\(path)\"\(end)")]
            }
            if imported < path { before = spec }
        }
        guard !before.isNone else {
            return [TextEdit(range: open + 1..<open + 1, replacement: "\(end)\t\"\(path)\"")]
        }
        // Behind the line, which may end in a comment; another spec or the parenthesis on it waits for the next line.
        let at = tree.range(of: before).upperBound
        let rest = at..<max(at, tree.lineRange(tree.line(of: before)).upperBound)
        let text = tree.source.string(rest).trimmingSpaces
        let place = text.isEmpty || text.hasPrefix("//") ? rest.upperBound : at
        return [TextEdit(range: place..<place, replacement: "\(end)\t\"\(path)\"")]
    }

    /// Packages of the standard library have no host in front.
    private static func isOfLibrary(_ path: String) -> Bool {
        !(path.split(separator: "/").first?.contains(".") ?? false)
    }

    private static func lastPart(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }
}
