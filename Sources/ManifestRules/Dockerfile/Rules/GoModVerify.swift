import Findings
import Manifests

/// go mod download without go mod verify.
enum GoModVerify: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-GO-VERIFY", title: "Downloaded modules are not verified", severity: .low,
        why:
            "go.sum is checked on download; go mod verify also finds what was changed in the cache since, as in a cache "
            + "mount that other builds share.",
        repair: "Run go mod download && go mod verify.", maps: [.cisDocker("4.11"), .cwe(353)],
        references: ["https://go.dev/ref/mod#go-mod-verify"], profile: .strict)

    static let examples = Examples(
        good: ["FROM golang:1.27\nRUN go mod download && go mod verify\n"],
        bad: ["FROM golang:1.27\nRUN go mod download\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        var verified = Set<Int>()
        view.forEachCommand { run, command in
            let words = command.unwrapped.shell.words.prefix(3).map(\.value)
            if words == ["go", "mod", "verify"] { verified.insert(run.stage) }
        }
        var reported = Set<Int>()
        view.forEachCommand { run, outer in
            let command = outer.unwrapped
            guard command.shell.words.prefix(3).map(\.value) == ["go", "mod", "download"],
                !verified.contains(run.stage),
                // A few modules by name are tools.
                command.operands().count == 2, reported.insert(run.stage).inserted
            else { return }
            let isChained =
                [.end, .and, .newline].contains(outer.shell.terminator) && outer.shell.member == 0
                && !run.isExecForm
            report(
                Problem(
                    outer.range, "No go mod verify follows.",
                    fix: isChained
                        ? .insert(
                            TextInsertion(offset: outer.range.upperBound, text: " && go mod verify"),
                            "Verify the modules.") : nil))
        }
    }
}
