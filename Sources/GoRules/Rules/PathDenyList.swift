import Findings
import GoSource

/// Searching a path for .. misses absolute paths, encoded dots and links, and refuses good names.
struct PathDenyList: GoRule {
    static let card = RuleCard(
        id: "DD-GO-PATH-DENYLIST", title: "Path checked by looking for dots", severity: .medium,
        why: "Searching a path for .. misses absolute paths, encoded dots and links, and refuses good names.",
        repair: "Use filepath.IsLocal, or open through os.Root.", maps: [.cwe(22)], confidence: .medium)
    static let examples = Examples(
        good: ["import \"path/filepath\"\nfunc f(path string) bool { return filepath.IsLocal(path) }\n"],
        bad: ["import \"strings\"\nfunc f(path string) bool { return strings.Contains(path, \"..\") }\n"])

    private static let patterns: Set<String> = ["..", "../", "/..", "/../", "..\\"]
    private static let words: Set<String> = [
        "path", "file", "filename", "dir", "name", "folder", "directory", "key", "object",
    ]

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls(["strings.Contains", "strings.HasPrefix", "strings.Index"]) {
            guard let pattern = code.string(call.argument(1), in: call.file), patterns.contains(pattern) else {
                continue
            }
            // Behind filepath.Clean or Rel a leading .. is the right thing to look for.
            if call.name == "strings.HasPrefix" { continue }
            let shown = call.file.tree.text(of: call.argument(0))
            guard SecretNames.words(shown).contains(where: words.contains) else { continue }
            report.add(call.node, in: call.file, "\(shown) is checked by searching for \"\(pattern)\"")
        }
    }
}
