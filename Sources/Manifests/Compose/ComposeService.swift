/// One service of a compose file as it takes effect: its own settings, those of the override file, and what it extends.
public struct ComposeService: Sendable {
    public let name: String
    /// The key in `services` of the file at hand.
    public let key: YAMLNode
    /// As written in the file at hand.
    public let node: YAMLNode
    /// Settings, the strongest first; those of other files among them.
    public let layers: [YAMLNode]
    /// Whether all that it extends was found; else what is missing here may be set there.
    public let isComplete: Bool
    public let variables: ComposeVariables

    /// The value of a setting, the strongest one.
    public subscript(_ field: String) -> YAMLNode? {
        for layer in layers {
            if let value = layer[field] { return value.localTag == "!reset" ? nil : value }
        }
        return nil
    }

    /// A setting of the file at hand alone, so that its place can be reported.
    public func own(_ field: String) -> YAMLNode? { node[field] }

    /// Items of a list setting of all layers; Compose joins them, down to one that says `!reset` or `!override`.
    public func list(_ field: String) -> [YAMLNode] {
        var items: [YAMLNode] = []
        for layer in layers {
            guard let value = layer[field] else { continue }
            let tag = value.localTag
            if tag != "!reset" { items += value.isSequence ? value.items : value.isScalar ? [value] : [] }
            if tag != nil { break }
        }
        return items
    }

    /// The text of a value with variables put in; nil where it cannot be known.
    public func text(_ node: YAMLNode?) -> String? {
        guard let text = node?.text else { return nil }
        return ComposeVariables.hasVariables(text) ? variables.expand(text) : text
    }

    public func isTrue(_ node: YAMLNode?) -> Bool {
        guard let node else { return false }
        return node.isTrue || text(node) == "true"
    }

    // MARK: Parts in short and long form

    public struct Variable: Sendable {
        public var name: String
        /// nil: taken from the environment of whoever runs Compose.
        public var value: String?
        public var place: Range<Int>
    }

    /// `environment` of the file at hand, as a list or a mapping.
    public var environment: [Variable] {
        guard let node = own("environment") else { return [] }
        if node.isMapping {
            return node.entries.filter { $0.key.tree === self.node.tree }.map {
                Variable(
                    name: $0.name, value: $0.value.string,
                    place: $0.value.range.isEmpty ? $0.key.range : $0.value.range)
            }
        }
        return node.items.compactMap { item in
            guard let text = item.text else { return nil }
            guard let sign = text.firstIndex(of: "=") else {
                return Variable(name: text, value: nil, place: item.range)
            }
            return Variable(
                name: String(text[..<sign]), value: String(text[text.index(after: sign)...]), place: item.range)
        }
    }

    public struct Port: Sendable {
        /// Address on the host; nil: all interfaces.
        public var address: String?
        /// As written, a range perhaps; nil: a free one.
        public var published: String?
        public var target: String
        public var transport: String
        public var node: YAMLNode
    }

    /// `ports` of the file at hand.
    public var ports: [Port] {
        (own("ports")?.items ?? []).compactMap { item in
            if item.isMapping {
                return Port(
                    address: text(item["host_ip"]), published: text(item["published"]),
                    target: text(item["target"]) ?? "", transport: item["protocol"]?.text ?? "tcp", node: item)
            }
            guard let text = text(item) else { return nil }
            return Self.port(text, item)
        }
    }

    /// `[ADDRESS:][HOST:]CONTAINER[/TRANSPORT]`.
    static func port(_ text: String, _ node: YAMLNode) -> Port {
        var rest = text[...]
        var transport = "tcp"
        if let slash = rest.lastIndex(of: "/") {
            transport = String(rest[rest.index(after: slash)...])
            rest = rest[..<slash]
        }
        var address: String?
        if rest.first == "[", let end = rest.firstIndex(of: "]") {
            address = String(rest[rest.index(after: rest.startIndex)..<end])
            rest = rest[rest.index(after: end)...].drop { $0 == ":" }
        }
        let parts = rest.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1: return Port(address: address, published: nil, target: parts[0], transport: transport, node: node)
        case 2: return Port(address: address, published: parts[0], target: parts[1], transport: transport, node: node)
        default:
            let front = parts.dropLast(2).joined(separator: ":")
            return Port(
                address: address ?? front, published: parts[parts.count - 2], target: parts[parts.count - 1],
                transport: transport, node: node)
        }
    }

    public struct Mount: Sendable {
        /// Path on the host or name of a volume; nil: anonymous.
        public var source: String?
        public var target: String
        public var isReadOnly: Bool
        /// Whether it comes from a path of the host.
        public var isBind: Bool
        public var propagation: String?
        public var node: YAMLNode
    }

    /// `volumes` of the file at hand.
    public var mounts: [Mount] {
        (own("volumes")?.items ?? []).compactMap { item in
            if item.isMapping {
                let type = item["type"]?.text ?? "volume"
                return Mount(
                    source: text(item["source"]), target: text(item["target"]) ?? "",
                    isReadOnly: isTrue(item["read_only"]), isBind: type == "bind",
                    propagation: item["bind"]?["propagation"]?.text, node: item)
            }
            guard let text = text(item) else { return nil }
            return Self.mount(text, item)
        }
    }

    /// `[SOURCE:]TARGET[:MODE]`.
    static func mount(_ text: String, _ node: YAMLNode) -> Mount {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1 else {
            return Mount(source: nil, target: text, isReadOnly: false, isBind: false, propagation: nil, node: node)
        }
        let source = parts[0]
        let modes = parts.count > 2 ? parts[2].split(separator: ",").map(String.init) : []
        let isBind = source.hasPrefix("/") || source.hasPrefix(".") || source.hasPrefix("~")
        return Mount(
            source: source, target: parts[1], isReadOnly: modes.contains("ro"), isBind: isBind,
            propagation: modes.first { $0.hasSuffix("shared") || $0.hasSuffix("slave") }, node: node)
    }

    /// Names of the networks it joins; empty: the default one.
    public var networks: [String] {
        for layer in layers {
            guard let node = layer["networks"] else { continue }
            return node.isMapping ? node.entries.map(\.name) : node.items.compactMap(\.text)
        }
        return []
    }

    /// Values of `security_opt`, `=` and `:` made alike.
    public var securityOptions: [String] {
        list("security_opt").compactMap { text($0) }.map { option in
            String(option.map { $0 == "=" ? ":" : $0 })
        }
    }

    /// The image's name with variables put in.
    public var image: String? { text(self["image"]) }

    /// `image` without registry and tag, in small letters: `postgres` of `docker.io/library/postgres:16`.
    public var imageName: String? {
        guard let image = self["image"]?.text else { return nil }
        let known = text(self["image"]) ?? image
        let last = known.split(separator: "/").last ?? ""
        return last.prefix { $0 != ":" && $0 != "@" }.lowercased()
    }
}

extension YAMLNode {
    /// `!reset` or `!override` in front of the value.
    /// Source: Compose specification, "Merge", resetting and replacing a value.
    fileprivate var localTag: String? {
        let bytes = tree.source.bytes
        var end = range.lowerBound
        while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        for tag in ["!reset", "!override"] where end >= tag.utf8.count {
            if bytes[end - tag.utf8.count..<end].elementsEqual(tag.utf8) { return tag }
        }
        return nil
    }
}
