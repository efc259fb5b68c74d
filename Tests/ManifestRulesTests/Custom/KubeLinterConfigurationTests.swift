import Findings
import Manifests
import Testing

@testable import ManifestRules

@Suite struct KubeLinterConfigurationTests {
    private static let objects = """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db, labels: {team: shop}, annotations: {contact: a@example.org}}
        spec:
          replicas: 2
          volumeClaimTemplates: [{metadata: {name: data}}]
          template:
            spec:
              serviceAccountName: default
              volumes: [{name: h, hostPath: {path: /etc}}]
              containers:
              - name: a
                image: docker.io/db:1
                imagePullPolicy: Never
                ports: [{containerPort: 5432}]
                env: [{name: MODE, value: "debug"}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: db}
        spec: {type: NodePort}
        """

    /// How often a check of a template reports.
    private static func count(_ template: String, _ parameters: String, kinds: String? = nil) throws -> Int {
        let scope = kinds.map { "  scope: {objectKinds: [\($0)]}\n" } ?? ""
        let text = "customChecks:\n- name: own\n  template: \(template)\n  params: \(parameters)\n\(scope)"
        let configuration = try KubeLinterConfiguration.read(Array(text.utf8))
        #expect(configuration.unknown.isEmpty)
        var options = ManifestOptions()
        options.customRules = configuration.rules
        let report = ManifestLinter.lint(
            files: [ManifestFile(path: "a.yaml", bytes: Array(objects.utf8))], options: options)
        return report.findings.filter { $0.id == "own" }.count
    }

    @Test(arguments: [
        ("required-label", "{key: team}", 1), ("required-label", "{key: team, value: \"sh.*\"}", 1),
        ("required-label", "{key: tea}", 2), ("required-label", "{key: team, value: \"!shop\"}", 2),
        ("required-annotation", "{key: contact, value: \".+@.+\"}", 1), ("forbidden-annotation", "{key: contact}", 1),
        ("forbidden-annotation", "{key: other}", 0),
        ("statefulset-volumeclaimtemplate-annotation", "{annotation: backup}", 1),
        ("disallowed-api-obj", "{group: apps, kind: StatefulSet}", 1), ("disallowed-api-obj", "{version: v1}", 2),
        ("disallowed-api-obj", "{group: extensions, version: \"v1beta.+\"}", 0),
        ("forbidden-service-types", "{forbiddenServiceTypes: [NodePort]}", 1),
        ("minimum-replicas", "{minReplicas: 3}", 1),
        ("minimum-replicas", "{minReplicas: 2}", 0), ("env-var", "{name: \"(?i)mode\", value: debug}", 1),
        ("env-var", "{name: MODE, value: release}", 0), ("image-pull-policy", "{forbiddenPolicies: [Never]}", 1),
        ("latest-tag", "{blockList: [\"^docker.io/\"]}", 1), ("latest-tag", "{allowList: [\"^docker.io/\"]}", 0),
        ("ports", "{port: 5432, protocol: TCP}", 1), ("ports", "{port: 5432, protocol: UDP}", 0),
        ("service-account", "{serviceAccount: \"^(|default)$\"}", 1), ("host-mounts", "{dirs: [\"^/etc$\"]}", 1),
        ("host-mounts", "{dirs: [\"^/usr$\"]}", 0),
    ])
    func templates(_ template: String, _ parameters: String, _ expected: Int) throws {
        #expect(try Self.count(template, parameters) == expected, "\(template) \(parameters)")
    }

    @Test func expressionsSayWhatIsWrong() throws {
        let check =
            "{check: \"object.spec.replicas < 3 ? 'only ' + string(object.spec.replicas) : ''\"}"
        #expect(try Self.count("cel-expression", check, kinds: "StatefulSet") == 1)
        let across = "{check: \"objects.exists(o, o.kind == 'NetworkPolicy') ? '' : 'no policy'\"}"
        #expect(try Self.count("cel-expression", across, kinds: "DeploymentLike") == 1)
        #expect(try Self.count("cel-expression", "{check: \"objects.size() == 2 ? '' : 'x'\"}") == 0)
    }

    @Test func checksAreSwitched() throws {
        let text =
            "checks: {include: [use-namespace], exclude: [host-pid], ignorePaths: [\"vendor/**\"]}\ncustomChecks:\n- {name: a, template: future}\n"
        let configuration = try KubeLinterConfiguration.read(Array(text.utf8))
        #expect(configuration.included == ["use-namespace"] && configuration.excluded == ["host-pid"])
        #expect(configuration.ignoredPaths == ["vendor/**"] && configuration.unknown == ["a (future)"])
        #expect(throws: CustomRuleFault.self) { try KubeLinterConfiguration.read(Array("customChecks: [{}]".utf8)) }
        #expect(throws: CustomRuleFault.self) {
            try KubeLinterConfiguration.read(
                Array("customChecks: [{name: a, template: cel-expression, params: {check: \"(\"}}]".utf8))
        }
    }
}
