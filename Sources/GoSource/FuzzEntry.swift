/// The door for fuzzers: reads any bytes as a Go file in every way there is, types and calls included. Must neither trap
/// nor hang.
public enum GoSourceFuzz {
    /// Gives the number of nodes and tokens, so that nothing is optimized away.
    @discardableResult
    public static func run(_ bytes: some Collection<UInt8>) -> Int {
        let source = SourceText(bytes)
        let lexed = LexedFile(source)
        let file = GoFile(path: "fuzz.go", source: source)
        let declarations = GoFile(path: "fuzz.go", source: source, options: ParseOptions(skipsBodies: true))
        var count = lexed.tokens.count
        for root in file.nodes(file.declarations) {
            file.visit(root) { _, _ in
                count += 1
                return true
            }
        }
        return count &+ file.nodeCount &+ declarations.nodeCount &+ check(bytes)
    }

    private static func check(_ bytes: some Collection<UInt8>) -> Int {
        let files = MemoryFiles(["fuzz.go": Array(bytes)])
        let program = GoProgram(load: "", files: files, options: LoadOptions(threads: 1))
        var count = CallGraph(program).calls.count
        for package in program.packages {
            let info = program.check(package)
            for file in info.files {
                for index in 0..<file.tree.nodeCount {
                    let node = Node(index: UInt32(index))
                    if info.constant(of: node, in: file).isKnown { count &+= 1 }
                    if file.tree.kind(node) == .call, info.callee(of: node, in: file) != .unknown { count &+= 1 }
                    count &+= program.text(file.type(of: node)).utf8.count
                }
            }
        }
        return count
    }
}
