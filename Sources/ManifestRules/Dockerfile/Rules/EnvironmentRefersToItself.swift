import Findings
import Manifests

/// A variable used in the ENV that sets it.
enum EnvironmentRefersToItself: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-ENV-SELF", title: "ENV uses a variable that the same ENV sets", severity: .medium,
        why: "All values of one ENV are read before any is set: the variable is still empty, or has its old value.",
        repair: "Set the variable in an ENV of its own, above.", maps: [.hadolint("DL3044")],
        references: ["https://docs.docker.com/reference/dockerfile/#environment-replacement"])

    static let examples = Examples(
        good: ["FROM alpine:3.22\nENV A=1\nENV B=$A\n", "FROM alpine:3.22\nENV PATH=/a:$PATH\n"],
        bad: ["FROM alpine:3.22\nENV A=1 B=$A\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        var known = Set<String>()
        for item in view.items {
            guard item.keyword == .env || item.keyword == .arg else { continue }
            let pairs = item.instruction.assignments
            if item.keyword == .env, !item.isTrigger {
                for (index, pair) in pairs.enumerated() where !known.contains(pair.key.value) {
                    let user = pairs.enumerated().first { other in
                        other.offset != index && refers(other.element.value?.raw ?? "", to: pair.key.value)
                    }
                    guard let value = user?.element.value else { continue }
                    report(Problem(value.range, "\(pair.key.value) is set by this very ENV."))
                    break
                }
            }
            known.formUnion(pairs.map(\.key.value))
        }
    }

    /// `$name` or `${name}`.
    private static func refers(_ text: String, to name: String) -> Bool {
        guard !name.isEmpty else { return false }
        let bytes = Array(text.utf8)
        let wanted = Array(name.utf8)
        var index = 0
        while let dollar = bytes[index...].firstIndex(of: UInt8(ascii: "$")) {
            var start = dollar + 1
            let isBraced = start < bytes.count && bytes[start] == UInt8(ascii: "{")
            if isBraced { start += 1 }
            let end = start + wanted.count
            if end <= bytes.count, bytes[start..<end].elementsEqual(wanted) {
                let next = end < bytes.count ? bytes[end] : 0
                if isBraced ? next == UInt8(ascii: "}") : !isNamePart(next) { return true }
            }
            index = dollar + 1
        }
        return false
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
