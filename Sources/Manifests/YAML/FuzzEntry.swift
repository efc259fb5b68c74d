/// The door for a fuzzer: reads bytes as a YAML text and walks what came of it.
public enum YAMLFuzz {
    public static func run(_ bytes: [UInt8]) {
        var limits = YAMLLimits()
        limits.nodes = 100_000
        limits.expandedNodes = 200_000
        let tree = YAMLParser.parse(bytes, limits: limits)
        for root in tree.roots { walk(root, depth: 0) }
        for fault in tree.faults { _ = tree.source.location(path: "fuzz", range: fault.offset..<fault.offset) }
    }

    private static func walk(_ node: YAMLNode, depth: Int) {
        guard depth < 12 else { return }
        _ = (node.text, node.bool, node.double, node.range, node.isShared)
        for entry in node.entries {
            _ = YAMLEditor.set([entry.name, "x"], to: .scalar("y"), in: node)
            walk(entry.value, depth: depth + 1)
        }
        for item in node.items { walk(item, depth: depth + 1) }
    }
}
