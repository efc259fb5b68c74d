import Findings
import Manifests

/// FROM with a variable that no ARG sets.
enum UndefinedArgumentInFrom: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-FROM-ARG", title: "FROM uses a variable that no ARG declares", severity: .medium,
        why: "Only ARGs above the first FROM can be used in FROM; this one is always empty.",
        repair: "Declare it above the first FROM: ARG NAME=default.",
        references: ["https://docs.docker.com/reference/build-checks/undefined-arg-in-from/"])

    static let examples = Examples(
        good: [
            "ARG TAG=13\nFROM debian:$TAG\n", "FROM --platform=$BUILDPLATFORM debian:13\n", "FROM debian:${TAG:-13}\n",
        ],
        bad: ["FROM debian:$TAG\n"])

    private static let predefined: Set<String> = [
        "TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT", "BUILDPLATFORM", "BUILDOS", "BUILDARCH",
        "BUILDVARIANT", "TARGETSTAGE", "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY",
    ]

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        let declared = Set(
            view.file.instructions.prefix { $0.keyword != .from }.filter { $0.keyword == .arg }
                .flatMap { $0.assignments.map(\.key.value) })
        for item in view.items where item.keyword == .from {
            guard let word = item.instruction.words.first else { continue }
            for name in names(word.raw) where !declared.contains(name) && !predefined.contains(name) {
                report(Problem(word.range, "\(name) is not declared above the first FROM."))
                break
            }
        }
    }

    /// Variables without a default of their own.
    private static func names(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        var result: [String] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "$") else {
                index += 1
                continue
            }
            index += 1
            let isBraced = index < bytes.count && bytes[index] == UInt8(ascii: "{")
            if isBraced { index += 1 }
            let start = index
            while index < bytes.count,
                bytes[index] == UInt8(ascii: "_") || (bytes[index] | 0x20 >= 0x61 && bytes[index] | 0x20 <= 0x7A)
                    || (index > start && bytes[index] >= 0x30 && bytes[index] <= 0x39)
            {
                index += 1
            }
            guard index > start else { continue }
            if isBraced, index < bytes.count, bytes[index] != UInt8(ascii: "}") { continue }
            result.append(String(decoding: bytes[start..<index], as: UTF8.self))
        }
        return result
    }
}
