import Findings
import Manifests

/// A shell is needed where there is none.
enum NeedsShell: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-NO-SHELL", title: "A shell is needed that the base does not have", severity: .high,
        why: "scratch and distroless images hold no shell: RUN stops the build, CMD and ENTRYPOINT stop the container.",
        repair: "Use the exec form; do what needs a shell in an earlier stage.",
        references: ["https://github.com/GoogleContainerTools/distroless#entrypoints"])

    static let examples = Examples(
        good: [
            "FROM scratch\nCOPY app /app\nENTRYPOINT [\"/app\"]\n", "FROM gcr.io/distroless/static:debug\nRUN true\n",
        ],
        bad: [
            "FROM scratch\nCOPY app /app\nENTRYPOINT /app\n",
            "FROM gcr.io/distroless/static-debian12\nRUN chmod 755 /app\n",
        ])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where !item.isTrigger {
            guard let stage = view.stage(item.stage), stage.index >= 0,
                BaseImages.hasNoShell(view.file.rootBase(of: stage)), !item.instruction.isExecForm
            else { continue }
            guard [.run, .cmd, .entrypoint].contains(item.keyword),
                !item.instruction.text.bytes.isEmpty || !item.instruction.heredocs.isEmpty
            else { continue }
            // Whatever is copied in may be a shell; that of a whole system is.
            let mayHaveShell = view.copies.contains { other in
                other.position < item.position
                    && view.file.lineage(of: stage).contains { $0.instructions.contains(other.position) }
                    && (["/", "/bin", "/bin/", "/bin/sh", "/usr/bin/", "./", "."].contains(
                        other.instruction.copyDestination?.value ?? "")
                        || other.instruction.words.contains {
                            $0.value.contains("busybox") || $0.value.hasSuffix("/sh") || $0.value.contains("rootfs")
                        })
            }
            let hasOwnShell = view.runs.contains { $0.position == item.position && $0.shell != nil }
            guard !mayHaveShell, !hasOwnShell else { continue }
            report(
                Problem(
                    item.instruction.headRange, "\(item.keyword.spelling) runs under /bin/sh, which this image lacks.",
                    fix: item.keyword == .run ? nil : ExecForm.fix(item.instruction, view)))
        }
    }
}
