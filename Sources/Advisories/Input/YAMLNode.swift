import Yams

/// A YAML document as the feeds need it: no tags, no anchors, scalars as they are written.
enum YAMLNode: Hashable {
    case scalar(String)
    case sequence([YAMLNode])
    case mapping([Member])

    struct Member: Hashable {
        var key: String
        var value: YAMLNode
    }

    subscript(key: String) -> YAMLNode? {
        guard case .mapping(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    var string: String? {
        guard case .scalar(let text) = self else { return nil }
        return text
    }

    var elements: [YAMLNode] {
        guard case .sequence(let elements) = self else { return [] }
        return elements
    }

    var members: [Member] {
        guard case .mapping(let members) = self else { return [] }
        return members
    }

    /// Reads the plain block style that feeds are written in with the fast reader, anything else with Yams.
    static func read(_ bytes: [UInt8]) throws(FeedProblem) -> YAMLNode {
        if let node = BlockYAML.read(bytes) { return node }
        return try readWithYams(bytes)
    }

    static func readWithYams(_ bytes: [UInt8]) throws(FeedProblem) -> YAMLNode {
        guard bytes.count <= 64 << 20 else { throw FeedProblem("a YAML document may have 64 MB at most") }
        let composed: Node?
        do {
            composed = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self))
        } catch {
            let text = "\(error)".split(separator: "\n").first.map(String.init) ?? "it cannot be read"
            throw FeedProblem("YAML: " + text)
        }
        guard let composed else { return .mapping([]) }
        // An alias can stand for much, many times over.
        var budget = 1_000_000
        return try YAMLNode(composed, depth: 0, budget: &budget)
    }

    private init(_ node: Node, depth: Int, budget: inout Int) throws(FeedProblem) {
        budget -= 1
        guard budget > 0, depth < BlockYAML.depthLimit else { throw FeedProblem("YAML: too many or too deep values") }
        switch node {
        case .scalar(let scalar): self = .scalar(scalar.string)
        case .sequence(let sequence):
            var elements: [YAMLNode] = []
            for element in sequence { elements.append(try YAMLNode(element, depth: depth + 1, budget: &budget)) }
            self = .sequence(elements)
        case .mapping(let mapping):
            var members: [Member] = []
            for (key, value) in mapping {
                members.append(
                    Member(key: key.scalar?.string ?? "", value: try YAMLNode(value, depth: depth + 1, budget: &budget))
                )
            }
            self = .mapping(members)
        case .alias: throw FeedProblem("YAML: an alias without its anchor")
        }
    }
}
