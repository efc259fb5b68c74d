/// The door for fuzzers: reads any bytes as a Go file in every way there is. Must neither trap nor hang.
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
        return count &+ file.nodeCount &+ declarations.nodeCount
    }
}
