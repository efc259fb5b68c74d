import Findings
import GoSource

/// What asks 169.254.169.254 gets the credentials of the machine; requests there should be deliberate.
struct MetadataAddress: GoRule {
    static let card = RuleCard(
        id: "DD-GO-METADATA", title: "Cloud metadata address in the source", severity: .low,
        why: "What asks 169.254.169.254 gets the credentials of the machine; requests there should be deliberate.",
        repair: "Use the cloud's SDK, which asks with the token that the service wants.", maps: [.cwe(918)],
        profile: .strict, confidence: .low)
    static let examples = Examples(
        good: ["const a = \"http://example.com\"\n"], bad: ["const a = \"http://169.254.169.254/latest\"\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        for file in code.files {
            for node in file.tree.nodes(of: .literal) {
                let range = file.tree.range(of: node)
                guard range.count > 16, range.count < 300, case .literal(.string) = file.tree.syntax(node) else {
                    continue
                }
                let text = file.tree.text(of: node)
                guard text.contains("169.254.169.254") || text.contains("metadata.google.internal") else { continue }
                report.add(node, in: file, "\(text) is the address of a cloud's metadata service")
            }
        }
    }
}
