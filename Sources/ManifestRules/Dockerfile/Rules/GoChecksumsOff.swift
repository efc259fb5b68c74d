import Findings
import Manifests

/// Go's checksum database and go.sum switched off.
enum GoChecksumsOff: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-GO-SUMDB", title: "Go modules are taken unchecked", severity: .high,
        why: "The checksum database is what notices a module version that was changed or served to one victim only.",
        repair: "Leave GOSUMDB on; name only your own hosts in GOPRIVATE.",
        maps: [.cisDocker("4.11"), .cwe(353), .cwe(494)],
        references: ["https://go.dev/ref/mod#environment-variables"])

    static let examples = Examples(
        good: [
            "FROM golang:1.27\nENV GOPRIVATE=git.example.com\n",
            "FROM golang:1.27\nENV GOPROXY=https://proxy.example.com\n",
        ],
        bad: [
            "FROM golang:1.27\nENV GOSUMDB=off\n",
            "FROM golang:1.27\nRUN GOFLAGS=-insecure go get example.com/a@v1.0.0\n",
            "FROM golang:1.27\nENV GOINSECURE=*\n", "FROM golang:1.27\nRUN go env -w GONOSUMDB=*\n",
        ])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .env || item.keyword == .arg {
            for pair in item.instruction.assignments {
                guard let value = pair.value, let what = fault(pair.key.value, value.best) else { continue }
                report(Problem(pair.range, what.message, profile: what.profile))
            }
        }
        for run in view.runs {
            for shell in run.script.commands {
                for pair in shell.assignments {
                    guard let what = fault(pair.name, pair.value.value) else { continue }
                    report(Problem(shell.range, what.message, profile: what.profile))
                }
                guard ["export", "env", "go"].contains(shell.name) else { continue }
                for word in shell.arguments {
                    guard let equals = word.value.firstIndex(of: "=") else {
                        if shell.name == "go", word.value == "-insecure" {
                            report(Problem(word.range, "-insecure takes modules over plain HTTP, unchecked."))
                        }
                        continue
                    }
                    let name = String(word.value[..<equals])
                    let value = String(word.value[word.value.index(after: equals)...])
                    guard let what = fault(name, value) else { continue }
                    report(Problem(word.range, what.message, profile: what.profile))
                }
            }
        }
    }

    private static func fault(_ name: String, _ value: String) -> (message: String, profile: RuleProfile?)? {
        let isAll = value == "*" || value.split(separator: ",").contains("*")
        switch name {
        case "GOSUMDB" where value == "off": return ("GOSUMDB=off: no checksum is compared.", nil)
        case "GONOSUMCHECK" where !["", "0"].contains(value): return ("GONOSUMCHECK: no checksum is compared.", nil)
        case "GOFLAGS" where value.contains("-insecure"): return ("GOFLAGS holds -insecure.", nil)
        case "GONOSUMDB" where isAll, "GOPRIVATE" where isAll: return ("\(name)=* leaves every module unchecked.", nil)
        case "GOINSECURE" where !value.isEmpty:
            return ("GOINSECURE takes modules over plain HTTP.", isAll ? nil : .strict)
        case "GONOSUMDB" where value.split(separator: ",").contains { isPublic(String($0)) }:
            return ("GONOSUMDB leaves public modules unchecked.", .strict)
        default: return nil
        }
    }

    private static func isPublic(_ pattern: String) -> Bool {
        ["github.com", "github.com/*", "golang.org", "golang.org/*", "*.golang.org", "gopkg.in"].contains(pattern)
    }
}
