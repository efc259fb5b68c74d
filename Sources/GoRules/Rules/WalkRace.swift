import Findings
import GoSource

/// Between the walk and the open, a path part can become a symbolic link to elsewhere.
struct WalkRace: GoRule {
    static let card = RuleCard(
        id: "DD-GO-WALK-RACE", title: "File of a walk opened by its path", severity: .medium,
        why: "Between the walk and the open, a path part can become a symbolic link to elsewhere.",
        repair: "Open through os.Root (os.OpenRoot), which no link leads out of.",
        maps: [.gosec("G122"), .cwe(367)], profile: .strict, confidence: .medium)
    static let examples = Examples(
        good: [
            "import (\n\"io/fs\"\n\"path/filepath\"\n)\nfunc f() { filepath.WalkDir(\"/\", func(path string, d fs.DirEntry, err error) error { return nil }) }\n"
        ],
        bad: [
            "import (\n\"io/fs\"\n\"os\"\n\"path/filepath\"\n)\nfunc f() { filepath.WalkDir(\"/\", func(path string, d fs.DirEntry, err error) error { _, e := os.Open(path); return e }) }\n"
        ])

    private static let sinks: Set<String> = [
        "os.Open", "os.OpenFile", "os.Create", "os.ReadFile", "os.WriteFile", "os.Remove", "os.RemoveAll", "os.Rename",
        "os.Chmod", "os.Chown", "os.Mkdir", "os.MkdirAll", "os.Truncate", "os.Link", "os.Symlink", "os.Lchown",
        "os.Chtimes", "io/ioutil.ReadFile", "io/ioutil.WriteFile",
    ]

    static func check(_ code: GoCode, _ report: GoReport) {
        for walk in code.calls(["path/filepath.Walk", "path/filepath.WalkDir"]) {
            let (literal, file) = code.resolved(walk.argument(1), in: walk.file)
            var function: FunctionInfo?
            if file.tree.kind(literal) == .functionLiteral {
                function = code.functionInfo(at: literal, in: file)
            } else {
                function = code.functionsByObject[file.object(of: literal)]
            }
            guard let function, let path = function.parameters.first, !path.isNone else { continue }
            let inner = code.files[function.file]
            var derived: Set<ObjectID> = [path]
            inner.tree.visit(function.body) { node, kind in
                switch inner.tree.syntax(node) {
                case .assign(_, let left, let right):
                    let isDerived = inner.tree.nodes(right).contains { uses($0, derived, inner, code) }
                    if isDerived {
                        for target in inner.tree.nodes(left) {
                            if let object = code.variable(target, in: inner),
                                code.types.isString(code.info.type(of: object))
                            {
                                derived.insert(object)
                            }
                        }
                    }
                case .call:
                    guard let call = code.call(at: node, in: inner), sinks.contains(call.name) else { return true }
                    if inner.tree.nodes(call.arguments).contains(where: { uses($0, derived, inner, code) }) {
                        report.add(node, in: inner, "\(call.name) follows a path that the walk has seen earlier")
                    }
                default: break
                }
                return true
            }
        }
    }

    private static func uses(_ node: Node, _ objects: Set<ObjectID>, _ file: FileInfo, _ code: GoCode) -> Bool {
        code.contains(node, in: file) { node, kind in kind == .identifier && objects.contains(file.object(of: node)) }
    }
}
