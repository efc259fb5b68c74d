import Findings
import GoSource

/// What the rules about file modes share.
enum FileModes {
    static func check(_ functions: [String: Int], limit: Int, _ code: GoCode, _ report: GoReport) {
        for call in code.calls(functions.keys.sorted()) {
            guard let place = functions[call.name], place < call.argumentCount else { continue }
            let argument = call.argument(place)
            let (value, file) = code.resolved(argument, in: call.file)
            var mode = code.integer(value, in: file)
            if mode == nil, code.name(of: value, in: file) == "os.ModePerm" { mode = 0o777 }
            guard let mode, mode & 0o777 & ~limit != 0 else { continue }
            let wanted = "0o" + String(limit, radix: 8)
            let isDirect = value == argument && file === call.file
            var edits: [TextEdit] = []
            if isDirect, file.tree.kind(value) == .literal {
                // Spelt as the author spells octal numbers, and wider nowhere: 0711 becomes 0710, not 0750.
                let isOld = !file.tree.text(of: value).lowercased().hasPrefix("0o")
                let text = (isOld ? "0" : "0o") + String(mode & ~(0o777 & ~limit), radix: 8)
                edits = [TextEdit(range: file.tree.range(of: value), replacement: text)]
            }
            report.add(
                call.node, in: call.file, "mode 0o\(String(mode, radix: 8)) is wider than \(wanted)",
                fix: Fix(summary: "Use \(wanted) or less.", edits: edits))
        }
    }
}
