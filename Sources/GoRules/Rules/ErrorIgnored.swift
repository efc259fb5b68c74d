import Findings
import GoSource

/// A failure that nobody looks at goes on as if nothing had happened.
struct ErrorIgnored: GoRule {
    static let card = RuleCard(
        id: "DD-GO-ERROR-IGNORED", title: "Error of a call is dropped", severity: .low,
        why: "A failure that nobody looks at goes on as if nothing had happened.",
        repair: "Handle the error, or assign it to _ where dropping it is meant.",
        maps: [.gosec("G104"), .cwe(703)], profile: .all)
    static let examples = Examples(
        good: ["import \"os\"\nfunc f() { _ = os.Remove(\"x\") }\n"],
        bad: ["import \"os\"\nfunc f() { os.Remove(\"x\") }\n"])

    private static let harmlessTypes = [
        "bytes.Buffer.", "strings.Builder.", "math/rand.", "crypto/rand.Read", "fmt.Print",
    ]
    private static let harmless: Set<String> = [
        "fmt.Fprint", "fmt.Fprintf", "fmt.Fprintln", "io.PipeWriter.CloseWithError", "hash.Hash.Write",
        "os.Unsetenv", "hash/maphash.Hash.Write", "hash/maphash.Hash.WriteString", "hash/maphash.Hash.WriteByte",
    ]

    static func check(_ code: GoCode, _ report: GoReport) {
        for file in code.files {
            for statement in file.tree.nodes(of: .expression) {
                guard case .expression(let inner) = file.tree.syntax(statement),
                    let call = code.call(at: inner, in: file)
                else { continue }
                switch call.callee {
                case .builtin, .conversion: continue
                default: break
                }
                guard returnsError(file.type(of: file.tree.unparen(inner)), code) else { continue }
                if harmless.contains(call.name) || harmlessTypes.contains(where: call.name.hasPrefix) { continue }
                let operandType = code.qualifiedName(ofType: file.type(of: call.operand))
                if operandType == "bytes.Buffer" || operandType == "strings.Builder" { continue }
                let shown = file.tree.text(of: call.function)
                report.add(statement, in: file, "the error that \(shown) returns is dropped")
            }
        }
    }

    private static func returnsError(_ type: GoType, _ code: GoCode) -> Bool {
        if code.types.kind(type) == .tuple {
            return code.types.elements(type).contains { code.program.text($0) == "error" }
        }
        return code.types.kind(type) == .named && code.program.text(type) == "error"
    }
}
