import Findings
import GoSource

/// Anyone can write such a token and be anyone.
struct UnsignedToken: GoRule {
    static let card = RuleCard(
        id: "DD-GO-JWT-NONE", title: "JWT without a signature", severity: .critical,
        why: "Anyone can write such a token and be anyone.", repair: "Verify with one fixed method and key.",
        maps: [.cwe(347)])
    static let examples = Examples(
        good: ["import \"github.com/golang-jwt/jwt/v5\"\nvar m = jwt.SigningMethodHS256\n"],
        bad: ["import \"github.com/golang-jwt/jwt/v5\"\nvar m = jwt.UnsafeAllowNoneSignatureType\n"])

    private static let packages = [
        "github.com/golang-jwt/jwt/v5", "github.com/golang-jwt/jwt/v4", "github.com/golang-jwt/jwt",
        "github.com/dgrijalva/jwt-go",
    ]

    static func check(_ code: GoCode, _ report: GoReport) {
        guard packages.contains(where: code.importsPackage) else { return }
        for file in code.files {
            let tree = file.tree
            for node in tree.nodes(of: .selector) {
                guard case .selector(let operand, let name) = tree.syntax(node),
                    let package = code.info.importedPackage(file.object(of: operand)), packages.contains(package.path)
                else { continue }
                if tree.isName(name, "UnsafeAllowNoneSignatureType") || tree.isName(name, "SigningMethodNone") {
                    report.add(node, in: file, "\(tree.name(of: name)) takes tokens without a signature")
                }
            }
            for node in tree.nodes(of: .call) {
                guard let call = code.call(at: node, in: file), call.name.hasSuffix(".ParseUnverified"),
                    packages.contains(where: call.name.hasPrefix)
                else { continue }
                report.add(
                    node, in: file, "ParseUnverified does not check the signature", severity: .high, confidence: .medium
                )
            }
        }
    }
}
