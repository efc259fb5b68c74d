import Findings
import Manifests

/// ONBUILD of an instruction that cannot be a trigger.
enum TriggerNotAllowed: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-ONBUILD", title: "ONBUILD of ONBUILD, FROM or MAINTAINER", severity: .high,
        why: "These may not be triggers: the build stops.", repair: "Leave ONBUILD out.",
        maps: [.hadolint("DL3043")], references: ["https://docs.docker.com/reference/dockerfile/#onbuild"])

    static let examples = Examples(
        good: ["FROM alpine:3.22\nONBUILD RUN make\n"], bad: ["FROM alpine:3.22\nONBUILD ONBUILD RUN make\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for instruction in view.file.instructions where instruction.keyword == .onbuild {
            guard let trigger = instruction.trigger.first,
                [.onbuild, .from, .maintainer].contains(trigger.keyword)
            else { continue }
            report(Problem(trigger.keywordRange, "\(trigger.keyword.spelling) may not be a trigger."))
        }
    }
}
