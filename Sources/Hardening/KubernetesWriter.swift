extension Generator {
    /// One stream of objects, in the order in which they are to be applied.
    func kubernetes() -> String {
        var objects = [namespaceObject, account, role, binding, deployment]
        if choices.port != nil { objects.append(service) }
        if choices.replicas > 1 { objects.append(budget) }
        objects += [denyPolicy, policy]
        return objects.joined(separator: "---\n")
    }

    private func head(_ version: String, _ kind: String, name: String? = nil) -> String {
        """
        apiVersion: \(version)
        kind: \(kind)
        metadata:
          name: \(Self.scalar(name ?? choices.name))
          namespace: \(Self.scalar(choices.namespace))
          labels: {app.kubernetes.io/name: \(Self.scalar(choices.name))}

        """
    }

    private var selector: String { "{app.kubernetes.io/name: \(Self.scalar(choices.name))}" }

    /// A DNS label that YAML would read as a number or a truth value is quoted.
    private static func scalar(_ label: String) -> String {
        let isWord = label.utf8.first.map { $0 >= 0x61 && $0 <= 0x7A } ?? false
        let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        return isWord && !words.contains(label) ? label : quoted(label)
    }

    private var namespaceObject: String {
        """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: \(Self.scalar(choices.namespace))
          labels:
            pod-security.kubernetes.io/enforce: restricted
            pod-security.kubernetes.io/audit: restricted
            pod-security.kubernetes.io/warn: restricted

        """
    }

    private var account: String { head("v1", "ServiceAccount") + "automountServiceAccountToken: false\n" }

    private var role: String {
        "# Nothing is allowed. List here what the program asks of the API, and nothing more.\n"
            + head("rbac.authorization.k8s.io/v1", "Role") + "rules: []\n"
    }

    private var binding: String {
        head("rbac.authorization.k8s.io/v1", "RoleBinding") + """
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: Role
              name: \(Self.scalar(choices.name))
            subjects:
              - kind: ServiceAccount
                name: \(Self.scalar(choices.name))
                namespace: \(Self.scalar(choices.namespace))

            """
    }

    private var deployment: String {
        let name = Self.scalar(choices.name)
        var text =
            head("apps/v1", "Deployment") + """
                spec:
                  replicas: \(choices.replicas)
                  selector:
                    matchLabels: \(selector)
                  strategy:
                    type: RollingUpdate
                    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
                  template:
                    metadata:
                      labels: \(selector)
                    spec:
                      serviceAccountName: \(name)
                      automountServiceAccountToken: false
                      securityContext:
                        runAsNonRoot: true
                        runAsUser: 65532
                        runAsGroup: 65532
                        fsGroup: 65532
                        seccompProfile: {type: RuntimeDefault}
                      affinity:
                        podAntiAffinity:
                          preferredDuringSchedulingIgnoredDuringExecution:
                            - weight: 100
                              podAffinityTerm:
                                topologyKey: kubernetes.io/hostname
                                labelSelector:
                                  matchLabels: \(selector)
                      containers:
                        - name: \(name)
                          image: \(Self.quoted(choices.image))
                          imagePullPolicy: IfNotPresent
                          securityContext:
                            allowPrivilegeEscalation: false
                            privileged: false
                            readOnlyRootFilesystem: true
                            runAsNonRoot: true
                            capabilities: {drop: [ALL]}
                            seccompProfile: {type: RuntimeDefault}
                          env:
                            - {name: GOMEMLIMIT, value: 115MiB}
                          resources:
                            requests: {cpu: 50m, memory: 64Mi, ephemeral-storage: 16Mi}
                            limits: {cpu: 500m, memory: 128Mi, ephemeral-storage: 64Mi}
                          volumeMounts:
                            - {name: tmp, mountPath: /tmp}

                """
        if let port = choices.port {
            text += "          ports:\n            - {name: \(portName), containerPort: \(port)}\n"
            text += probe("startupProbe", choices.healthPath, ["periodSeconds: 2", "failureThreshold: 30"])
            text += probe("livenessProbe", choices.healthPath, ["periodSeconds: 10", "timeoutSeconds: 3"])
            text += probe(
                "readinessProbe", choices.readyPath ?? choices.healthPath, ["periodSeconds: 5", "timeoutSeconds: 3"])
        }
        text += "      volumes:\n        - name: tmp\n          emptyDir: {sizeLimit: 16Mi}\n"
        return text
    }

    private var portName: String { choices.servesGRPCHealth ? "grpc" : program.source.servesHTTP ? "http" : "main" }

    private func probe(_ kind: String, _ path: String?, _ settings: [String]) -> String {
        let action: String
        if let path {
            action = "httpGet: {path: \(Self.quoted(path)), port: \(portName)}"
        } else if choices.servesGRPCHealth, let port = choices.port {
            action = "grpc: {port: \(port)}"
        } else {
            action = "tcpSocket: {port: \(portName)}"
        }
        return "          \(kind):\n" + ([action] + settings).map { "            \($0)\n" }.joined()
    }

    private var service: String {
        head("v1", "Service") + """
            spec:
              type: ClusterIP
              selector: \(selector)
              ports:
                - {name: \(portName), port: \(program.source.servesHTTP ? 80 : choices.port ?? 80), targetPort: \(portName)}

            """
    }

    private var budget: String {
        head("policy/v1", "PodDisruptionBudget") + """
            spec:
              maxUnavailable: 1
              unhealthyPodEvictionPolicy: AlwaysAllow
              selector:
                matchLabels: \(selector)

            """
    }

    private var denyPolicy: String {
        "# What no other policy allows is forbidden, also to pods that come later.\n"
            + head("networking.k8s.io/v1", "NetworkPolicy", name: "default-deny") + """
                spec:
                  podSelector: {}
                  policyTypes: [Ingress, Egress]

                """
    }

    private var policy: String {
        var text =
            head("networking.k8s.io/v1", "NetworkPolicy") + """
                spec:
                  podSelector:
                    matchLabels: \(selector)
                  policyTypes: [Ingress, Egress]

                """
        if let port = choices.port {
            text += """
                  # Any pod of the cluster; narrow it to the namespace of the proxy.
                  ingress:
                    - from:
                        - namespaceSelector: {}
                      ports:
                        - {port: \(port), protocol: TCP}

                """
        }
        text += """
              # Names are resolved; add the addresses and ports that the program calls.
              egress:
                - to:
                    - namespaceSelector:
                        matchLabels: {kubernetes.io/metadata.name: kube-system}
                  ports:
                    - {port: 53, protocol: UDP}
                    - {port: 53, protocol: TCP}

            """
        return text
    }
}
