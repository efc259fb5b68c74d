import Findings
import Manifests

/// Keys in no order.
struct UnsortedKeys: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-SORTED-KEYS", title: "Keys are not sorted",
        severity: .negligible,
        why: "Sorted keys make differences between versions small.",
        repair: "Sort the keys of each mapping.",
        maps: [.kubeLinter("sorted-keys")], references: ["https://kubernetes.io/docs/concepts/configuration/overview/"],
        profile: .all)

    let examples = Examples(
        good: ["apiVersion: v1\ndata: {a: b, c: d}\nkind: ConfigMap\nmetadata: {name: web}\n"],
        bad: ["kind: ConfigMap\napiVersion: v1\nmetadata: {name: web}\n"])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        var budget = 20_000
        if let place = Self.firstUnsorted(object.node, depth: 0, &budget) {
            report(Problem(place.range, "'\(place.text ?? "")' in \(object.title) is not in order."))
        }
    }

    private static func firstUnsorted(_ node: YAMLNode, depth: Int, _ budget: inout Int) -> YAMLNode? {
        budget -= 1
        guard depth < 32, budget > 0 else { return nil }
        var last: String?
        for entry in node.writtenEntries {
            if let last, entry.name < last { return entry.key }
            last = entry.name
            if let found = firstUnsorted(entry.value, depth: depth + 1, &budget) { return found }
        }
        for item in node.items {
            if let found = firstUnsorted(item, depth: depth + 1, &budget) { return found }
        }
        return nil
    }
}
