import Findings
import Manifests

/// A rule over the flags of a control-plane program that runs as a static pod. A family: its members differ in a row of
/// `ControlPlaneRules`.
struct ControlPlaneRule: KubernetesRule {
    enum Program: String {
        case apiServer = "kube-apiserver"
        case controllerManager = "kube-controller-manager"
        case scheduler = "kube-scheduler"
        case etcd = "etcd"
    }

    enum Wish {
        /// Every flag must be there.
        case present([String])
        /// The flag must not be there.
        case absent(String)
        /// The flag must be there with this value.
        case equal(String, String)
        /// If it is there the flag must not have this value.
        case unequal(String, String)
        /// The comma-separated list of the flag must have this item; a missing flag counts as missing.
        case lists(String, String)
        /// The list of the flag must not have this item.
        case avoids(String, String)
        /// If the flag is there, its list has one of these.
        case listsOne(String, [String])
    }

    var card: RuleCard
    var examples: Examples
    var program: Program
    var wish: Wish

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard let pod = object.pod else { return }
        for container in pod.lastingContainers {
            guard let command = container.node["command"]?.items.first?.text, isProgram(command) else { continue }
            if let range = violation(container.words) {
                report(Problem(range ?? container.range, "\(program.rawValue): \(card.title.firstLowered)."))
            }
        }
    }

    private func isProgram(_ command: String) -> Bool {
        command == program.rawValue || command.hasSuffix("/" + program.rawValue)
    }

    /// The place of a flag, or nil within an answer where the flag is missing; nil where all is well.
    private func violation(_ words: [YAMLNode]) -> Range<Int>?? {
        switch wish {
        case .present(let flags):
            return flags.allSatisfy { find($0, words) != nil } ? nil : .some(nil)
        case .absent(let flag):
            return find(flag, words).map { .some($0.range) } ?? nil
        case .equal(let flag, let wanted):
            guard let word = find(flag, words) else { return .some(nil) }
            return value(word) == wanted ? nil : .some(word.range)
        case .unequal(let flag, let forbidden):
            guard let word = find(flag, words), value(word) == forbidden else { return nil }
            return .some(word.range)
        case .lists(let flag, let item):
            guard let word = find(flag, words) else { return .some(nil) }
            return items(word).contains(Substring(item)) ? nil : .some(word.range)
        case .avoids(let flag, let item):
            guard let word = find(flag, words), items(word).contains(Substring(item)) else { return nil }
            return .some(word.range)
        case .listsOne(let flag, let wanted):
            guard let word = find(flag, words) else { return nil }
            return items(word).contains { item in wanted.contains { $0 == item } } ? nil : .some(word.range)
        }
    }

    private func find(_ flag: String, _ words: [YAMLNode]) -> YAMLNode? {
        words.last { word in
            guard let text = word.text, text.hasPrefix(flag) else { return false }
            let rest = text.utf8.dropFirst(flag.utf8.count).first
            return rest == nil || rest == UInt8(ascii: "=")
        }
    }

    private func value(_ word: YAMLNode) -> Substring {
        let text = word.text ?? ""
        guard let sign = text.firstIndex(of: "=") else { return "true" }
        return text[text.index(after: sign)...]
    }

    private func items(_ word: YAMLNode) -> [Substring] { value(word).split(separator: ",") }
}

extension String {
    var firstLowered: String { prefix(1).lowercased() + dropFirst() }
}

/// The family of rules over the control plane's flags, a row each. Source: CIS Kubernetes Benchmark, sections 1.2, 1.3,
/// 1.4 and 2.
enum ControlPlaneRules {
    static let rules: [any KubernetesRule] = apiServer + controllerManager + scheduler + etcd

    private static func row(
        _ program: ControlPlaneRule.Program, _ kcv: String, _ id: String, _ severity: Severity, _ cis: String,
        _ title: String, _ why: String, _ repair: String, _ wish: ControlPlaneRule.Wish, profile: RuleProfile = .strict,
        good: String, bad: String
    ) -> any KubernetesRule {
        func sample(_ flags: String) -> String {
            let words = flags.split(separator: " ").map(String.init)
            return "apiVersion: v1\nkind: Pod\nmetadata: {name: \(program.rawValue), namespace: kube-system}\nspec:\n"
                + "  containers:\n  - name: \(program.rawValue)\n    image: registry.k8s.io/\(program.rawValue):v1.34.1\n"
                + "    command:\n    - \(program.rawValue)\n" + words.map { "    - \($0)\n" }.joined()
        }
        return ControlPlaneRule(
            card: RuleCard(
                id: "DD-K8S-\(id)", title: title, severity: severity, why: why, repair: repair,
                maps: [.trivy(kcv), .cisKubernetes(cis)],
                references: ["https://www.cisecurity.org/benchmark/kubernetes"],
                profile: profile),
            examples: Examples(good: [sample(good)], bad: [sample(bad)]), program: program, wish: wish)
    }

    private static let apiServer: [any KubernetesRule] = [
        row(
            .apiServer, "KCV-0001", "API-ANONYMOUS", .medium, "1.2.1", "Anonymous requests are allowed",
            "Requests without credentials are answered with the rights of system:anonymous.",
            "Set --anonymous-auth=false.", .equal("--anonymous-auth", "false"), good: "--anonymous-auth=false",
            bad: "--anonymous-auth=true"),
        row(
            .apiServer, "KCV-0002", "API-TOKEN-FILE", .low, "1.2.2", "Static tokens are accepted",
            "Tokens of a file never expire and stand there readable.", "Remove --token-auth-file.",
            .absent("--token-auth-file"), profile: .standard, good: "--secure-port=6443", bad: "--token-auth-file=/a"),
        row(
            .apiServer, "KCV-0003", "API-EXTERNAL-IPS", .low, "1.2.3", "Plugin DenyServiceExternalIPs is set",
            "The benchmark wants this plugin left out where external addresses are used; where they are not it is a help.",
            "Decide whether external addresses are used.",
            .avoids("--enable-admission-plugins", "DenyServiceExternalIPs"), profile: .all,
            good: "--enable-admission-plugins=NodeRestriction", bad: "--enable-admission-plugins=DenyServiceExternalIPs"
        ),
        row(
            .apiServer, "KCV-0004", "API-KUBELET-HTTPS", .low, "1.2.4", "The kubelet is spoken to without TLS",
            "Commands and logs cross the network readable.", "Remove --kubelet-https=false.",
            .unequal("--kubelet-https", "false"), profile: .standard, good: "--kubelet-https=true",
            bad: "--kubelet-https=false"),
        row(
            .apiServer, "KCV-0005", "API-KUBELET-CERT", .low, "1.2.4", "No certificate towards kubelets",
            "Kubelets cannot tell the API server from others.",
            "Set --kubelet-client-certificate and --kubelet-client-key.",
            .present(["--kubelet-client-certificate", "--kubelet-client-key"]),
            good: "--kubelet-client-certificate=/a --kubelet-client-key=/b", bad: "--kubelet-client-certificate=/a"),
        row(
            .apiServer, "KCV-0006", "API-KUBELET-CA", .low, "1.2.5", "Certificates of kubelets are not verified",
            "Somebody in between can pose as a kubelet.", "Set --kubelet-certificate-authority.",
            .present(["--kubelet-certificate-authority"]), good: "--kubelet-certificate-authority=/a",
            bad: "--secure-port=6443"),
        row(
            .apiServer, "KCV-0007", "API-ALWAYS-ALLOW", .low, "1.2.6", "Every request is allowed",
            "AlwaysAllow gives everyone all rights.", "Set --authorization-mode=Node,RBAC.",
            .avoids("--authorization-mode", "AlwaysAllow"), profile: .standard, good: "--authorization-mode=Node,RBAC",
            bad: "--authorization-mode=AlwaysAllow"),
        row(
            .apiServer, "KCV-0008", "API-NODE-MODE", .low, "1.2.7", "Authorization mode Node is missing",
            "Without it kubelets need wider rights than their own pods.", "Set --authorization-mode=Node,RBAC.",
            .lists("--authorization-mode", "Node"), good: "--authorization-mode=Node,RBAC",
            bad: "--authorization-mode=RBAC"),
        row(
            .apiServer, "KCV-0009", "API-RBAC-MODE", .low, "1.2.8", "Authorization mode RBAC is missing",
            "Rights are then not given by roles.", "Set --authorization-mode=Node,RBAC.",
            .lists("--authorization-mode", "RBAC"), good: "--authorization-mode=Node,RBAC",
            bad: "--authorization-mode=Node"),
        row(
            .apiServer, "KCV-0010", "API-EVENT-RATE", .low, "1.2.9", "Plugin EventRateLimit is missing",
            "Floods of events can take the API server down.",
            "Add EventRateLimit to --enable-admission-plugins, with a configuration.",
            .lists("--enable-admission-plugins", "EventRateLimit"), profile: .all,
            good: "--enable-admission-plugins=EventRateLimit", bad: "--enable-admission-plugins=NodeRestriction"),
        row(
            .apiServer, "KCV-0011", "API-ALWAYS-ADMIT", .low, "1.2.10", "Plugin AlwaysAdmit is set",
            "Every object is admitted unseen.", "Remove AlwaysAdmit.",
            .avoids("--enable-admission-plugins", "AlwaysAdmit"), profile: .standard,
            good: "--enable-admission-plugins=NodeRestriction", bad: "--enable-admission-plugins=AlwaysAdmit"),
        row(
            .apiServer, "KCV-0012", "API-PULL-IMAGES", .low, "1.2.11", "Plugin AlwaysPullImages is missing",
            "Pods may use private images that lie on a node without credentials for them.",
            "Add AlwaysPullImages to --enable-admission-plugins.",
            .lists("--enable-admission-plugins", "AlwaysPullImages"), profile: .all,
            good: "--enable-admission-plugins=AlwaysPullImages", bad: "--enable-admission-plugins=NodeRestriction"),
        row(
            .apiServer, "KCV-0013", "API-SECURITY-DENY", .low, "1.2.12",
            "Neither plugin SecurityContextDeny nor policies",
            "Nothing rejects pods that ask for too much. (Clusters since 1.25 have Pod Security admission for it.)",
            "Use Pod Security admission.",
            .listsOne("--enable-admission-plugins", ["SecurityContextDeny", "PodSecurityPolicy"]), profile: .all,
            good: "--enable-admission-plugins=PodSecurityPolicy", bad: "--enable-admission-plugins=NodeRestriction"),
        row(
            .apiServer, "KCV-0014", "API-SERVICE-ACCOUNT", .low, "1.2.12", "Plugin ServiceAccount is turned off",
            "Pods get no account of their own.", "Remove ServiceAccount from --disable-admission-plugins.",
            .avoids("--disable-admission-plugins", "ServiceAccount"), profile: .standard,
            good: "--disable-admission-plugins=AlwaysAdmit", bad: "--disable-admission-plugins=ServiceAccount"),
        row(
            .apiServer, "KCV-0015", "API-NAMESPACE", .low, "1.2.13", "Plugin NamespaceLifecycle is turned off",
            "Objects can be made in namespaces that are not there.",
            "Remove NamespaceLifecycle from --disable-admission-plugins.",
            .avoids("--disable-admission-plugins", "NamespaceLifecycle"), profile: .standard,
            good: "--disable-admission-plugins=AlwaysAdmit", bad: "--disable-admission-plugins=NamespaceLifecycle"),
        row(
            .apiServer, "KCV-0016", "API-NODE-RESTRICTION", .low, "1.2.14", "Plugin NodeRestriction is missing",
            "A kubelet may change other nodes and their pods.", "Add NodeRestriction to --enable-admission-plugins.",
            .lists("--enable-admission-plugins", "NodeRestriction"), good: "--enable-admission-plugins=NodeRestriction",
            bad: "--enable-admission-plugins=AlwaysPullImages"),
        row(
            .apiServer, "KCV-0017", "API-SECURE-PORT", .low, "1.2.14", "The secure port is off",
            "Without it the API is served without TLS, or not at all.", "Remove --secure-port=0.",
            .unequal("--secure-port", "0"), profile: .standard, good: "--secure-port=6443", bad: "--secure-port=0"),
        row(
            .apiServer, "KCV-0018", "API-PROFILING", .low, "1.2.15", "Profiling is on",
            "Profiles tell of the inner state and cost time.", "Set --profiling=false.", .equal("--profiling", "false"),
            good: "--profiling=false", bad: "--profiling=true"),
        row(
            .apiServer, "KCV-0019", "API-AUDIT-LOG", .low, "1.2.16", "No audit log",
            "Nobody can tell afterwards who did what.", "Set --audit-log-path.", .present(["--audit-log-path"]),
            good: "--audit-log-path=/var/log/audit.log", bad: "--secure-port=6443"),
        row(
            .apiServer, "KCV-0020", "API-AUDIT-AGE", .low, "1.2.17", "Age of audit logs is not set",
            "Logs go before an attack is noticed.", "Set --audit-log-maxage=30.", .present(["--audit-log-maxage"]),
            good: "--audit-log-maxage=30", bad: "--secure-port=6443"),
        row(
            .apiServer, "KCV-0021", "API-AUDIT-BACKUP", .low, "1.2.18", "Number of audit logs is not set",
            "Logs go before an attack is noticed.", "Set --audit-log-maxbackup=10.",
            .present(["--audit-log-maxbackup"]), good: "--audit-log-maxbackup=10", bad: "--secure-port=6443"),
        row(
            .apiServer, "KCV-0022", "API-AUDIT-SIZE", .low, "1.2.19", "Size of audit logs is not set",
            "Logs go before an attack is noticed.", "Set --audit-log-maxsize=100.", .present(["--audit-log-maxsize"]),
            good: "--audit-log-maxsize=100", bad: "--secure-port=6443"),
        row(
            .apiServer, "KCV-0024", "API-ACCOUNT-LOOKUP", .low, "1.2.21", "Tokens of deleted accounts are accepted",
            "A token stays good after its account is gone.", "Remove --service-account-lookup=false.",
            .unequal("--service-account-lookup", "false"), profile: .standard, good: "--service-account-lookup=true",
            bad: "--service-account-lookup=false"),
        row(
            .apiServer, "KCV-0025", "API-ACCOUNT-KEY", .low, "1.2.22", "No key for tokens of accounts",
            "Tokens are then verified with the key of the server's certificate.", "Set --service-account-key-file.",
            .present(["--service-account-key-file"]), good: "--service-account-key-file=/a", bad: "--secure-port=6443"),
        row(
            .apiServer, "KCV-0026", "API-ETCD-CERT", .low, "1.2.23", "No certificate towards etcd",
            "etcd cannot tell the API server from others.", "Set --etcd-certfile and --etcd-keyfile.",
            .present(["--etcd-certfile", "--etcd-keyfile"]), good: "--etcd-certfile=/a --etcd-keyfile=/b",
            bad: "--secure-port=6443"),
        row(
            .apiServer, "KCV-0027", "API-TLS", .low, "1.2.24", "No certificate of its own",
            "Clients cannot tell the API server from others.", "Set --tls-cert-file and --tls-private-key-file.",
            .present(["--tls-cert-file", "--tls-private-key-file"]),
            good: "--tls-cert-file=/a --tls-private-key-file=/b", bad: "--secure-port=6443"),
        row(
            .apiServer, "KCV-0028", "API-CLIENT-CA", .low, "1.2.25", "No authority for client certificates",
            "Client certificates cannot be verified.", "Set --client-ca-file.", .present(["--client-ca-file"]),
            good: "--client-ca-file=/a", bad: "--secure-port=6443"),
        row(
            .apiServer, "KCV-0029", "API-ETCD-CA", .low, "1.2.26", "Certificate of etcd is not verified",
            "Somebody in between can pose as etcd.", "Set --etcd-cafile.", .present(["--etcd-cafile"]),
            good: "--etcd-cafile=/a", bad: "--secure-port=6443"),
        row(
            .apiServer, "KCV-0030", "API-ENCRYPTION", .low, "1.2.27", "Secrets are not encrypted in etcd",
            "Whoever reads etcd or its backups reads every secret.", "Set --encryption-provider-config.",
            .present(["--encryption-provider-config"]), good: "--encryption-provider-config=/a",
            bad: "--secure-port=6443"),
    ]

    private static let controllerManager: [any KubernetesRule] = [
        row(
            .controllerManager, "KCV-0033", "CM-GC", .low, "1.3.1", "Threshold for ended pods is not set",
            "Ended pods pile up.", "Set --terminated-pod-gc-threshold.", .present(["--terminated-pod-gc-threshold"]),
            profile: .all, good: "--terminated-pod-gc-threshold=10", bad: "--leader-elect=true"),
        row(
            .controllerManager, "KCV-0034", "CM-PROFILING", .low, "1.3.2", "Profiling is on",
            "Profiles tell of the inner state and cost time.", "Set --profiling=false.", .equal("--profiling", "false"),
            good: "--profiling=false", bad: "--profiling=true"),
        row(
            .controllerManager, "KCV-0035", "CM-ACCOUNTS", .low, "1.3.3", "Controllers share one account",
            "Each controller then has the rights of all.", "Set --use-service-account-credentials=true.",
            .equal("--use-service-account-credentials", "true"), good: "--use-service-account-credentials=true",
            bad: "--use-service-account-credentials=false"),
        row(
            .controllerManager, "KCV-0036", "CM-ACCOUNT-KEY", .low, "1.3.4", "No key for tokens of accounts",
            "Tokens cannot be rotated by their own key.", "Set --service-account-private-key-file.",
            .present(["--service-account-private-key-file"]), good: "--service-account-private-key-file=/a",
            bad: "--leader-elect=true"),
        row(
            .controllerManager, "KCV-0037", "CM-ROOT-CA", .low, "1.3.5", "Pods cannot verify the API server",
            "Without the authority in their token folder pods cannot tell the API server from others.",
            "Set --root-ca-file.", .present(["--root-ca-file"]), good: "--root-ca-file=/a", bad: "--leader-elect=true"),
        row(
            .controllerManager, "KCV-0038", "CM-ROTATE", .low, "1.3.6", "Certificates of kubelets are not rotated",
            "Certificates run out or stay good for long after they leaked.",
            "Remove RotateKubeletServerCertificate=false from --feature-gates.",
            .avoids("--feature-gates", "RotateKubeletServerCertificate=false"),
            good: "--feature-gates=RotateKubeletServerCertificate=true",
            bad: "--feature-gates=RotateKubeletServerCertificate=false"),
        row(
            .controllerManager, "KCV-0039", "CM-BIND", .low, "1.3.7", "Listens on more than localhost",
            "Its metrics and health answer the network.", "Set --bind-address=127.0.0.1.",
            .equal("--bind-address", "127.0.0.1"), good: "--bind-address=127.0.0.1", bad: "--bind-address=0.0.0.0"),
    ]

    private static let scheduler: [any KubernetesRule] = [
        row(
            .scheduler, "KCV-0040", "SCHEDULER-PROFILING", .low, "1.4.1", "Profiling is on",
            "Profiles tell of the inner state and cost time.", "Set --profiling=false.", .equal("--profiling", "false"),
            good: "--profiling=false", bad: "--profiling=true"),
        row(
            .scheduler, "KCV-0041", "SCHEDULER-BIND", .low, "1.4.2", "Listens on more than localhost",
            "Its metrics and health answer the network.", "Set --bind-address=127.0.0.1.",
            .equal("--bind-address", "127.0.0.1"), good: "--bind-address=127.0.0.1", bad: "--bind-address=0.0.0.0"),
    ]

    private static let etcd: [any KubernetesRule] = [
        row(
            .etcd, "KCV-0042", "ETCD-TLS", .low, "2.1", "No certificate of its own",
            "Everything the cluster knows crosses the network readable.", "Set --cert-file and --key-file.",
            .present(["--cert-file", "--key-file"]), good: "--cert-file=/a --key-file=/b", bad: "--cert-file=/a"),
        row(
            .etcd, "KCV-0043", "ETCD-CLIENT-AUTH", .low, "2.2", "Clients need no certificate",
            "Whoever reaches etcd reads and writes every object.", "Set --client-cert-auth=true.",
            .equal("--client-cert-auth", "true"), good: "--client-cert-auth=true", bad: "--client-cert-auth=false"),
        row(
            .etcd, "KCV-0044", "ETCD-AUTO-TLS", .low, "2.3", "Certificate made by itself",
            "A self-signed certificate can be verified by nobody.", "Remove --auto-tls=true.",
            .unequal("--auto-tls", "true"), good: "--auto-tls=false", bad: "--auto-tls=true"),
        row(
            .etcd, "KCV-0045", "ETCD-PEER-TLS", .low, "2.4", "No certificate between members",
            "What members tell each other crosses the network readable.", "Set --peer-cert-file and --peer-key-file.",
            .present(["--peer-cert-file", "--peer-key-file"]), good: "--peer-cert-file=/a --peer-key-file=/b",
            bad: "--peer-cert-file=/a"),
        row(
            .etcd, "KCV-0046", "ETCD-PEER-AUTH", .low, "2.5", "Members need no certificate",
            "Anyone can join and read all.", "Set --peer-client-cert-auth=true.",
            .equal("--peer-client-cert-auth", "true"), good: "--peer-client-cert-auth=true",
            bad: "--peer-client-cert-auth=false"),
        row(
            .etcd, "KCV-0047", "ETCD-PEER-AUTO-TLS", .low, "2.6", "Certificate of members made by itself",
            "A self-signed certificate can be verified by nobody.", "Remove --peer-auto-tls=true.",
            .unequal("--peer-auto-tls", "true"), good: "--peer-auto-tls=false", bad: "--peer-auto-tls=true"),
    ]
}
