import Findings
import GoSource

/// Clients offer keys they do not own: the callback's last key is not the one that was proven.
struct SSHKeyCallbackState: GoRule {
    static let card = RuleCard(
        id: "DD-GO-SSH-CALLBACK", title: "SSH public key callback keeps the key", severity: .high,
        why: "Clients offer keys they do not own: the callback's last key is not the one that was proven.",
        repair: "Hand the key on in Permissions.Extensions.", maps: [.gosec("G408"), .cwe(287)])
    static let examples = Examples(
        good: [
            "import \"golang.org/x/crypto/ssh\"\nfunc f(c *ssh.ServerConfig) { c.PublicKeyCallback = func(m ssh.ConnMetadata, k ssh.PublicKey) (*ssh.Permissions, error) { return nil, nil } }\n"
        ],
        bad: [
            "import \"golang.org/x/crypto/ssh\"\nfunc f(c *ssh.ServerConfig) { var last ssh.PublicKey\nc.PublicKeyCallback = func(m ssh.ConnMetadata, k ssh.PublicKey) (*ssh.Permissions, error) { last = k; return nil, nil }\n_ = last }\n"
        ])

    static func check(_ code: GoCode, _ report: GoReport) {
        var callbacks: [(node: Node, file: FileInfo, place: Node)] = []
        for file in code.files {
            let tree = file.tree
            for node in tree.nodes(of: .assign) {
                guard case .assign(_, let left, let right) = tree.syntax(node) else { continue }
                for (place, target) in tree.nodes(left).enumerated() {
                    guard case .selector(_, let name) = tree.syntax(target), tree.isName(name, "PublicKeyCallback")
                    else {
                        continue
                    }
                    callbacks.append((tree.element(place, of: right), file, node))
                }
            }
            for node in tree.nodes(of: .keyValue) {
                guard case .keyValue(let key, let value) = tree.syntax(node), tree.isName(key, "PublicKeyCallback")
                else {
                    continue
                }
                callbacks.append((value, file, node))
            }
        }
        for callback in callbacks {
            let (literal, file) = code.resolved(callback.node, in: callback.file)
            guard file.tree.kind(literal) == .functionLiteral, let function = code.functionInfo(at: literal, in: file)
            else {
                continue
            }
            let tree = file.tree
            let range = tree.range(of: literal)
            var isStateful = false
            tree.visit(function.body) { node, _ in
                var targets: [Node] = []
                switch tree.syntax(node) {
                case .assign(let op, let left, _) where op != .define: targets = Array(tree.nodes(left))
                case .incrementDecrement(_, let operand): targets = [operand]
                default: break
                }
                for target in targets where isOuter(target, range, file, code) { isStateful = true }
                return !isStateful
            }
            if isStateful {
                report.add(callback.place, in: callback.file, "the callback changes a variable outside of itself")
            }
        }
    }

    private static func isOuter(_ target: Node, _ range: Range<Int>, _ file: FileInfo, _ code: GoCode) -> Bool {
        var base = file.tree.unparen(target)
        while true {
            switch file.tree.syntax(base) {
            case .selector(let inner, _): base = file.tree.unparen(inner)
            case .index(let inner, _): base = file.tree.unparen(inner)
            case .star(let inner): base = file.tree.unparen(inner)
            default:
                guard let object = code.variable(base, in: file) else { return false }
                guard let local = code.info.local(object) else { return true }
                return !range.contains(file.tree.range(of: local.declaration).lowerBound)
            }
        }
    }
}
