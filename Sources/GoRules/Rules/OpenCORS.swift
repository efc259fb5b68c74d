import Findings
import GoSource

/// Every site a user visits can read the service's answers in the user's name.
struct OpenCORS: GoRule {
    static let card = RuleCard(
        id: "DD-GO-CORS", title: "Any origin may send requests with credentials", severity: .high,
        why: "Every site a user visits can read the service's answers in the user's name.",
        repair: "List the origins that may, or leave credentials out.", maps: [.cwe(942)])
    static let examples = Examples(
        good: [
            "import \"net/http\"\nfunc f(w http.ResponseWriter) { w.Header().Set(\"Access-Control-Allow-Origin\", \"*\") }\n"
        ],
        bad: [
            "import \"net/http\"\nfunc f(w http.ResponseWriter, r *http.Request) { w.Header().Set(\"Access-Control-Allow-Origin\", r.Header.Get(\"Origin\")); w.Header().Set(\"Access-Control-Allow-Credentials\", \"true\") }\n"
        ])

    static func check(_ code: GoCode, _ report: GoReport) {
        var origins: [Int: GoCall] = [:]
        var credentials: Set<Int> = []
        for call in code.calls(["net/http.Header.Set", "net/http.Header.Add"]) {
            guard let key = code.string(call.argument(0), in: call.file)?.lowercased(),
                let function = code.function(around: call.node, in: call.file)
            else { continue }
            if key == "access-control-allow-origin", isOpen(call.argument(1), call.file, code) {
                origins[function.index] = call
            }
            if key == "access-control-allow-credentials", code.string(call.argument(1), in: call.file) == "true" {
                credentials.insert(function.index)
            }
        }
        for (function, call) in origins where credentials.contains(function) {
            report.add(call.node, in: call.file, "any origin is allowed together with credentials")
        }
        for type in [
            "github.com/rs/cors.Options", "github.com/gin-contrib/cors.Config", "github.com/go-chi/cors.Options",
        ] {
            for options in code.composites(type) {
                guard code.boolean(options.field("AllowCredentials"), in: options.file) == true else { continue }
                var origins = options.field("AllowedOrigins")
                if origins.isNone { origins = options.field("AllowOrigins") }
                let isAny =
                    code.boolean(options.field("AllowAllOrigins"), in: options.file) == true
                    || code.contains(origins, in: options.file) { node, kind in
                        kind == .literal && code.string(node, in: options.file) == "*"
                    }
                if isAny {
                    report.add(options.node, in: options.file, "any origin is allowed together with credentials")
                }
            }
        }
    }

    private static func isOpen(_ value: Node, _ file: FileInfo, _ code: GoCode) -> Bool {
        if code.string(value, in: file) == "*" { return true }
        let (inner, innerFile) = code.resolved(value, in: file)
        guard let call = code.call(at: inner, in: innerFile), call.name == "net/http.Header.Get" else { return false }
        guard code.string(call.argument(0), in: innerFile)?.lowercased() == "origin" else { return false }
        // An origin that a condition was asked about is not any origin.
        guard let object = code.variable(value, in: file), let function = code.function(around: value, in: file) else {
            return true
        }
        return !code.contains(function.body, in: file) { node, _ in
            guard case .if(_, let condition, _, _) = file.tree.syntax(node) else { return false }
            return code.contains(condition, in: file) { inner, kind in
                (kind == .call || kind == .index) && code.mentions(object, below: inner, in: file)
            }
        }
    }
}
