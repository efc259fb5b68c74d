/// Kinds the rules look at; all else is `other`.
public enum KubernetesKind: String, Sendable, CaseIterable {
    case pod = "Pod"
    case deployment = "Deployment"
    case statefulSet = "StatefulSet"
    case daemonSet = "DaemonSet"
    case replicaSet = "ReplicaSet"
    case replicationController = "ReplicationController"
    case job = "Job"
    case cronJob = "CronJob"
    case podTemplate = "PodTemplate"
    /// OpenShift's forerunner of Deployment.
    case deploymentConfig = "DeploymentConfig"

    case service = "Service"
    case ingress = "Ingress"
    case networkPolicy = "NetworkPolicy"
    case podDisruptionBudget = "PodDisruptionBudget"
    case horizontalPodAutoscaler = "HorizontalPodAutoscaler"
    case scaledObject = "ScaledObject"
    case serviceMonitor = "ServiceMonitor"
    case serviceAccount = "ServiceAccount"
    case secret = "Secret"
    case configMap = "ConfigMap"
    case namespace = "Namespace"
    case role = "Role"
    case clusterRole = "ClusterRole"
    case roleBinding = "RoleBinding"
    case clusterRoleBinding = "ClusterRoleBinding"
    case limitRange = "LimitRange"
    case resourceQuota = "ResourceQuota"
    case securityContextConstraints = "SecurityContextConstraints"
    case nodeInfo = "NodeInfo"
    case other = ""

    /// Whether its spec holds pods, in the sense of kube-linter's "deployment-like".
    public var isWorkload: Bool {
        switch self {
        case .pod, .deployment, .statefulSet, .daemonSet, .replicaSet, .replicationController, .job, .cronJob,
            .podTemplate, .deploymentConfig:
            true
        default: false
        }
    }

    public var isRole: Bool { self == .role || self == .clusterRole }
    public var isBinding: Bool { self == .roleBinding || self == .clusterRoleBinding }
}
