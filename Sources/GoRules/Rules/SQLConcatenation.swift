import Findings
import GoSource

/// Text put into SQL can end the quoted string and go on as SQL.
struct SQLConcatenation: GoRule {
    static let card = RuleCard(
        id: "DD-GO-SQL-CONCAT", title: "SQL put together from pieces", severity: .medium,
        why: "Text put into SQL can end the quoted string and go on as SQL.",
        repair: "Use placeholders, and an allow-list for names of tables and columns.",
        maps: [.gosec("G202"), .cwe(89)], profile: .strict)
    static let examples = Examples(
        good: [
            "import \"database/sql\"\nfunc f(db *sql.DB, a string) { db.Query(\"select * from t where a = ?\", a) }\n"
        ],
        bad: [
            "import \"database/sql\"\nfunc f(db *sql.DB, a string) { db.Query(\"select * from t where a = \" + a) }\n"
        ])

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in SQLCalls.all(code) {
            guard let query = SQLCalls.query(call) else { continue }
            // Values, and what is appended to a variable.
            if isOpen(query, call.file, code) {
                report.add(query, in: call.file, "SQL is put together with +")
                continue
            }
            guard let object = code.variable(query, in: call.file) else { continue }
            let list = code.definitions[object] ?? []
            var isFound = false
            for definition in list where !definition.value.isNone {
                if definition.op == .addAssign {
                    let begins = list.contains { other in
                        code.string(other.value, in: other.file).map(SQLCalls.isSQL) ?? false
                    }
                    if begins, !code.isFixed(definition.value, in: definition.file),
                        !isBuilt(definition.value, definition.file, code)
                    {
                        isFound = true
                    }
                } else if isOpen(definition.value, definition.file, code) {
                    isFound = true
                }
            }
            if isFound { report.add(call.node, in: call.file, "SQL is put together with +") }
        }
    }

    private static func isOpen(_ node: Node, _ file: FileInfo, _ code: GoCode) -> Bool {
        var parts: [Node] = []
        flatten(node, file, &parts)
        guard parts.count > 1, let first = parts.first, let text = code.resolvedString(first, in: file),
            SQLCalls.isSQL(text)
        else { return false }
        return parts.dropFirst().contains { !code.isFixed($0, in: file) && !isBuilt($0, file, code) }
    }

    private static func flatten(_ node: Node, _ file: FileInfo, _ parts: inout [Node]) {
        let node = file.tree.unparen(node)
        if case .binary(.add, let left, let right) = file.tree.syntax(node) {
            flatten(left, file, &parts)
            flatten(right, file, &parts)
        } else {
            parts.append(node)
        }
    }

    /// What a strings.Builder holds that only got constants, and joined or repeated constants.
    private static func isBuilt(_ node: Node, _ file: FileInfo, _ code: GoCode) -> Bool {
        let (value, file) = code.resolved(node, in: file)
        guard let call = code.call(at: value, in: file) else { return false }
        switch call.name {
        case "strings.Builder.String", "bytes.Buffer.String":
            guard let object = code.variable(call.operand, in: file) else { return false }
            let writes = ["WriteString", "WriteByte", "WriteRune", "Write"].flatMap { name in
                code.calls(["strings.Builder." + name, "bytes.Buffer." + name])
            }
            return writes.allSatisfy { write in
                code.variable(write.operand, in: write.file) != object
                    || code.isFixed(write.argument(0), in: write.file)
            }
        case "strings.Repeat": return code.isFixed(call.argument(0), in: file)
        case "strconv.Itoa", "strconv.FormatInt": return true
        default: return false
        }
    }
}
