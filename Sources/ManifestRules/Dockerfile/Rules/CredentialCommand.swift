import Findings
import Manifests

/// Credentials written by a command of the build.
enum CredentialCommand: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-RUN-LOGIN", title: "The build logs in to a cloud", severity: .high,
        why: "What the command writes to the home folder stays in the layer, and its arguments stay in the history.",
        repair: "Mount the credentials for that RUN: RUN --mount=type=secret,id=aws,target=/root/.aws/credentials ….",
        maps: [.trivy("DS-0031"), .cisDocker("4.10"), .cwe(538)],
        references: ["https://docs.docker.com/build/building/secrets/"])

    static let examples = Examples(
        good: ["FROM amazon/aws-cli:2.31.0\nRUN --mount=type=secret,id=aws,target=/root/.aws/credentials aws s3 ls\n"],
        bad: ["FROM amazon/aws-cli:2.31.0\nRUN aws configure set aws_secret_access_key $KEY\n"])

    private static let commands: [[String]] = [
        ["aws", "configure", "set", "aws_access_key_id"], ["aws", "configure", "set", "aws_secret_access_key"],
        ["gcloud", "auth", "activate-service-account"], ["az", "login"],
    ]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.forEachCommand { run, command in
            guard !run.instruction.flags("mount").contains(where: { $0.field("type") == "secret" }) else { return }
            let words = command.shell.words.map(\.value)
            let isLogin =
                commands.contains { words.starts(with: $0) }
                || (["docker", "podman", "buildah", "skopeo", "crane", "helm"].contains(command.name)
                    && command.hasArgument("login") && command.has("p", "password"))
            guard isLogin else { return }
            let isTrivys = run.stage == view.file.stages.count - 1 && commands.contains { words.starts(with: $0) }
            report(
                Problem(
                    command.range, "The credentials stay in the image or its history.",
                    aliases: isTrivys ? ["DS-0031"] : [], profile: view.isShipped(run.stage) ? nil : .strict))
        }
    }
}
