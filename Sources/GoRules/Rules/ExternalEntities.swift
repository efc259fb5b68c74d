import Findings
import GoSource

/// A document can have the parser read files and URLs (XXE). encoding/xml does not; libxml2 does if asked.
struct ExternalEntities: GoRule {
    static let card = RuleCard(
        id: "DD-GO-XXE", title: "XML parser that resolves external entities", severity: .high,
        why: "A document can have the parser read files and URLs (XXE). encoding/xml does not; libxml2 does if asked.",
        repair: "Leave out the options for entities and DTDs.", maps: [.cwe(611)])
    static let examples = Examples(
        good: ["import \"encoding/xml\"\nfunc f(d []byte, v any) { xml.Unmarshal(d, v) }\n"],
        bad: ["import \"github.com/lestrrat-go/libxml2/parser\"\nvar p = parser.New(parser.XMLParseNoEnt)\n"])

    private static let names: Set<String> = ["XMLParseNoEnt", "XMLParseDTDLoad", "XMLParseDTDAttr", "XML_PARSE_NOENT"]

    static func check(_ code: GoCode, _ report: GoReport) {
        guard code.info.package.imports.keys.contains(where: { $0.contains("libxml2") || $0.contains("gokogiri") })
        else { return }
        for file in code.files {
            for node in file.tree.nodes(of: .selector) {
                guard case .selector(_, let name) = file.tree.syntax(node), names.contains(file.tree.name(of: name))
                else {
                    continue
                }
                report.add(node, in: file, "\(file.tree.name(of: name)) has the parser load what a document names")
            }
        }
    }
}
