import Findings
import GoSource

/// Before Go 1.22 all rounds of a loop share one variable: all addresses show the last value.
struct LoopVariableAddress: GoRule {
    static let card = RuleCard(
        id: "DD-GO-LOOP-ADDRESS", title: "Address of a loop's variable", severity: .medium,
        why: "Before Go 1.22 all rounds of a loop share one variable: all addresses show the last value.",
        repair: "Copy the value first, or set go 1.22 in go.mod.", maps: [.gosec("G601"), .cwe(118)], profile: .strict,
        confidence: .medium)
    static let examples = Examples(
        good: ["func f(l []int) { for i := range l { _ = &l[i] } }\n"],
        bad: ["func f(l []int) (r []*int) { for _, v := range l { r = append(r, &v) }\nreturn }\n"])

    static func check(_ code: GoCode, _ report: GoReport) {
        // The meaning changed with the language version of the module.
        if let version = code.info.package.module?.file.goVersion, isNew(version) { return }
        for file in code.files {
            let tree = file.tree
            var loops: [ObjectID: Node] = [:]
            for node in tree.nodes(of: .range) {
                guard case .range(_, let value, .define, _, _) = tree.syntax(node), !value.isNone else { continue }
                let object = file.object(of: value)
                if !object.isNone, !code.types.isPointer(code.info.type(of: object)) { loops[object] = node }
            }
            guard !loops.isEmpty else { continue }
            for node in tree.nodes(of: .unary) {
                guard case .unary(.and, let operand) = tree.syntax(node) else { continue }
                var base = tree.unparen(operand)
                while case .selector(let inner, _) = tree.syntax(base) {
                    // Through a pointer the address is another thing's.
                    guard !code.types.isPointer(file.type(of: inner)) else {
                        base = .none
                        break
                    }
                    base = tree.unparen(inner)
                }
                guard !base.isNone, let object = code.variable(base, in: file), let loop = loops[object] else {
                    continue
                }
                if isReturned(node, loop, file, code) { continue }
                report.add(node, in: file, "\(tree.text(of: operand)) is one variable for all rounds of the loop")
            }
        }
    }

    private static func isNew(_ version: String) -> Bool {
        let parts = version.split(separator: ".")
        guard parts.count > 1, let minor = Int(parts[1].prefix { $0.isNumber }) else { return false }
        return minor >= 22
    }

    private static func isReturned(_ node: Node, _ loop: Node, _ file: FileInfo, _ code: GoCode) -> Bool {
        var up = node
        while !up.isNone, up != loop {
            if file.tree.kind(up) == .return { return true }
            up = code.parent(of: up, in: file)
        }
        return false
    }
}
