import Findings
import GoSource

/// Text put into SQL can end the quoted string and go on as SQL.
struct SQLFormat: GoRule {
    static let card = RuleCard(
        id: "DD-GO-SQL-FORMAT", title: "SQL made with a format string", severity: .medium,
        why: "Text put into SQL can end the quoted string and go on as SQL.",
        repair: "Use placeholders, and an allow-list for names of tables and columns.",
        maps: [.gosec("G201"), .cwe(89)], profile: .strict)
    static let examples = Examples(
        good: [
            "import \"database/sql\"\nfunc f(db *sql.DB, a string) { db.Query(\"select * from t where a = ?\", a) }\n"
        ],
        bad: [
            "import (\n\"database/sql\"\n\"fmt\"\n)\nfunc f(db *sql.DB, a string) { db.Query(fmt.Sprintf(\"select * from t where a = '%s'\", a)) }\n"
        ])

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in SQLCalls.all(code) {
            guard let query = SQLCalls.query(call) else { continue }
            for (value, file) in SQLCalls.values(query, call.file, code) {
                guard let format = code.call(at: value, in: file), isOpen(format, code) else { continue }
                report.add(format.node, in: format.file, "a value is put into SQL by \(format.name)")
            }
        }
    }

    private static func isOpen(_ call: GoCall, _ code: GoCode) -> Bool {
        var place: Int
        switch call.name {
        case "fmt.Sprintf": place = 0
        case "fmt.Sprint", "fmt.Sprintln": place = -1
        default: return false
        }
        let arguments = Array(call.file.tree.nodes(call.arguments))
        if place < 0 {
            guard let first = arguments.first, let text = code.resolvedString(first, in: call.file),
                SQLCalls.isSQL(text)
            else { return false }
            return arguments.dropFirst().contains { !code.isFixed($0, in: call.file) }
        }
        guard let first = arguments.first, let text = code.resolvedString(first, in: call.file), SQLCalls.isSQL(text)
        else { return false }
        place = 0
        var bytes = Array(text.utf8)[...]
        var argument = 1
        while let percent = bytes.firstIndex(of: UInt8(ascii: "%")) {
            bytes = bytes[(percent + 1)...]
            while let flag = bytes.first, !isLetter(flag), flag != UInt8(ascii: "%") { bytes = bytes.dropFirst() }
            guard let verb = bytes.first else { break }
            bytes = bytes.dropFirst()
            if verb == UInt8(ascii: "%") { continue }
            if verb == UInt8(ascii: "s") || verb == UInt8(ascii: "v") || verb == UInt8(ascii: "q"),
                argument < arguments.count
            {
                let value = arguments[argument]
                let isNumber =
                    code.types.isInteger(call.file.type(of: value)) || code.types.isFloat(call.file.type(of: value))
                let quoted = code.call(at: value, in: call.file)?.name ?? ""
                if !isNumber, !code.isFixed(value, in: call.file), !quoted.hasSuffix("QuoteIdentifier"),
                    !quoted.hasSuffix("QuoteLiteral"), !quoted.hasSuffix("Identifier.Sanitize")
                {
                    return true
                }
            }
            argument += 1
        }
        return false
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
}
