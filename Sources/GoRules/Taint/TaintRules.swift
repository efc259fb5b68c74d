import Findings

/// Every rule that follows data.
enum TaintRules {
    static let all: [TaintRule] =
        pair(
            .sql, "SQL", "SQL injection", .critical, "G701", 89,
            "What the data holds becomes part of the statement: it reads, changes or drops other data.",
            "Use placeholders, and an allow-list for names of tables and columns.",
            bad:
                "import (\n\"database/sql\"\n\"net/http\"\n)\nfunc f(db *sql.DB, r *http.Request) { db.Query(\"select \" + r.FormValue(\"a\")) }\n"
        )
        + pair(
            .command, "COMMAND", "Command injection", .critical, "G702", 78,
            "Whoever decides the words of a command decides what it does.",
            "Fix the program, take arguments from an allow-list, and put -- before them.",
            bad:
                "import (\n\"net/http\"\n\"os/exec\"\n)\nfunc f(r *http.Request) { exec.Command(\"sh\", \"-c\", r.FormValue(\"a\")) }\n"
        )
        + pair(
            .path, "PATH", "Path traversal", .high, "G703", 22,
            "A name with ../ in it, or an absolute one, reaches files outside of the folder that was meant.",
            "Open through os.Root, or check filepath.IsLocal.",
            bad: "import (\n\"net/http\"\n\"os\"\n)\nfunc f(r *http.Request) { os.Open(r.FormValue(\"a\")) }\n")
        + pair(
            .request, "SSRF", "Request to an address that others decide (SSRF)", .high, "G704", 918,
            "The service fetches internal addresses for outsiders: 169.254.169.254 gives the cloud's credentials.",
            "Check scheme and host against an allow-list, and refuse private addresses when dialling.",
            bad: "import \"net/http\"\nfunc f(r *http.Request) { http.Get(r.FormValue(\"a\")) }\n")
        + pair(
            .script, "XSS", "Cross-site scripting", .medium, "G705", 79,
            "Text of a request is written into the page as it is: script in it runs with the user's rights.",
            "Write with html/template, or escape with html.EscapeString.",
            bad:
                "import (\n\"fmt\"\n\"net/http\"\n)\nfunc f(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.FormValue(\"a\")) }\n"
        )
        + pair(
            .log, "LOG", "Log lines that others can forge", .low, "G706", 117,
            "Line breaks in the text make lines of their own: the log tells what an attacker wants.",
            "Log with %q, or structured with slog.", profile: .strict,
            bad: "import (\n\"log\"\n\"net/http\"\n)\nfunc f(r *http.Request) { log.Print(r.FormValue(\"a\")) }\n")
        + pair(
            .mail, "SMTP", "Mail headers that others can forge", .high, "G707", 93,
            "Line breaks in an address or header add recipients and headers.",
            "Parse addresses with net/mail, refuse line breaks.",
            bad:
                "import (\n\"net/http\"\n\"net/smtp\"\n)\nfunc f(r *http.Request) { smtp.SendMail(\"a\", nil, r.FormValue(\"a\"), nil, nil) }\n"
        )
        + pair(
            .template, "TEMPLATE", "Template text that others decide", .critical, "G708", 94,
            "Actions in the text call every method of the data that is given to the template.",
            "Keep templates fixed; pass what users say as data.",
            bad:
                "import (\n\"net/http\"\n\"text/template\"\n)\nfunc f(r *http.Request) { template.New(\"a\").Parse(r.FormValue(\"a\")) }\n"
        )
        + pair(
            .object, "DESERIALIZE", "Untrusted data is decoded into objects", .high, "G709", 502,
            "Such formats were not made for hostile input: they use up memory and make unexpected values.",
            "Use JSON with a size limit and a fixed struct.",
            bad: "import (\n\"encoding/gob\"\n\"net/http\"\n)\nfunc f(r *http.Request) { gob.NewDecoder(r.Body) }\n")
        + pair(
            .redirect, "REDIRECT", "Open redirect", .medium, "G710", 601,
            "Links to the service lead to other sites: phishing with a trusted name.",
            "Redirect to paths of an allow-list.",
            bad:
                "import \"net/http\"\nfunc f(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.FormValue(\"a\"), 302) }\n"
        )

    private static func pair(
        _ kind: HarmKinds, _ id: String, _ title: String, _ severity: Severity, _ gosec: String, _ cwe: Int,
        _ why: String, _ repair: String, profile: RuleProfile = .standard, bad: String
    ) -> [TaintRule] {
        [
            TaintRule(
                card: RuleCard(
                    id: "DD-GO-\(id)-TAINT", title: title, severity: severity, why: why, repair: repair,
                    maps: [.gosec(gosec), .cwe(cwe)], profile: profile, confidence: .medium),
                kind: kind, isRemote: true,
                examples: Examples(good: [bad.replacingSource("r.FormValue(\"a\")")], bad: [bad])),
            TaintRule(
                card: RuleCard(
                    id: "DD-GO-\(id)-LOCAL", title: "\(title) by who starts the program", severity: .low,
                    why: why + " Here the data comes from arguments, environment, standard input or files.",
                    repair: repair, maps: [.gosec(gosec), .cwe(cwe)], profile: max(profile, .strict), confidence: .low),
                kind: kind, isRemote: false),
        ]
    }
}

extension String {
    /// The example with a fixed text in the place of data.
    fileprivate func replacingSource(_ source: String) -> String {
        var result = ""
        var rest = Substring(self)
        while !rest.isEmpty {
            if rest.hasPrefix(source) {
                result += "\"fixed\""
                rest = rest.dropFirst(source.count)
            } else if rest.hasPrefix("r.Body") {
                result += "nil"
                rest = rest.dropFirst(6)
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result
    }
}
