import Findings
import Manifests

/// What a kube-linter configuration says: checks that are on, off and left out by path, and checks of its user's own, made
/// from kube-linter's templates.
/// Source: kube-linter's documentation, "Configuring KubeLinter" and "KubeLinter templates".
public struct KubeLinterConfiguration: Sendable {
    /// Checks by name.
    public var included: Set<String> = []
    public var excluded: Set<String> = []
    /// Globs of paths that are not judged.
    public var ignoredPaths: [String] = []
    public var rules: [CustomRule] = []
    /// Checks of templates that are not known here, by name.
    public var unknown: [String] = []

    /// Checks in one file at most.
    static let limit = 1_000

    public static func read(_ bytes: [UInt8]) throws(CustomRuleFault) -> KubeLinterConfiguration {
        let tree = YAMLParser.parse(bytes)
        if let fault = tree.faults.first { throw CustomRuleFault(fault.message, tree, fault.offset) }
        var result = KubeLinterConfiguration()
        guard let root = tree.roots.first else { return result }
        func texts(_ name: String) -> [String] { (root["checks"]?[name]?.items ?? []).compactMap(\.text) }
        result.included = Set(texts("include"))
        result.excluded = Set(texts("exclude"))
        result.ignoredPaths = texts("ignorePaths")
        for node in (root["customChecks"]?.items ?? []).prefix(limit) {
            guard let name = node["name"]?.text, let template = node["template"]?.text else {
                throw CustomRuleFault("a check needs a name and a template", tree, node.range.lowerBound)
            }
            guard let made = KubeLinterTemplate(template, node["params"]) else {
                result.unknown.append("\(name) (\(template))")
                continue
            }
            do throws(ExpressionFault) {
                result.rules.append(
                    try CustomRule(
                        card: RuleCard(
                            id: name, title: name, severity: .medium, why: node["description"]?.text ?? name,
                            repair: node["remediation"]?.text ?? "Follow the check '\(name)'.",
                            maps: [.kubeLinter(name)]),
                        kinds: Self.kinds(node["scope"]?["objectKinds"], else: made.kinds),
                        expression: made.expression, message: made.message, place: made.place))
            } catch {
                throw CustomRuleFault("the check '\(name)': \(error)", tree, node.range.lowerBound)
            }
        }
        return result
    }

    /// kube-linter's names for kinds and groups of them.
    private static func kinds(_ node: YAMLNode?, else usual: Set<String>) -> Set<String> {
        guard let node, node.isSequence else { return usual }
        var kinds = Set<String>()
        for name in node.items.compactMap(\.text) {
            switch name {
            case "DeploymentLike": kinds.formUnion(KubeLinterTemplate.workloads)
            case "Any": kinds.insert("*")
            default: kinds.insert(name)
            }
        }
        return kinds
    }
}

/// A template with its parameters, as an expression that is true of what passes.
struct KubeLinterTemplate {
    var expression: String
    var kinds: Set<String>
    var message: String?
    var place: [String] = []

    static let workloads: Set<String> = [
        "Deployment", "DaemonSet", "StatefulSet", "ReplicaSet", "ReplicationController", "Pod", "Job", "CronJob",
        "DeploymentConfig",
    ]

    private struct Parameters {
        var node: YAMLNode?

        func text(_ name: String) -> String? { entry(name)?.text }
        func int(_ name: String) -> Int? { entry(name)?.int }
        func list(_ name: String) -> [String]? { entry(name).map { $0.items.compactMap(\.text) } }

        /// kube-linter reads parameter names in either case.
        private func entry(_ name: String) -> YAMLNode? {
            node?.entries.first { $0.name.lowercased() == name.lowercased() }?.value
        }
    }

    init?(_ template: String, _ node: YAMLNode?) {
        let parameters = Parameters(node: node)
        self.init(expression: "", kinds: Self.workloads)
        switch template {
        case "required-label": require("labels", parameters)
        case "required-annotation": require("annotations", parameters)
        case "forbidden-annotation": forbid("annotations", parameters)
        case "statefulset-volumeclaimtemplate-annotation":
            guard let key = parameters.text("annotation") else { return nil }
            kinds = ["StatefulSet"]
            message = "a claim template lacks the annotation \(key)"
            expression =
                "!has(object.spec.volumeClaimTemplates) || object.spec.volumeClaimTemplates.all(t,"
                + " has(t.metadata.annotations) && \(Self.quoted(key)) in t.metadata.annotations)"
        case "disallowed-api-obj": disallow(parameters)
        case "forbidden-service-types":
            kinds = ["Service"]
            place = ["spec", "type"]
            message = "this type of Service is forbidden"
            expression =
                "!has(object.spec.type) || !(object.spec.type in \(Self.list(parameters.list("forbiddenServiceTypes"))))"
        case "minimum-replicas":
            expression =
                "(has(object.spec.replicas) ? object.spec.replicas : 1) >= \(parameters.int("minReplicas") ?? 0)"
            kinds = ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController", "DeploymentConfig"]
            place = ["spec", "replicas"]
            message = "fewer than \(parameters.int("minReplicas") ?? 0) replicas"
        case "hpa-minimum-replicas":
            kinds = ["HorizontalPodAutoscaler"]
            place = ["spec", "minReplicas"]
            expression =
                "(has(object.spec.minReplicas) ? object.spec.minReplicas : 1) >= \(parameters.int("minReplicas") ?? 0)"
        case "env-var":
            guard let name = Self.pattern("e.name", parameters.text("name")) else { return nil }
            let value = Self.pattern("string(e.value)", parameters.text("value")).map { " && has(e.value) && \($0)" }
            message = "a variable is set that is forbidden"
            expression = "containers.all(c, !has(c.env) || c.env.all(e, !(\(name)\(value ?? ""))))"
        case "image-pull-policy":
            message = "a container has a forbidden pull policy"
            expression =
                "containers.all(c, !((has(c.imagePullPolicy) ? c.imagePullPolicy : 'IfNotPresent') in"
                + " \(Self.list(parameters.list("forbiddenPolicies")))))"
        case "latest-tag": images(parameters)
        case "ports":
            guard let port = parameters.int("port") else { return nil }
            let transport =
                Self.pattern("(has(p.protocol) ? p.protocol : 'TCP')", parameters.text("protocol")) ?? "true"
            message = "a container exposes port \(port)"
            expression =
                "containers.all(c, !has(c.ports) || c.ports.all(p, !(has(p.containerPort) && p.containerPort == \(port)"
                + " && \(transport))))"
        case "service-account":
            let name = "(has(pod.serviceAccountName) ? pod.serviceAccountName : '')"
            guard let match = Self.pattern(name, parameters.text("serviceAccount"), whole: false) else { return nil }
            message = "it runs as a forbidden service account"
            expression = "!(\(match))"
        case "host-mounts":
            let found = (parameters.list("dirs") ?? []).map { "string(v.hostPath.path).matches(\(Self.quoted($0)))" }
            guard !found.isEmpty else { return nil }
            message = "a folder of the node is mounted"
            expression =
                "!has(pod.volumes) || pod.volumes.all(v, !has(v.hostPath) || !(\(found.joined(separator: " || "))))"
        case "update-configuration":
            let type = "(has(object.spec.strategy.type) ? object.spec.strategy.type : 'RollingUpdate')"
            guard let match = Self.pattern(type, parameters.text("strategyTypeRegex"), whole: false) else { return nil }
            kinds = ["Deployment", "DeploymentConfig"]
            place = ["spec", "strategy"]
            message = "its update strategy is not allowed"
            expression = match
        case "cel-expression":
            guard let check = parameters.text("check") else { return nil }
            expression = check
        default: return nil
        }
    }

    private init(expression: String, kinds: Set<String>) {
        self.expression = expression
        self.kinds = kinds
    }

    // MARK: Templates with more to them

    private static func carries(_ field: String, _ parameters: Parameters) -> String? {
        guard let key = pattern("k", parameters.text("key")) else { return nil }
        let value = pattern("string(object.metadata.\(field)[k])", parameters.text("value")).map { " && \($0)" } ?? ""
        return "has(object.metadata.\(field)) && object.metadata.\(field).exists(k, \(key)\(value))"
    }

    private mutating func require(_ field: String, _ parameters: Parameters) {
        kinds = ["*"]
        place = ["metadata", field]
        message = "it lacks the \(field.dropLast()) \(parameters.text("key") ?? "")"
        expression = Self.carries(field, parameters) ?? "true"
    }

    private mutating func forbid(_ field: String, _ parameters: Parameters) {
        kinds = ["*"]
        place = ["metadata", field]
        message = "it has a forbidden \(field.dropLast())"
        expression = Self.carries(field, parameters).map { "!(\($0))" } ?? "true"
    }

    private mutating func disallow(_ parameters: Parameters) {
        kinds = ["*"]
        place = ["apiVersion"]
        message = "this kind of object is not allowed"
        let group = Self.pattern(
            "(object.apiVersion.contains('/') ? object.apiVersion : '/' + object.apiVersion)",
            parameters.text("group").map { $0 + "/.*" })
        let version = Self.pattern("('/' + object.apiVersion)", parameters.text("version").map { ".*/" + $0 })
        let kind = Self.pattern("object.kind", parameters.text("kind"))
        let all = [group, version, kind].compactMap { $0 }
        expression = all.isEmpty ? "true" : "!(\(all.joined(separator: " && ")))"
    }

    private mutating func images(_ parameters: Parameters) {
        func any(_ patterns: [String]) -> String {
            "(" + patterns.map { "string(c.image).matches(\(Self.quoted($0)))" }.joined(separator: " || ") + ")"
        }
        var wishes: [String] = []
        // Go's expressions have no look-ahead either: what has one cannot be meant for it.
        if let blocked = parameters.list("blockList"), !blocked.isEmpty { wishes.append("!" + any(blocked)) }
        if let allowed = parameters.list("allowList"), !allowed.isEmpty { wishes.append(any(allowed)) }
        message = "an image is not allowed"
        expression =
            wishes.isEmpty ? "true" : "containers.all(c, !has(c.image) || (\(wishes.joined(separator: " && "))))"
    }

    // MARK: Pieces of expressions

    /// A test of a text; nil where anything goes. `!` in front turns the pattern around.
    private static func pattern(_ subject: String, _ pattern: String?, whole: Bool = true) -> String? {
        guard let pattern, !pattern.isEmpty else { return nil }
        let isNegated = pattern.hasPrefix("!")
        var text = isNegated ? String(pattern.dropFirst()) : pattern
        // Flags stand in front of all.
        var flags = ""
        if text.hasPrefix("(?i)") {
            flags = "(?i)"
            text = String(text.dropFirst(4))
        }
        if whole { text = "^(\(text))$" }
        return (isNegated ? "!" : "") + "\(subject).matches(\(quoted(flags + text)))"
    }

    private static func list(_ texts: [String]?) -> String {
        "[" + (texts ?? []).map(quoted).joined(separator: ", ") + "]"
    }

    private static func quoted(_ text: String) -> String {
        var result = "'"
        for character in text {
            switch character {
            case "'": result += "\\'"
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            default: result.append(character)
            }
        }
        return result + "'"
    }
}
