/// API versions that Kubernetes no longer serves.
/// Source: Kubernetes, "Deprecated API Migration Guide".
enum RemovedVersions {
    struct Removal: Sendable {
        /// The minor version that no longer serves it.
        var version: String
        var successor: String?
        /// Whether changing `apiVersion` alone is enough.
        var isDropIn: Bool
    }

    static func find(_ apiVersion: String, _ kind: String) -> Removal? { table[apiVersion + " " + kind] }

    /// A line each: version, successor (`-`: none; `!` behind: fields changed too), then `apiVersion Kind`s.
    private static let rows = """
        1.16|apps/v1!|extensions/v1beta1 DaemonSet,extensions/v1beta1 Deployment,extensions/v1beta1 ReplicaSet
        1.16|apps/v1!|apps/v1beta1 Deployment,apps/v1beta1 StatefulSet,apps/v1beta2 DaemonSet,apps/v1beta2 Deployment
        1.16|apps/v1!|apps/v1beta2 ReplicaSet,apps/v1beta2 StatefulSet
        1.16|networking.k8s.io/v1|extensions/v1beta1 NetworkPolicy
        1.16|policy/v1beta1!|extensions/v1beta1 PodSecurityPolicy
        1.22|admissionregistration.k8s.io/v1!|admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration
        1.22|admissionregistration.k8s.io/v1!|admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration
        1.22|apiextensions.k8s.io/v1!|apiextensions.k8s.io/v1beta1 CustomResourceDefinition
        1.22|apiregistration.k8s.io/v1|apiregistration.k8s.io/v1beta1 APIService
        1.22|authentication.k8s.io/v1|authentication.k8s.io/v1beta1 TokenReview
        1.22|authorization.k8s.io/v1!|authorization.k8s.io/v1beta1 SubjectAccessReview
        1.22|certificates.k8s.io/v1!|certificates.k8s.io/v1beta1 CertificateSigningRequest
        1.22|coordination.k8s.io/v1|coordination.k8s.io/v1beta1 Lease
        1.22|networking.k8s.io/v1!|extensions/v1beta1 Ingress,networking.k8s.io/v1beta1 Ingress
        1.22|networking.k8s.io/v1|networking.k8s.io/v1beta1 IngressClass
        1.22|rbac.authorization.k8s.io/v1|rbac.authorization.k8s.io/v1beta1 Role,rbac.authorization.k8s.io/v1beta1 RoleBinding
        1.22|rbac.authorization.k8s.io/v1|rbac.authorization.k8s.io/v1beta1 ClusterRole,rbac.authorization.k8s.io/v1beta1 ClusterRoleBinding
        1.22|rbac.authorization.k8s.io/v1|rbac.authorization.k8s.io/v1alpha1 Role,rbac.authorization.k8s.io/v1alpha1 RoleBinding
        1.22|rbac.authorization.k8s.io/v1|rbac.authorization.k8s.io/v1alpha1 ClusterRole,rbac.authorization.k8s.io/v1alpha1 ClusterRoleBinding
        1.22|scheduling.k8s.io/v1|scheduling.k8s.io/v1beta1 PriorityClass,scheduling.k8s.io/v1alpha1 PriorityClass
        1.22|storage.k8s.io/v1|storage.k8s.io/v1beta1 CSIDriver,storage.k8s.io/v1beta1 CSINode
        1.22|storage.k8s.io/v1|storage.k8s.io/v1beta1 StorageClass,storage.k8s.io/v1beta1 VolumeAttachment
        1.25|batch/v1|batch/v1beta1 CronJob,batch/v2alpha1 CronJob
        1.25|discovery.k8s.io/v1!|discovery.k8s.io/v1beta1 EndpointSlice
        1.25|events.k8s.io/v1!|events.k8s.io/v1beta1 Event
        1.25|autoscaling/v2!|autoscaling/v2beta1 HorizontalPodAutoscaler
        1.25|policy/v1!|policy/v1beta1 PodDisruptionBudget
        1.25|-|policy/v1beta1 PodSecurityPolicy
        1.25|node.k8s.io/v1|node.k8s.io/v1beta1 RuntimeClass
        1.26|autoscaling/v2|autoscaling/v2beta2 HorizontalPodAutoscaler
        1.26|flowcontrol.apiserver.k8s.io/v1!|flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema
        1.26|flowcontrol.apiserver.k8s.io/v1!|flowcontrol.apiserver.k8s.io/v1beta1 PriorityLevelConfiguration
        1.27|storage.k8s.io/v1|storage.k8s.io/v1beta1 CSIStorageCapacity
        1.29|flowcontrol.apiserver.k8s.io/v1!|flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema
        1.29|flowcontrol.apiserver.k8s.io/v1!|flowcontrol.apiserver.k8s.io/v1beta2 PriorityLevelConfiguration
        1.32|flowcontrol.apiserver.k8s.io/v1!|flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema
        1.32|flowcontrol.apiserver.k8s.io/v1!|flowcontrol.apiserver.k8s.io/v1beta3 PriorityLevelConfiguration
        """

    private static let table: [String: Removal] = {
        var table: [String: Removal] = [:]
        for row in rows.split(separator: "\n") {
            let parts = row.split(separator: "|")
            guard parts.count == 3 else { continue }
            let changes = parts[1].hasSuffix("!")
            let successor = parts[1] == "-" ? nil : String(changes ? parts[1].dropLast() : parts[1])
            for name in parts[2].split(separator: ",") {
                table[String(name)] = Removal(
                    version: String(parts[0]), successor: successor, isDropIn: !changes && successor != nil)
            }
        }
        return table
    }()
}
