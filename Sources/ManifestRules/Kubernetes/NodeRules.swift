import Findings
import Manifests

/// A rule over a NodeInfo document, which node collectors write about the files and kubelet of a node. A family: its
/// members differ in a row of `NodeRules`.
struct NodeRule: KubernetesRule {
    enum Wish {
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

    var card: RuleCard
    var examples: Examples
    /// Key below `info`.
    var field: String
    var wish: Wish
    var masterOnly = false

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard object.kind == .nodeInfo, let type = object.node["type"],
            type.isText("master") || !masterOnly && type.isText("worker"),
            let values = object.node["info"]?[field]?["values"], values.isSequence
        else { return }
        let items = values.items
        let isBad: Bool
        var isPeers = true
        switch wish {
        case .mode(let most):
            // Trivy compares the digits as a number; 444 is smaller than 600 and yet anyone may read it.
            isPeers = items.contains { Self.digits($0) > most }
            isBad = isPeers || items.contains { Self.digits($0) % 100 > most % 100 }
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
        guard isBad else { return }
        report(
            Problem(values.range, "\(object.title): \(card.title.firstLowered).", aliases: isPeers ? nil : []))
    }

    /// Permissions as they are written: 0644 and 644 are the same digits.
    private static func digits(_ node: YAMLNode) -> Int { node.text.flatMap { Int($0) } ?? 0 }
}

/// The family of rules over nodes, a row each. Source: CIS Kubernetes Benchmark, sections 1.1, 4.1 and 4.2.
enum NodeRules {
    static let rules: [any KubernetesRule] = permissions + owners + kubelet

    private static func row(
        _ kcv: String, _ field: String, _ id: String, _ severity: Severity, _ cis: String, _ title: String,
        _ why: String,
        _ repair: String, _ wish: NodeRule.Wish, good: String, bad: String, masterOnly: Bool = false
    ) -> any KubernetesRule {
        NodeRule(
            card: RuleCard(
                id: "DD-K8S-NODE-\(id)", title: title, severity: severity, why: why, repair: repair,
                maps: [.trivy(kcv), .cisKubernetes(cis), .cwe(732)],
                references: ["https://www.cisecurity.org/benchmark/kubernetes"]),
            examples: Examples(good: [Sample.node(field, good)], bad: [Sample.node(field, bad)]), field: field,
            wish: wish,
            masterOnly: masterOnly)
    }

    private static func mode(
        _ kcv: String, _ field: String, _ id: String, _ severity: Severity, _ cis: String, _ what: String,
        _ most: Int = 600,
        masterOnly: Bool = true
    ) -> any KubernetesRule {
        row(
            kcv, field, id, severity, cis, "\(what) can be read or changed by others",
            "Its content decides over the cluster or gives access to it.", "chmod \(most) it, or stricter.",
            .mode(most),
            good: "\(most)", bad: "\(most == 700 ? 755 : 700)", masterOnly: masterOnly)
    }

    private static func owner(
        _ kcv: String, _ field: String, _ id: String, _ severity: Severity, _ cis: String, _ what: String,
        _ owner: String = "root:root", masterOnly: Bool = true
    ) -> any KubernetesRule {
        row(
            kcv, field, id, severity, cis, "\(what) does not belong to \(owner)",
            "Its owner may change what decides over the cluster.", "chown \(owner) it.", .owner(owner),
            good: "\"\(owner)\"", bad: "\"user:user\"", masterOnly: masterOnly)
    }

    private static let permissions: [any KubernetesRule] = [
        mode(
            "KCV-0048", "kubeAPIServerSpecFilePermission", "API-SPEC-MODE", .high, "1.1.1", "The API server's manifest"),
        mode(
            "KCV-0050", "kubeControllerManagerSpecFilePermission", "CM-SPEC-MODE", .high, "1.1.3",
            "The controller manager's manifest"),
        mode(
            "KCV-0052", "kubeSchedulerSpecFilePermission", "SCHEDULER-SPEC-MODE", .high, "1.1.5",
            "The scheduler's manifest"),
        mode("KCV-0054", "kubeEtcdSpecFilePermission", "ETCD-SPEC-MODE", .high, "1.1.7", "etcd's manifest"),
        mode(
            "KCV-0056", "containerNetworkInterfaceFilePermissions", "CNI-MODE", .high, "1.1.9",
            "The configuration of the container network"),
        mode(
            "KCV-0058", "etcdDataDirectoryPermissions", "ETCD-DATA-MODE", .low, "1.1.11", "etcd's data folder", 700),
        mode("KCV-0060", "adminConfFilePermissions", "ADMIN-CONF-MODE", .critical, "1.1.13", "admin.conf"),
        mode("KCV-0062", "schedulerConfFilePermissions", "SCHEDULER-CONF-MODE", .high, "1.1.15", "scheduler.conf"),
        mode(
            "KCV-0064", "controllerManagerConfFilePermissions", "CM-CONF-MODE", .high, "1.1.17",
            "controller-manager.conf"),
        mode(
            "KCV-0067", "kubePKIKeyFilePermissions", "PKI-KEY-MODE", .critical, "1.1.21", "A key of the cluster's PKI"),
        mode(
            "KCV-0068", "kubernetesPKICertificateFilePermissions", "PKI-CERT-MODE", .high, "1.1.20",
            "A certificate of the cluster's PKI"),
        mode(
            "KCV-0069", "kubeletServiceFilePermissions", "KUBELET-SERVICE-MODE", .high, "4.1.1",
            "The kubelet's service file", masterOnly: false),
        mode(
            "KCV-0071", "kubeconfigFileExistsPermissions", "PROXY-CONF-MODE", .high, "4.1.3",
            "The proxy's kubeconfig", masterOnly: false),
        mode(
            "KCV-0073", "kubeletConfFilePermissions", "KUBELET-CONF-MODE", .high, "4.1.5", "kubelet.conf",
            masterOnly: false),
        mode(
            "KCV-0075", "certificateAuthoritiesFilePermissions", "CA-MODE", .critical, "4.1.7",
            "The file of client authorities", masterOnly: false),
        mode(
            "KCV-0077", "kubeletConfigYamlConfigurationFilePermission", "KUBELET-YAML-MODE", .high, "4.1.9",
            "The kubelet's config.yaml", masterOnly: false),
    ]

    private static let owners: [any KubernetesRule] = [
        owner(
            "KCV-0049", "kubeAPIServerSpecFileOwnership", "API-SPEC-OWNER", .high, "1.1.2", "The API server's manifest"),
        owner(
            "KCV-0051", "kubeControllerManagerSpecFileOwnership", "CM-SPEC-OWNER", .high, "1.1.4",
            "The controller manager's manifest"),
        owner(
            "KCV-0053", "kubeSchedulerSpecFileOwnership", "SCHEDULER-SPEC-OWNER", .high, "1.1.6",
            "The scheduler's manifest"),
        owner("KCV-0055", "kubeEtcdSpecFileOwnership", "ETCD-SPEC-OWNER", .high, "1.1.8", "etcd's manifest"),
        owner(
            "KCV-0057", "containerNetworkInterfaceFileOwnership", "CNI-OWNER", .high, "1.1.10",
            "The configuration of the container network"),
        owner(
            "KCV-0059", "etcdDataDirectoryOwnership", "ETCD-DATA-OWNER", .low, "1.1.12", "etcd's data folder",
            "etcd:etcd"),
        owner("KCV-0061", "adminConfFileOwnership", "ADMIN-CONF-OWNER", .critical, "1.1.14", "admin.conf"),
        owner("KCV-0063", "schedulerConfFileOwnership", "SCHEDULER-CONF-OWNER", .high, "1.1.16", "scheduler.conf"),
        owner(
            "KCV-0065", "controllerManagerConfFileOwnership", "CM-CONF-OWNER", .high, "1.1.18",
            "controller-manager.conf"),
        owner("KCV-0066", "kubePKIDirectoryFileOwnership", "PKI-OWNER", .critical, "1.1.19", "The folder of the PKI"),
        owner(
            "KCV-0070", "kubeletServiceFileOwnership", "KUBELET-SERVICE-OWNER", .critical, "4.1.2",
            "The kubelet's service file", masterOnly: false),
        owner(
            "KCV-0072", "kubeconfigFileExistsOwnership", "PROXY-CONF-OWNER", .high, "4.1.4", "The proxy's kubeconfig",
            masterOnly: false),
        owner(
            "KCV-0074", "kubeletConfFileOwnership", "KUBELET-CONF-OWNER", .high, "4.1.6", "kubelet.conf",
            masterOnly: false),
        owner(
            "KCV-0076", "certificateAuthoritiesFileOwnership", "CA-OWNER", .critical, "4.1.8",
            "The file of client authorities", masterOnly: false),
        owner(
            "KCV-0078", "kubeletConfigYamlConfigurationFileOwnership", "KUBELET-YAML-OWNER", .high, "4.1.10",
            "The kubelet's config.yaml", masterOnly: false),
    ]

    /// Ciphers without known weaknesses. Source: CIS Kubernetes Benchmark 4.2.12.
    private static let ciphers: Set<String> = [
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_128_GCM_SHA256",
    ]

    private static let kubelet: [any KubernetesRule] = [
        row(
            "KCV-0079", "kubeletAnonymousAuthArgumentSet", "KUBELET-ANONYMOUS", .critical, "4.2.1",
            "The kubelet answers anonymous requests", "Anyone in the network can run commands in its pods.",
            "Set authentication.anonymous.enabled: false.", .never("true"), good: "\"false\"", bad: "\"true\""),
        row(
            "KCV-0080", "kubeletAuthorizationModeArgumentSet", "KUBELET-ALWAYS-ALLOW", .high, "4.2.2",
            "The kubelet allows every request", "Whoever signs in may run commands in its pods.",
            "Set authorization.mode: Webhook.", .never("AlwaysAllow"), good: "Webhook", bad: "AlwaysAllow"),
        row(
            "KCV-0081", "kubeletClientCaFileArgumentSet", "KUBELET-CLIENT-CA", .critical, "4.2.3",
            "The kubelet has no authority for client certificates", "Clients cannot be verified.",
            "Set authentication.x509.clientCAFile.", .given, good: "/etc/kubernetes/pki/ca.crt", bad: "\"\""),
        row(
            "KCV-0082", "kubeletReadOnlyPortArgumentSet", "KUBELET-READ-ONLY", .high, "4.2.4",
            "The kubelet's read-only port is open", "It tells anyone about pods and nodes.", "Set readOnlyPort: 0.",
            .always("0", isNeeded: false), good: "0", bad: "10255"),
        row(
            "KCV-0083", "kubeletProtectKernelDefaultsArgumentSet", "KUBELET-KERNEL", .high, "4.2.6",
            "The kubelet changes kernel settings", "It overwrites what the node's admin set.",
            "Set protectKernelDefaults: true.", .always("true", isNeeded: true), good: "\"true\"", bad: "\"false\""),
        row(
            "KCV-0084", "kubeletMakeIptablesUtilChainsArgumentSet", "KUBELET-IPTABLES", .high, "4.2.7",
            "The kubelet does not keep iptables", "Rules and the proxy's chains drift apart.",
            "Set makeIPTablesUtilChains: true.", .always("true", isNeeded: true), good: "\"true\"", bad: "\"false\""),
        row(
            "KCV-0085", "kubeletStreamingConnectionIdleTimeoutArgumentSet", "KUBELET-IDLE", .high, "4.2.5",
            "Idle connections are never closed", "Connections pile up until the kubelet answers no more.",
            "Set streamingConnectionIdleTimeout, such as 5m.", .never("0"), good: "5m", bad: "0"),
        row(
            "KCV-0086", "kubeletHostnameOverrideArgumentSet", "KUBELET-HOSTNAME", .high, "4.2.8",
            "The kubelet's host name is overridden", "Its certificate may then not fit.", "Remove --hostname-override.",
            .empty, good: "", bad: "node"),
        row(
            "KCV-0087", "kubeletEventQpsArgumentSet", "KUBELET-EVENTS", .high, "4.2.9",
            "The rate of events is out of range", "Events that tell of an attack are lost.",
            "Set eventRecordQPS to 0 or more.",
            .atLeast(0), good: "5", bad: "-1"),
        row(
            "KCV-0088", "kubeletTlsCertFileTlsArgumentSet", "KUBELET-TLS-CERT", .critical, "4.2.10",
            "The kubelet has no certificate of an authority", "The API server cannot tell it from others.",
            "Set tlsCertFile.", .ends(".crt"), good: "/a.crt", bad: "/a.txt"),
        row(
            "KCV-0089", "kubeletTlsPrivateKeyFileArgumentSet", "KUBELET-TLS-KEY", .critical, "4.2.10",
            "The kubelet has no key of its own", "The API server cannot tell it from others.", "Set tlsPrivateKeyFile.",
            .ends(".key"), good: "/a.key", bad: "/a.txt"),
        row(
            "KCV-0090", "kubeletRotateCertificatesArgumentSet", "KUBELET-ROTATE", .high, "4.2.11",
            "The kubelet does not rotate its client certificate",
            "It runs out, or stays good for long after it leaked.",
            "Set rotateCertificates: true.", .always("true", isNeeded: true), good: "\"true\"", bad: "\"false\""),
        row(
            "KCV-0091", "kubeletRotateKubeletServerCertificateArgumentSet", "KUBELET-ROTATE-SERVER", .high, "4.2.12",
            "The kubelet does not rotate its server certificate",
            "It runs out, or stays good for long after it leaked.",
            "Set serverTLSBootstrap: true.", .always("true", isNeeded: true), good: "\"true\"", bad: "\"false\""),
        row(
            "KCV-0092", "kubeletOnlyUseStrongCryptographic", "KUBELET-CIPHERS", .critical, "4.2.13",
            "The kubelet accepts weak ciphers", "Connections to it can be read or changed.", "Set tlsCipherSuites.",
            .oneOf(ciphers), good: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", bad: "TLS_RSA_WITH_RC4_128_SHA"),
    ]
}
