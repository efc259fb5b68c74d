import Findings
import Manifests

/// go install, go run and go get without a version.
enum GoUnpinned: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-GO-PIN", title: "A Go tool is installed without a version", severity: .medium,
        why: "The newest release is taken on the day of the build, a hijacked one too; go.sum does not cover it.",
        repair: "Write module@v1.2.3, or list the tool in go.mod and run go install tool.",
        maps: [.hadolint("DL3062"), .cwe(1357)], references: ["https://go.dev/ref/mod#go-install"])

    static let examples = Examples(
        good: [
            "FROM golang:1.27\nRUN go install golang.org/x/tools/cmd/stringer@v0.38.0\n",
            "FROM golang:1.27\nRUN go install ./cmd/app\n",
        ],
        bad: ["FROM golang:1.27\nRUN go install golang.org/x/tools/cmd/stringer@latest\n"])

    static let valued: Set<String> = [
        "o", "tags", "ldflags", "gcflags", "asmflags", "mod", "modfile", "overlay", "p", "C", "exec", "buildmode",
        "pkgdir", "toolexec", "covermode", "coverpkg",
    ]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { _, command in
            guard command.name == "go", let operation = command.argument(in: ["install", "get", "run"]) else { return }
            var packages = command.packages(without: ["install", "get", "run"], valued: valued)
            // What follows the package of `go run` are its arguments.
            if operation.value == "run" { packages = Array(packages.prefix(1)) }
            for package in packages where !isFixed(package.value) {
                report(
                    Problem(
                        package.range,
                        package.value.contains("@")
                            ? "\(package.value) names what moves, not a version."
                            : "\(package.value) names no version.",
                        aliases: ["@master", "@main", "@upgrade", "@patch"].contains {
                            package.value.hasSuffix($0)
                        } ? [] : nil))
                return
            }
        }
    }

    private static func isFixed(_ package: String) -> Bool {
        if package.hasPrefix(".") || package.hasPrefix("/") || package.hasPrefix("$") { return true }
        if package.hasSuffix(".go") || ["tool", "all", "std", "cmd"].contains(package) { return true }
        guard let at = package.lastIndex(of: "@") else { return false }
        return !["latest", "upgrade", "patch", "master", "main", ""].contains(package[package.index(after: at)...])
    }
}
