import Findings
import Manifests

/// ['a'] is no JSON.
enum BrokenExecForm: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-JSON", title: "An array that is not JSON is run by a shell", severity: .medium,
        why:
            "JSON wants double quotes and commas; otherwise the text is a shell command whose name is \"[\" and the rest.",
        repair: "Write [\"program\", \"argument\"].",
        references: ["https://docs.docker.com/reference/dockerfile/#shell-and-exec-form"])

    static let examples = Examples(
        good: ["FROM alpine:3.24\nCMD [\"a\", \"b\"]\n", "FROM alpine:3.24\nRUN [ -f /a ] || true\n"],
        bad: ["FROM alpine:3.24\nCMD ['a', 'b']\n", "FROM alpine:3.24\nENTRYPOINT [\"a\" \"b\"]\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        for item in view.items where item.instruction.looksLikeBrokenJSON {
            guard [.cmd, .entrypoint, .run, .healthcheck, .copy, .add, .volume, .shell].contains(item.keyword) else {
                continue
            }
            var fix: Fix?
            let text = item.instruction.text
            let bytes = text.bytes
            let source = view.file.source
            let range = text.source(0..<bytes.count)
            let start = item.keyword == .healthcheck ? nil : Optional(range.lowerBound)
            // Single quotes only, nothing inside them that JSON would read otherwise.
            if let start, !bytes.contains(UInt8(ascii: "\"")), !bytes.contains(UInt8(ascii: "\\")),
                bytes.last == UInt8(ascii: "]"), source.bytes[start..<range.upperBound].elementsEqual(bytes)
            {
                let fixed = String(
                    decoding: bytes.map { $0 == UInt8(ascii: "'") ? UInt8(ascii: "\"") : $0 }, as: UTF8.self)
                fix = .replace(range, with: fixed, "Use double quotes.")
            }
            report(Problem(item.instruction.headRange, "The array is not JSON.", fix: fix))
        }
    }
}
