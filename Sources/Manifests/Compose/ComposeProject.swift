/// A compose file with what belongs to it: the override file beside it and files it extends.
public struct ComposeProject: Sendable {
    public let path: String
    public let tree: YAMLTree
    public let root: YAMLNode
    /// Services that the file at hand declares, in its order.
    public let services: [ComposeService]
    /// Whether this file only adds to another: then what is missing here is set there.
    public let isOverride: Bool
    /// Roots of the file, its override and what it includes.
    public let roots: [YAMLNode]
    /// Whether files it includes were not found.
    public let hasUnknownParts: Bool
    public let decisions: ManifestDecisions

    /// Reads one file; nil where it is no compose file.
    ///
    /// - Parameters:
    ///   - others: further files by path, for overrides, `extends` and `include`.
    ///   - variables: what interpolation knows.
    public init?(
        path: String, tree: YAMLTree, others: [String: YAMLTree] = [:],
        variables: ComposeVariables = ComposeVariables(), decisions: ManifestDecisions = ManifestDecisions()
    ) {
        self.decisions = decisions
        guard let root = tree.roots.first, Self.isCompose(root, path: path) else { return nil }
        self.path = path
        self.tree = tree
        self.root = root
        let folder = Self.folder(of: path)
        let name = Self.name(of: path)
        isOverride = Self.isOverrideName(name)

        var overrides: [YAMLNode] = []
        if !isOverride {
            for candidate in Self.overrideNames(of: name) {
                if let other = others[folder + candidate]?.roots.first { overrides.append(other) }
            }
        }
        var roots = [root] + overrides
        var hasUnknownParts = false
        for item in root["include"]?.items ?? [] {
            let paths = item.isScalar ? [item] : item["path"].map { $0.isSequence ? $0.items : [$0] } ?? []
            for included in paths {
                if let text = included.text, let other = others[Self.join(folder, text)]?.roots.first {
                    roots.append(other)
                } else {
                    hasUnknownParts = true
                }
            }
        }
        self.roots = roots
        self.hasUnknownParts = hasUnknownParts

        services = (root["services"]?.entries ?? []).compactMap { entry in
            guard entry.value.isMapping else { return nil }
            var layers: [YAMLNode] = overrides.compactMap { $0["services"]?[entry.name] }.filter(\.isMapping)
            layers.append(entry.value)
            var isComplete = true
            var at = (node: entry.value, root: root, folder: folder)
            for _ in 0..<Self.deepestExtension {
                guard let extends = at.node["extends"] else { break }
                let service = (extends.isScalar ? extends : extends["service"])?.text ?? ""
                var next = (root: at.root, folder: at.folder)
                if let file = extends["file"]?.text {
                    let target = Self.join(at.folder, file)
                    guard let other = others[target]?.roots.first else {
                        isComplete = false
                        break
                    }
                    next = (other, Self.folder(of: target))
                }
                guard let base = next.root["services"]?[service], base.isMapping else {
                    isComplete = false
                    break
                }
                layers.append(base)
                at = (base, next.root, next.folder)
            }
            return ComposeService(
                name: entry.name, key: entry.key, node: entry.value, layers: layers, isComplete: isComplete,
                variables: variables)
        }
    }

    /// How many services may extend each other in a row.
    private static let deepestExtension = 16

    /// A top-level entry such as a network, wherever it is defined.
    public func definition(_ section: String, _ name: String) -> YAMLNode? {
        for root in roots {
            if let entry = root[section]?.entry(name) { return entry.value }
        }
        return nil
    }

    // MARK: Names

    /// Whether a file's name says that it is a compose file.
    public static func isComposeName(_ path: String) -> Bool {
        let name = Self.name(of: path)
        guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { return false }
        let stem = name.hasSuffix(".yaml") ? name.dropLast(5) : name.dropLast(4)
        return stem == "compose" || stem == "docker-compose" || stem.hasPrefix("compose.")
            || stem.hasPrefix("docker-compose.") || stem.hasPrefix("docker-compose-") || stem.hasPrefix("compose-")
            || stem.hasSuffix(".compose") || stem.hasSuffix("-compose")
    }

    /// Whether a document is one: by name, or by services that have an image or a build.
    public static func isCompose(_ root: YAMLNode, path: String) -> Bool {
        guard root.isMapping, let services = root["services"], services.isMapping, !root.has("apiVersion") else {
            return false
        }
        if isComposeName(path) { return true }
        return services.writtenEntries.contains {
            $0.value.isMapping && ($0.value.has("image") || $0.value.has("build"))
                && ($0.value.has("ports") || $0.value.has("volumes") || $0.value.has("environment")
                    || $0.value.has("depends_on"))
        } && !root.has("jobs") && !root.has("stages") && !root.has("steps")
    }

    private static func isOverrideName(_ name: String) -> Bool {
        name.contains(".override.")
    }

    private static func overrideNames(of name: String) -> [String] {
        let stem = name.hasSuffix(".yaml") ? name.dropLast(5) : name.hasSuffix(".yml") ? name.dropLast(4) : name[...]
        return [stem + ".override.yaml", stem + ".override.yml"]
    }

    private static func name(of path: String) -> String {
        String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
    }

    /// With the slash behind it; empty for none.
    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return String(path[...slash])
    }

    /// A relative path as seen from a folder, `.` and `..` taken out.
    public static func join(_ folder: String, _ path: String) -> String {
        if path.hasPrefix("/") { return path }
        var parts: [Substring] = []
        for part in (folder + path).split(separator: "/") {
            if part == "." { continue }
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        return (folder.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}
