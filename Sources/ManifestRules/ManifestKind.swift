import Manifests

/// What a file of configuration is.
public enum ManifestKind: String, Sendable {
    case dockerfile, compose, kubernetes
    /// A kustomization: read by `kustomize build`; only its own text is judged.
    case kustomization
    /// A template of a Helm chart or another text that is no YAML until it is rendered.
    case template

    /// Tells by name alone whether a file is worth reading, so that a walk over a tree need not open the rest.
    public static func isCandidate(path: String) -> Bool {
        let name = Self.name(of: path)
        return isDockerfileName(name) || name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json")
    }

    /// Names BuildKit and Podman users give: `Dockerfile`, `Containerfile`, `api.Dockerfile`, `Dockerfile.dev`.
    static func isDockerfileName(_ name: String) -> Bool {
        let lower = name.lowercased()
        if lower.hasSuffix(".dockerignore") || lower.hasSuffix(".md") { return false }
        return lower == "dockerfile" || lower == "containerfile" || lower.hasPrefix("dockerfile.")
            || lower.hasPrefix("containerfile.") || lower.hasSuffix(".dockerfile") || lower.hasSuffix(".containerfile")
    }

    /// Tells what a file is by name and a look at its bytes; nil: none of ours.
    ///
    /// A workflow or a file of values is turned down here without being parsed.
    public static func detect(path: String, bytes: [UInt8]) -> ManifestKind? {
        let name = Self.name(of: path)
        if isDockerfileName(name) { return .dockerfile }
        guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json") else { return nil }
        if name == "kustomization.yaml" || name == "kustomization.yml" { return .kustomization }
        if name == "Chart.yaml" || name == "package.json" || name == "package-lock.json" || name == "tsconfig.json" {
            return nil
        }
        let isCompose = ComposeProject.isComposeName(path) && !name.hasSuffix(".json")
        let looksKubernetes = holds(bytes, "apiVersion") && holds(bytes, "kind")
        let looksCompose = isCompose || !looksKubernetes && !name.hasSuffix(".json") && holds(bytes, "services:")
        guard looksKubernetes || looksCompose else { return nil }
        if !isCompose, HelmChart.isTemplate(bytes) { return .template }
        return looksKubernetes && !isCompose ? .kubernetes : .compose
    }

    private static func name(of path: String) -> String {
        String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
    }

    /// Whether a word stands in the bytes.
    private static func holds(_ bytes: [UInt8], _ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard bytes.count >= length else { return false }
        return bytes.withUnsafeBufferPointer { buffer in
            let first = word.utf8Start[0]
            for start in 0...(buffer.count - length) where buffer[start] == first {
                var offset = 1
                while offset < length, buffer[start + offset] == word.utf8Start[offset] { offset += 1 }
                if offset == length { return true }
            }
            return false
        }
    }
}
