import Findings
import GoSource

/// A loop over what a request holds that starts a goroutine each has no upper bound.
struct GoroutinePerItem: GoRule {
    static let card = RuleCard(
        id: "DD-GO-GOROUTINES", title: "As many goroutines as a request wants", severity: .low,
        why: "A loop over what a request holds that starts a goroutine each has no upper bound.",
        repair: "Use errgroup.SetLimit or a fixed number of workers.", maps: [.cwe(770)], profile: .strict,
        confidence: .low)
    static let examples = Examples(
        good: ["import \"net/http\"\nfunc f(r *http.Request) { go g() }\nfunc g() {}\n"],
        bad: ["import \"net/http\"\nfunc f(r *http.Request) { for range r.Form { go g() } }\nfunc g() {}\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        guard code.importsPackage("net/http") else { return }
        for file in code.files {
            for node in file.tree.nodes(of: .go) {
                guard let function = code.function(around: node, in: file),
                    code.types.parameters(function.signature).contains(where: {
                        code.qualifiedName(ofType: $0) == "net/http.Request"
                    })
                else { continue }
                var up = code.parent(of: node, in: file)
                while !up.isNone, up != function.node {
                    if file.tree.kind(up) == .range || file.tree.kind(up) == .for {
                        report.add(node, in: file, "a handler starts a goroutine for each round of a loop")
                        break
                    }
                    up = code.parent(of: up, in: file)
                }
            }
        }
    }
}
