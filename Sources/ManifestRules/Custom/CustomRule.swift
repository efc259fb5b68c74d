import Findings
import Manifests

/// A rule of the user's own: which objects it is about, and an expression that must be true of each.
///
/// A file of them:
///
///     rules:
///     - id: SHOP-1
///       title: Deployments run at least two replicas
///       severity: medium
///       kinds: [Deployment]
///       expression: has(object.spec.replicas) && object.spec.replicas >= 2
///       message: fewer than two replicas
///       at: spec.replicas
///
/// `kinds` are Kubernetes kinds, `*` for all, or `compose` for the services of compose files. In the expression stand
/// `object` (the object, or the service), `name`, `path`, and for Kubernetes `pod` (the pod's spec, or null), `containers`
/// (all of its containers) and `objects` (all objects of the files). A text instead of true or false is what is wrong;
/// an empty one: nothing.
public struct CustomRule: Sendable {
    public let card: RuleCard
    let kinds: Set<String>
    let expression: Expression
    let message: String?
    /// Keys that lead to the place that is pointed at.
    let place: [String]
    /// Whether it looks at other objects too.
    private let usesObjects: Bool

    /// Rules of one file at most.
    public static let limit = 1_000

    /// Reads a file of rules.
    public static func read(_ bytes: [UInt8]) throws(CustomRuleFault) -> [CustomRule] {
        let tree = YAMLParser.parse(bytes)
        if let fault = tree.faults.first { throw CustomRuleFault(fault.message, tree, fault.offset) }
        var rules: [CustomRule] = []
        for root in tree.roots {
            guard let list = root["rules"], list.isSequence else {
                throw CustomRuleFault("a list 'rules' is missing", tree, root.range.lowerBound)
            }
            for item in list.items {
                guard rules.count < limit else {
                    throw CustomRuleFault("more than \(limit) rules", tree, item.range.lowerBound)
                }
                let rule = try CustomRule(item)
                guard !rules.contains(where: { $0.card.id == rule.card.id }) else {
                    throw CustomRuleFault("the id '\(rule.card.id)' is there twice", tree, item.range.lowerBound)
                }
                rules.append(rule)
            }
        }
        return rules
    }

    init(card: RuleCard, kinds: Set<String>, expression source: String, message: String?, place: [String])
        throws(ExpressionFault)
    {
        expression = try Expression.parse(source)
        usesObjects = source.contains("objects")
        self.card = card
        self.kinds = kinds
        self.message = message
        self.place = place
    }

    private init(_ node: YAMLNode) throws(CustomRuleFault) {
        func fault(_ message: String, _ place: YAMLNode? = nil) -> CustomRuleFault {
            CustomRuleFault(message, node.tree, (place ?? node).range.lowerBound)
        }
        let known: Set<String> = ["id", "title", "severity", "kinds", "expression", "message", "at", "why", "fix"]
        for entry in node.entries where !known.contains(entry.name) {
            throw fault("there is no '\(entry.name)' in a rule", entry.key)
        }
        guard let id = node["id"]?.text, !id.isEmpty else { throw fault("a rule needs an id") }
        guard !id.hasPrefix("DD-") else { throw fault("ids that begin with DD- are drydock's own", node["id"]) }
        guard let text = node["expression"], let source = text.text else {
            throw fault("the rule '\(id)' needs an expression")
        }
        let severityText = node["severity"]?.text ?? "medium"
        guard let severity = Severity(rawValue: severityText.lowercased()) else {
            throw fault("there is no severity '\(severityText)'", node["severity"])
        }
        guard let kinds = node["kinds"], kinds.isSequence, kinds.count > 0 else {
            throw fault("the rule '\(id)' needs kinds, such as [Deployment], ['*'] or [compose]")
        }
        do throws(ExpressionFault) {
            expression = try Expression.parse(source)
        } catch {
            throw fault("the expression of '\(id)': \(error)", text)
        }
        usesObjects = source.contains("objects")
        self.kinds = Set(kinds.items.compactMap(\.text))
        message = node["message"]?.text
        place = (node["at"]?.text ?? "").split(separator: ".").map(String.init)
        let title = node["title"]?.text ?? id
        card = RuleCard(
            id: id, title: title, severity: severity, why: node["why"]?.text ?? title,
            repair: node["fix"]?.text ?? "Make this true: \(source)")
    }

    /// Judges the objects of a Kubernetes file.
    func check(_ object: KubernetesObject, path: String, among objects: [KubernetesObject] = []) -> Problem? {
        guard kinds.contains("*") || kinds.contains(object.kindName) else { return nil }
        let variables: [String: ExpressionValue] = [
            "object": .node(object.node), "name": .string(object.name ?? ""), "path": .string(path),
            "pod": object.pod.map { .node($0.spec) } ?? .null,
            "containers": .list((object.pod?.containers ?? []).map { .node($0.node) }),
            "objects": .list(usesObjects ? objects.map { .node($0.node) } : []),
        ]
        return problem(variables, object.node, else: object.nameRange, object.title)
    }

    /// Judges a service of a compose file.
    func check(_ service: ComposeService, path: String) -> Problem? {
        guard kinds.contains("compose") else { return nil }
        let variables: [String: ExpressionValue] = [
            "object": .node(service.node), "name": .string(service.name), "path": .string(path),
        ]
        return problem(variables, service.node, else: service.key.range, "Service '\(service.name)'")
    }

    private func problem(
        _ variables: [String: ExpressionValue], _ node: YAMLNode, else range: Range<Int>, _ title: String
    ) -> Problem? {
        var evaluator = ExpressionEvaluator(variables)
        var reason = ""
        var told: String?
        do throws(EvaluationFault) {
            switch try evaluator.evaluate(expression) {
            case .bool(true): return nil
            case .bool(false): break
            case .string(let text):
                if text.isEmpty { return nil }
                told = text
            default: throw EvaluationFault("the expression is neither true nor false nor a text")
            }
        } catch {
            // What cannot be told is not passed over in silence.
            reason = " (\(error.message))"
        }
        var found = range
        var current: YAMLNode? = node
        for key in place {
            guard let entry = current?.entry(key) else { break }
            found = entry.key.range
            current = entry.value
        }
        return Problem(found, "\(title): \(told ?? message ?? card.title)\(reason).")
    }
}

/// What is wrong with a file of rules, and where.
public struct CustomRuleFault: Error, Sendable, Hashable, CustomStringConvertible {
    public var message: String
    public var line: Int
    public var column: Int

    init(_ message: String, _ tree: YAMLTree, _ offset: Int) {
        self.message = message
        line = tree.source.line(at: offset)
        column = tree.source.column(at: offset)
    }

    public var description: String { "line \(line), column \(column): \(message)" }
}
