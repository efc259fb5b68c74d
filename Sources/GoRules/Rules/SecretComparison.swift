import Findings
import GoSource

/// == and bytes.Equal stop at the first difference: the time tells how much of a guess was right.
struct SecretComparison: GoRule {
    static let card = RuleCard(
        id: "DD-GO-SECRET-COMPARE", title: "Secret compared byte by byte", severity: .medium,
        why: "== and bytes.Equal stop at the first difference: the time tells how much of a guess was right.",
        repair: "Use crypto/subtle.ConstantTimeCompare or hmac.Equal.", maps: [.cwe(208)], confidence: .medium)
    static let examples = Examples(
        good: [
            "import \"crypto/subtle\"\nfunc f(apiKey, given string) bool { return subtle.ConstantTimeCompare([]byte(apiKey), []byte(given)) == 1 }\n",
            "func f(password string) bool { return password == \"\" }\n",
            "type c struct{ Password string }\nfunc changed(a, b c) bool { return a.Password != b.Password }\n",
            "type c struct{ Password string }\nfunc login(a *c, given string) { if a.Password != given { a.Password = given } }\n",
        ],
        bad: [
            "func f(apiKey, given string) bool { return apiKey == given }\n",
            "import \"bytes\"\nfunc f(apiKey string, given []byte) bool { return bytes.Equal(given, []byte(apiKey)) }\n",
            "type u struct{ Password string }\nfunc login(a, b u) bool { if a.Password != b.Password { return false }\nreturn true }\n",
        ])

    static func check(_ code: GoCode, _ report: GoReport) {
        for file in code.files {
            let tree = file.tree
            for node in tree.nodes(of: .binary) {
                guard case .binary(let op, let left, let right) = tree.syntax(node), op == .equal || op == .notEqual,
                    code.types.isString(file.type(of: left)) || code.types.isString(file.type(of: right))
                else { continue }
                if code.info.constant(of: left, in: file).isKnown || code.info.constant(of: right, in: file).isKnown {
                    continue
                }
                guard let name = secret(left, file) ?? secret(right, file) else { continue }
                // Two names of one thing (a form's password and its confirmation) are no comparison with a secret.
                if let first = secret(left, file), let second = secret(right, file),
                    SecretNames.words(first + " " + second).contains(where: {
                        ["confirm", "confirmation", "repeat", "new", "old", "again"].contains($0)
                    }) || isSameName(left, right, tree) && !isAuthentication(node, file, code)
                {
                    continue
                }
                if op == .notEqual, merelyUpdates(node, file, code) { continue }
                let call = "subtle.ConstantTimeCompare([]byte(\(tree.text(of: left))), []byte(\(tree.text(of: right))))"
                report.add(
                    node, in: file, "\(name) is compared with \(op.text)",
                    fix: GoFixes.replace(
                        node, in: file, with: call + (op == .equal ? " == 1" : " != 1"), importing: "crypto/subtle",
                        summary: "Compare in constant time.", code))
            }
        }
        for call in code.calls(["bytes.Equal", "bytes.Compare", "strings.Compare", "reflect.DeepEqual"]) {
            guard call.argumentCount == 2, !code.isFixed(call.argument(0), in: call.file),
                !code.isFixed(call.argument(1), in: call.file),
                let name = secret(call.argument(0), call.file) ?? secret(call.argument(1), call.file)
            else { continue }
            report.add(
                call.node, in: call.file, "\(name) is compared with \(call.name)", fix: fix(call, code))
        }
    }

    /// `bytes.Equal(a, b)` becomes `(subtle.ConstantTimeCompare(a, b) == 1)`, where bytes is still needed elsewhere.
    private static func fix(_ call: GoCall, _ code: GoCode) -> Fix? {
        let tree = call.file.tree
        guard call.name == "bytes.Equal", call.target.isNone, !call.isSpread,
            case .selector(let package, _) = tree.syntax(tree.unparen(call.function))
        else { return nil }
        let name = tree.name(of: package)
        let uses = tree.nodes(of: .selector).count { node in
            guard case .selector(let operand, _) = tree.syntax(node) else { return false }
            return tree.name(of: operand) == name
        }
        guard uses > 1 else { return nil }
        let arguments = tree.nodes(call.arguments).map { tree.text(of: $0) }.joined(separator: ", ")
        let isOperand = [.unary, .binary].contains(tree.kind(code.parent(of: call.node, in: call.file)))
        let text = "subtle.ConstantTimeCompare(\(arguments)) == 1"
        return GoFixes.replace(
            call.node, in: call.file, with: isOperand ? "(\(text))" : text, importing: "crypto/subtle",
            summary: "Compare in constant time.", code)
    }

    /// `old.Password != new.Password`, `password1 != password2`: what is stored is compared with what is stored, unless the
    /// function lets somebody in.
    private static func isSameName(_ left: Node, _ right: Node, _ tree: GoFile) -> Bool {
        func name(_ node: Node) -> String {
            var text = tree.name(of: tree.unparen(node))
            if case .selector(_, let field) = tree.syntax(tree.unparen(node)) { text = tree.name(of: field) }
            while let last = text.utf8.last, last >= 0x30, last <= 0x39 { text.removeLast() }
            return text.lowercased()
        }
        return name(left) == name(right)
    }

    /// `if old.Password != password { … }` that goes on behind the block: the new one is stored, nobody is turned away.
    private static func merelyUpdates(_ node: Node, _ file: FileInfo, _ code: GoCode) -> Bool {
        let tree = file.tree
        var parent = code.parent(of: node, in: file)
        while [.binary, .paren].contains(tree.kind(parent)) { parent = code.parent(of: parent, in: file) }
        guard case .if(_, _, let then, let otherwise) = tree.syntax(parent), otherwise.isNone,
            case .block(let statements) = tree.syntax(then), let last = tree.nodes(statements).last
        else { return false }
        switch tree.syntax(last) {
        case .return, .branch: return false
        case .expression(let inner):
            let name = code.call(at: inner, in: file)?.name ?? ""
            return ["Set", "Update", "Save", "Store", "Hash", "log.Print", "Info", "Debug"].contains {
                name.contains($0)
            }
        default: return true
        }
    }

    private static func isAuthentication(_ node: Node, _ file: FileInfo, _ code: GoCode) -> Bool {
        guard let function = code.declaredFunction(around: node, in: file) else { return false }
        let words = SecretNames.words(
            code.functionName(around: node, in: file).split(separator: "/").last.map(String.init) ?? "")
        let takesRequest = code.types.parameters(function.signature).contains {
            ["net/http.Request", "github.com/gin-gonic/gin.Context"].contains(code.qualifiedName(ofType: $0))
        }
        let letsIn: Set<String> = [
            "auth", "authenticate", "authorize", "login", "signin", "verify", "check", "valid", "validate", "match",
            "matches", "compare", "handler", "handle", "middleware",
        ]
        guard takesRequest || words.contains(where: letsIn.contains) else { return false }
        // What follows decides who goes on: a comparison whose branch merely does something more is none.
        var inner = node
        var parent = code.parent(of: node, in: file)
        while [.binary, .paren, .unary].contains(file.tree.kind(parent)) {
            inner = parent
            parent = code.parent(of: parent, in: file)
        }
        guard case .if(_, let condition, let then, let otherwise) = file.tree.syntax(parent), condition == inner,
            otherwise.isNone
        else { return true }
        return code.contains(then, in: file) { _, kind in kind == .return || kind == .branch }
    }

    private static func secret(_ node: Node, _ file: FileInfo) -> String? {
        let tree = file.tree
        let node = tree.unparen(node)
        switch tree.syntax(node) {
        case .identifier:
            let name = tree.name(of: node)
            return SecretNames.isComparedSecret(name) ? name : nil
        case .selector(_, let field):
            let name = tree.name(of: field)
            return SecretNames.isComparedSecret(name) ? tree.text(of: node) : nil
        case .call(let function, let arguments, _) where tree.kind(function) == .arrayType:
            // []byte(apiKey)
            return secret(tree.only(arguments), file)
        default: return nil
        }
    }
}
