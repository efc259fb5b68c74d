/// A label selector with its meaning. Source: Kubernetes API, meta/v1 LabelSelector.
public struct LabelSelector: Sendable {
    private let labels: [(key: String, value: String)]
    private let expressions: [(key: String, operation: String, values: [String])]
    /// Selects all of its namespace.
    public var isEmpty: Bool { labels.isEmpty && expressions.isEmpty }

    /// A label that all it selects have.
    var firstLabel: (key: String, value: String)? { labels.first }

    /// Reads `{matchLabels, matchExpressions}`.
    public init(_ node: YAMLNode) {
        labels = Self.pairs(node["matchLabels"])
        expressions = (node["matchExpressions"]?.items ?? []).map { item in
            (
                item["key"]?.text ?? "", item["operator"]?.text ?? "",
                (item["values"]?.items ?? []).compactMap(\.text)
            )
        }
    }

    /// Reads a plain map of labels, as Services and ReplicationControllers have.
    public init(plain node: YAMLNode) {
        labels = Self.pairs(node)
        expressions = []
    }

    private static func pairs(_ node: YAMLNode?) -> [(key: String, value: String)] {
        (node?.entries ?? []).map { ($0.name, $0.value.text ?? "") }
    }

    /// Whether labels, a mapping or nothing, are selected.
    public func matches(_ node: YAMLNode?) -> Bool {
        for label in labels where node?[label.key]?.text != label.value { return false }
        for expression in expressions {
            let value = node?.entry(expression.key)?.value.text
            switch expression.operation {
            case "In": guard let value, expression.values.contains(value) else { return false }
            case "NotIn": if let value, expression.values.contains(value) { return false }
            case "Exists": if value == nil { return false }
            case "DoesNotExist": if value != nil { return false }
            default: return false
            }
        }
        return true
    }

    public var description: String {
        (labels.map { "\($0.key)=\($0.value)" } + expressions.map { "\($0.key) \($0.operation)" })
            .joined(separator: ", ")
    }
}
