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
            let named = Self.files(named: variables, folder: folder)
            let candidates =
                named.first == path
                ? Array(named.dropFirst()) : named.isEmpty ? Self.overrideNames(of: name).map { folder + $0 } : []
            for candidate in candidates {
                if let other = others[candidate]?.roots.first { overrides.append(other) }
            }
            // The last one wins.
            overrides.reverse()
        }
        var roots = [root] + overrides
        var hasUnknownParts = false
        var open = [(root: root, folder: folder)] + overrides.map { (root: $0, folder: folder) }
        var seen: Set<String> = [path]
        while let (root, folder) = open.popLast() {
            for target in Self.included(by: root, in: folder) where seen.insert(target).inserted {
                guard seen.count <= Self.mostIncluded, let other = others[target]?.roots.first else {
                    hasUnknownParts = true
                    continue
                }
                roots.append(other)
                open.append((other, Self.folder(of: target)))
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

    /// How many files one may include, through others too.
    private static let mostIncluded = 256
    /// How many services may extend each other in a row.
    private static let deepestExtension = 16

    /// A top-level entry such as a network, wherever it is defined.
    public func definition(_ section: String, _ name: String) -> YAMLNode? {
        for root in roots {
            if let entry = root[section]?.entry(name) { return entry.value }
        }
        return nil
    }

    // MARK: Other files

    /// Paths of the files that `include` names, in short and long form.
    private static func included(by root: YAMLNode, in folder: String) -> [String] {
        (root["include"]?.items ?? []).flatMap { item -> [String] in
            let paths = item.isScalar ? [item] : item["path"].map { $0.isSequence ? $0.items : [$0] } ?? []
            return paths.compactMap(\.text).map { join(folder, $0) }
        }
    }

    /// `COMPOSE_FILE`, where the `.env` beside the files sets it: the first of them and what overrides it.
    /// Source: Docker's manual, "Pre-defined environment variables".
    private static func files(named variables: ComposeVariables, folder: String) -> [String] {
        guard let text = variables["COMPOSE_FILE"] else { return [] }
        let separator = variables["COMPOSE_PATH_SEPARATOR"].flatMap(\.first) ?? ":"
        return text.split(separator: separator).map { join(folder, String($0)) }
    }

    /// Paths of the files that one refers to, whether they are there or not: its `.env`, overrides, what it includes and
    /// what its services extend.
    public static func references(of root: YAMLNode, path: String, variables: ComposeVariables = ComposeVariables())
        -> [String]
    {
        let folder = Self.folder(of: path)
        let extended = (root["services"]?.entries ?? []).compactMap { $0.value["extends"]?["file"]?.text }
        return [folder + ".env"] + overrideNames(of: name(of: path)).map { folder + $0 }
            + files(named: variables, folder: folder) + included(by: root, in: folder)
            + extended.map { join(folder, $0) }
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
        let own: [String] = [stem + ".override.yaml", stem + ".override.yml"]
        // Of the usual names any goes with any.
        guard stem == "compose" || stem == "docker-compose" else { return own }
        let other = stem == "compose" ? "docker-compose" : "compose"
        return own + [other + ".override.yaml", other + ".override.yml"]
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
