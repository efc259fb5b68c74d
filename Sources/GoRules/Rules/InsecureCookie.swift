import Findings
import GoSource

/// Such a cookie goes over plain HTTP, to scripts, or along with requests of other sites.
struct InsecureCookie: GoRule {
    static let card = RuleCard(
        id: "DD-GO-COOKIE-FLAGS", title: "Cookie without Secure, HttpOnly or SameSite", severity: .medium,
        why: "Such a cookie goes over plain HTTP, to scripts, or along with requests of other sites.",
        repair: "Set Secure, HttpOnly and SameSite.", maps: [.gosec("G124"), .cwe(614)], confidence: .medium)
    static let examples = Examples(
        good: [
            "import \"net/http\"\nvar c = http.Cookie{Name: \"a\", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode}\n",
            "import \"net/http\"\nfunc f(r *http.Request) { c := &http.Cookie{Name: \"a\", Value: \"b\"}; r.AddCookie(c) }\n",
            "import \"net/http\"\nfunc f() (l []*http.Cookie) { l = append(l, &http.Cookie{Name: \"a\", Value: \"b\"}); return l }\n",
        ],
        bad: [
            "import \"net/http\"\nfunc f(w http.ResponseWriter) { http.SetCookie(w, &http.Cookie{Name: \"a\", Value: \"b\"}) }\n"
        ])

    static func check(_ code: GoCode, _ report: GoReport) {
        for cookie in code.composites("net/http.Cookie") where cookie.isKeyed && !cookie.field("Name").isNone {
            if isSentByClient(cookie, code) { continue }
            var missing: [String] = []
            for flag in ["Secure", "HttpOnly"] {
                let value = cookie.field(flag)
                if code.boolean(value, in: cookie.file) == true { continue }
                if !value.isNone, code.boolean(value, in: cookie.file) == nil { continue }
                if isStored("net/http.Cookie.\(flag)", cookie, code) { continue }
                missing.append(flag)
            }
            let sameSite = cookie.field("SameSite")
            let mode = sameSite.isNone ? 0 : code.integer(sameSite, in: cookie.file) ?? 2
            if (mode == 0 || mode == 1 || mode == 4), !isStored("net/http.Cookie.SameSite", cookie, code) {
                missing.append("SameSite")
            }
            guard !missing.isEmpty else { continue }
            let maxAge = code.integer(cookie.field("MaxAge"), in: cookie.file) ?? 0
            if maxAge < 0 { continue }
            report.add(
                cookie.node, in: cookie.file, "this cookie lacks \(missing.joined(separator: ", "))",
                fix: GoFixes.addFlags(missing, to: cookie, code))
        }
    }

    private static func isStored(_ field: String, _ cookie: GoComposite, _ code: GoCode) -> Bool {
        code.stores(toField: field).contains { $0.file === cookie.file }
    }

    /// A cookie that a client sends has a name and a value only: it goes to AddCookie, or to a list of cookies in a package
    /// that sets none.
    private static func isSentByClient(_ cookie: GoComposite, _ code: GoCode) -> Bool {
        let file = cookie.file
        if let call = enclosingCall(cookie, code), call.name == "net/http.Request.AddCookie" { return true }
        for call in code.calls("net/http.Request.AddCookie") where call.file === file {
            if code.resolved(call.argument(0), in: file).node == parentReference(cookie, code) { return true }
        }
        let hasFlags = file.tree.nodes(cookie.elements).contains { element in
            guard case .keyValue(let key, _) = file.tree.syntax(element) else { return true }
            return !["Name", "Value"].contains(file.tree.name(of: key))
        }
        if hasFlags || code.calls.contains(where: { $0.name.hasSuffix(".SetCookie") }) { return false }
        let parent = code.parent(of: parentReference(cookie, code), in: file)
        if case .call = file.tree.syntax(parent), case .builtin(.append) = code.info.callee(of: parent, in: file) {
            return true
        }
        return file.tree.kind(parent) == .compositeLiteral
    }

    /// The literal with the `&` before it.
    private static func parentReference(_ cookie: GoComposite, _ code: GoCode) -> Node {
        let parent = code.parent(of: cookie.node, in: cookie.file)
        return cookie.file.tree.kind(parent) == .unary ? parent : cookie.node
    }

    private static func enclosingCall(_ cookie: GoComposite, _ code: GoCode) -> GoCall? {
        var node = cookie.node
        for _ in 0..<3 {
            node = code.parent(of: node, in: cookie.file)
            if cookie.file.tree.kind(node) == .call { return code.call(at: node, in: cookie.file) }
        }
        return nil
    }
}
