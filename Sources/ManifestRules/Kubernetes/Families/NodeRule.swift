import Findings
import Manifests

/// What a rule wants of the values that a node collector found.
enum NodeWish {
    /// No permission bits beyond these, written as decimal digits.
    case mode(Int)
    case owner(String)
    /// None of the values is this.
    case never(String)
    /// All values are this; `isNeeded`: there must be one.
    case always(String, isNeeded: Bool)
    /// All values end so, and there must be one.
    case ends(String)
    case atLeast(Int)
    case oneOf(Set<String>)
    /// There must be a value that is not empty.
    case given
    /// There must be no value.
    case empty
}

/// A rule over a NodeInfo document, which node collectors write about the files and kubelet of a node. Each file under
/// Rules/Nodes/ says which field and what it wishes of it.
protocol NodeRule: KubernetesRule {
    /// Key below `info`.
    var field: String { get }
    var wish: NodeWish { get }
    /// Whether only nodes of the control plane have what it judges.
    var isOfMastersOnly: Bool { get }
}

extension NodeRule {
    var isOfMastersOnly: Bool { false }

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .nodeInfo, let type = object.node["type"],
            type.isText("master") || !isOfMastersOnly && type.isText("worker"),
            let values = object.node["info"]?[field]?["values"], values.isSequence,
            let isPeers = wish.violation(in: values.items)
        else { return }
        report(
            Problem(values.range, "\(object.title): \(card.title.firstLowered).", aliases: isPeers ? nil : []))
    }
}

extension NodeWish {
    /// Nil where the values are as wished, else whether the peer reports them too.
    fileprivate func violation(in items: [YAMLNode]) -> Bool? {
        let isBad: Bool
        switch self {
        case .mode(let most):
            // Trivy compares the digits as a number; 444 is smaller than 600 and yet anyone may read it.
            if items.contains(where: { Self.digits($0) > most }) { return true }
            return items.contains { Self.digits($0) % 100 > most % 100 } ? false : nil
        case .owner(let owner): isBad = items.contains { !$0.isText(owner) }
        case .never(let value): isBad = items.contains { $0.text == value }
        case .always(let value, let isNeeded):
            isBad = items.contains { $0.text != value } || isNeeded && items.isEmpty
        case .ends(let end): isBad = items.isEmpty || items.contains { $0.text?.hasSuffix(end) != true }
        case .atLeast(let least): isBad = items.contains { ($0.int ?? least) < least }
        case .oneOf(let allowed): isBad = items.isEmpty || items.contains { !allowed.contains($0.text ?? "") }
        case .given: isBad = items.isEmpty || items.contains { ($0.text ?? "").isEmpty }
        case .empty: isBad = !items.isEmpty
        }
        return isBad ? true : nil
    }

    /// Permissions as they are written: 0644 and 644 are the same digits.
    private static func digits(_ node: YAMLNode) -> Int { node.text.flatMap { Int($0) } ?? 0 }
}
