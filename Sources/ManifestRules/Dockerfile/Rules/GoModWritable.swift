import Findings
import Manifests

/// -mod=mod in a build.
enum GoModWritable: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-GO-MOD-MOD", title: "The build may change go.mod", severity: .medium,
        why: "With -mod=mod go adds and raises requirements as it likes: what is built is not what was reviewed.",
        repair: "Leave -mod=mod out; run go mod tidy where the code is changed, and commit go.mod and go.sum.",
        maps: [.cwe(1357)], references: ["https://go.dev/ref/mod#build-commands"])

    static let examples = Examples(
        good: ["FROM golang:1.27\nRUN go build -mod=readonly -o /app .\n"],
        bad: ["FROM golang:1.27\nENV GOFLAGS=-mod=mod\n", "FROM golang:1.27\nRUN go build -mod=mod -o /app .\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .env || item.keyword == .arg {
            for pair in item.instruction.assignments where pair.key.value == "GOFLAGS" {
                guard let value = pair.value, value.best.contains("-mod=mod") else { continue }
                report(Problem(pair.range, "GOFLAGS holds -mod=mod."))
            }
        }
        view.forEachCommand { run, outer in
            let command = outer.unwrapped
            for shell in [outer.shell] {
                for pair in shell.assignments where pair.name == "GOFLAGS" && pair.value.value.contains("-mod=mod") {
                    report(Problem(shell.range, "GOFLAGS holds -mod=mod."))
                }
            }
            guard command.name == "go", command.argument(in: ["build", "install", "test"]) != nil,
                let word = command.arguments.first(where: { $0.value == "-mod=mod" })
            else { return }
            let isPlain = word.isLiteral && !word.isQuoted && !run.isExecForm
            report(
                Problem(
                    word.range, "-mod=mod lets the build change go.mod.",
                    fix: isPlain ? .replace(word.range, with: "-mod=readonly", "Let go.mod stand.") : nil))
        }
    }
}
