import Findings
import Manifests

/// A label whose key is not as Docker asks.
enum LabelKeyInvalid: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-LABEL-KEY", title: "The label's key is not as Docker asks", severity: .negligible,
        why: "Tools expect keys of lower-case letters, digits and single dots or hyphens; com.docker., io.docker. and "
            + "org.dockerproject. are reserved.",
        repair: "Rename the label.", maps: [.hadolint("DL3048")],
        references: ["https://docs.docker.com/engine/manage-resources/labels/"], profile: .all)

    static let examples = Examples(
        good: ["FROM alpine:3.22\nLABEL org.opencontainers.image.title=\"a\"\n"],
        bad: ["FROM alpine:3.22\nLABEL com.docker.a=\"b\"\n", "FROM alpine:3.22\nLABEL a..b=\"c\"\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.keyword == .label && !item.isTrigger {
            for label in item.instruction.assignments where !isValid(label.key.value) {
                report(Problem(label.key.range, "\(label.key.value) is no proper key."))
                break
            }
        }
    }

    private static func isValid(_ key: String) -> Bool {
        let bytes = Array(key.utf8)
        guard let first = bytes.first, let last = bytes.last else { return false }
        func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
        func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        guard isLetter(first), isLetter(last) || isDigit(last) else { return false }
        guard bytes.allSatisfy({ isLetter($0) || isDigit($0) || [0x2D, 0x2E, 0x2F, 0x5F].contains($0) })
        else { return false }
        return !key.contains("..") && !key.contains("--")
            && !["com.docker.", "io.docker.", "org.dockerproject."].contains { key.hasPrefix($0) }
    }
}
