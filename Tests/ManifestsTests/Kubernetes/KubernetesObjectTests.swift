import Testing

@testable import Manifests

@Suite struct KubernetesObjectTests {
    private static func objects(_ text: String) -> [KubernetesObject] {
        YAMLParser.parse(Array(text.utf8)).roots.flatMap { KubernetesObject.objects(of: $0, file: 0) }
    }

    private static let spec = "{containers: [{name: a}], initContainers: [{name: b}], ephemeralContainers: [{name: c}]}"

    @Test(arguments: [
        "kind: Pod\nspec: \(spec)", "kind: Deployment\nspec: {template: {spec: \(spec)}}",
        "kind: StatefulSet\nspec: {template: {spec: \(spec)}}", "kind: DaemonSet\nspec: {template: {spec: \(spec)}}",
        "kind: ReplicaSet\nspec: {template: {spec: \(spec)}}", "kind: Job\nspec: {template: {spec: \(spec)}}",
        "kind: ReplicationController\nspec: {template: {spec: \(spec)}}",
        "kind: PodTemplate\ntemplate: {spec: \(spec)}",
        "kind: CronJob\nspec: {jobTemplate: {spec: {template: {spec: \(spec)}}}}",
        "kind: DeploymentConfig\nspec: {template: {spec: \(spec)}}",
    ])
    func findsThePodsOfEveryKind(_ text: String) throws {
        let pod = try #require(Self.objects("apiVersion: v1\n" + text + "\n").first?.pod)
        #expect(pod.containers.map(\.name) == ["a", "b", "c"])
        #expect(pod.containers.map(\.role) == [.regular, .initial, .ephemeral])
    }

    @Test func handsSettingsDown() throws {
        let text =
            "apiVersion: v1\nkind: Pod\nspec:\n  securityContext: {runAsUser: 5, runAsGroup: 6}\n  containers:\n  - name: a\n    securityContext: {runAsUser: 7, capabilities: {add: [CAP_SYS_ADMIN], drop: [all]}}\n"
        let pod = try #require(Self.objects(text).first?.pod)
        let container = try #require(pod.containers.first)
        #expect(container.effective("runAsUser", pod)?.int == 7)
        #expect(container.effective("runAsGroup", pod)?.int == 6)
        #expect(container.adds("SYS_ADMIN") != nil && container.drops("NET_RAW"))
    }

    @Test func opensLists() {
        let text =
            "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod}\n- {apiVersion: v1, kind: ServiceList, items: [{apiVersion: v1, kind: Service}]}\n- 5\n"
        #expect(Self.objects(text).map(\.kind) == [.pod, .service])
    }

    @Test func selects() throws {
        func matches(_ text: String, _ labels: YAMLNode?) -> Bool {
            YAMLParser.parse(Array(text.utf8)).roots.first.map { LabelSelector($0).matches(labels) } ?? false
        }
        let labels = try #require(YAMLParser.parse(Array("{a: b, c: d}".utf8)).roots.first)
        #expect(matches("{matchLabels: {a: b}}", labels))
        #expect(!matches("{matchLabels: {a: c}}", labels))
        #expect(matches("{matchExpressions: [{key: a, operator: In, values: [x, b]}]}", labels))
        #expect(!matches("{matchExpressions: [{key: a, operator: NotIn, values: [b]}]}", labels))
        #expect(matches("{matchExpressions: [{key: z, operator: DoesNotExist}]}", labels))
        #expect(!matches("{matchExpressions: [{key: z, operator: Exists}]}", labels))
        #expect(matches("{}", nil))
    }

    @Test func findsByNameAndLabel() {
        let set = KubernetesSet(
            Self.objects(
                """
                {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x, labels: {l: 1}}, spec: {containers: []}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {l: 1}}, spec: {containers: []}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: default}, spec: {containers: []}}
                """))
        #expect(set.find(.pod, "a", in: "x")?.namespace == "x")
        #expect(set.find(.pod, "b", in: "x") == nil)
        #expect(set.workloads(in: nil).count == 2)
        #expect(set.objects.map { set.isRepeated($0) } == [false, false, true])
    }
}
