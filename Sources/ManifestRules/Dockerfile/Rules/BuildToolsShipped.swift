import Findings
import Manifests

/// Compilers in the final stage.
enum BuildToolsShipped: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-BUILD-TOOLS", title: "Build tools are installed in the final stage", severity: .low,
        why: "Compilers and headers are of use to an intruder and to nobody else, and have to be patched.",
        repair: "Build in a stage of its own and copy the result.", maps: [.cisDocker("4.3"), .cwe(1104)],
        references: ["https://docs.docker.com/build/building/multi-stage/"], profile: .strict)

    static let examples = Examples(
        good: [
            "FROM debian:13\nRUN apt-get update && apt-get install -y ca-certificates && rm -rf /var/lib/apt/lists/*\n"
        ],
        bad: ["FROM debian:13\nRUN apt-get update && apt-get install -y gcc make && rm -rf /var/lib/apt/lists/*\n"])

    private static let tools: Set<String> = [
        "gcc", "g++", "clang", "make", "cmake", "build-essential", "build-base", "golang", "golang-go", "go",
        "musl-dev",
        "libc-dev", "libc6-dev", "autoconf", "automake", "gcc-c++", "rustc", "cargo", "alpine-sdk", "linux-headers",
        "python3-dev", "default-jdk", "gdb", "strace",
    ]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for run in view.runs where view.isShipped(run.stage) {
            let isRemoved = run.commands.contains {
                ($0.name == "apk" && $0.hasArgument("del"))
                    || ($0.name.hasPrefix("apt") && $0.hasArgument(in: ["purge", "remove", "autoremove"]))
                    || (["yum", "dnf"].contains($0.name) && $0.hasArgument(in: ["remove", "autoremove", "erase"]))
            }
            guard !isRemoved else { continue }
            for command in run.commands
            where ["apt-get", "apt", "apk", "yum", "dnf", "microdnf", "zypper"].contains(command.name)
                && command.hasArgument(in: ["install", "add", "in"])
            {
                let found = command.arguments.filter { word in
                    tools.contains(String(word.value.prefix { !"=~<>".contains($0) }))
                }
                guard let first = found.first else { continue }
                report(Problem(first.range, "\(found.map(\.value).joined(separator: ", ")) stay in the image."))
            }
        }
    }
}
