/// Short manifests for examples: what every object must have stands here, so that a rule's file shows what matters.
enum Sample {
    /// A Pod with one container; `container` holds further lines of the container, `spec` of the pod, `metadata` of the
    /// metadata.
    static func pod(
        _ container: String = "", spec: String = "", metadata: String = "", image: String = "example.org/app:1.4.2"
    ) -> String {
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n" + lines(metadata, 2) + "spec:\n" + lines(spec, 2)
            + "  containers:\n  - name: app\n    image: \(image)\n" + lines(container, 4)
    }

    static func deployment(
        _ container: String = "", spec: String = "", pod: String = "", labels: String = "app: web",
        selector: String? = nil
    ) -> String {
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n" + lines(spec, 2)
            + "  selector:\n    matchLabels: {\(selector ?? labels)}\n  template:\n    metadata:\n      labels: {\(labels)}\n"
            + "    spec:\n" + lines(pod, 6)
            + "      containers:\n      - name: app\n        image: example.org/app:1.4.2\n"
            + lines(container, 8)
    }

    /// A Role or ClusterRole; each rule as a flow mapping.
    static func role(_ rules: String..., kind: String = "Role") -> String {
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: \(kind)\nmetadata:\n  name: reader\nrules:\n"
            + rules.map { "- {\($0)}\n" }.joined()
    }

    static func binding(role: String, subject: String, kind: String = "ClusterRoleBinding") -> String {
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: \(kind)\nmetadata:\n  name: readers\n"
            + "subjects:\n- {\(subject)}\nroleRef: {kind: ClusterRole, name: \(role), apiGroup: rbac.authorization.k8s.io}\n"
    }

    static func object(_ apiVersion: String, _ kind: String, spec: String = "", metadata: String = "", top: String = "")
        -> String
    {
        "apiVersion: \(apiVersion)\nkind: \(kind)\nmetadata:\n  name: web\n" + lines(metadata, 2)
            + (spec.isEmpty ? "" : "spec:\n" + lines(spec, 2)) + lines(top, 0)
    }

    static func several(_ objects: String...) -> String { objects.joined(separator: "---\n") }

    /// A static pod of the control plane.
    static func controlPlane(_ component: String, _ flags: String...) -> String {
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: \(component)\n  namespace: kube-system\n"
            + "  labels: {component: \(component), tier: control-plane}\nspec:\n  containers:\n  - name: \(component)\n"
            + "    image: registry.k8s.io/\(component):v1.34.1\n    command:\n    - \(component)\n"
            + flags.map { "    - \($0)\n" }.joined()
    }

    static func node(_ field: String, _ values: String) -> String {
        "apiVersion: v1\nkind: NodeInfo\nmetadata:\n  name: node-1\ntype: master\ninfo:\n  \(field):\n    values: [\(values)]\n"
    }

    private static func lines(_ text: String, _ indent: Int) -> String {
        guard !text.isEmpty else { return "" }
        let blank = String(repeating: " ", count: indent)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { blank + $0 + "\n" }.joined()
    }
}
