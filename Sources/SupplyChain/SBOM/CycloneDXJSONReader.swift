import Documents

/// CycloneDX 1.2 to 1.7 in JSON.
struct CycloneDXJSONReader {
    private var content = SBOMContent(format: .cycloneDXJSON)
    private let limits: SBOMLimits
    private var number = 0

    static func read(_ root: JSONValue, limits: SBOMLimits) throws(SBOMError) -> SBOMContent {
        var reader = CycloneDXJSONReader(limits: limits)
        try reader.read(root)
        return reader.content
    }

    private init(limits: SBOMLimits) { self.limits = limits }

    private mutating func read(_ root: JSONValue) throws(SBOMError) {
        content.specVersion = root["specVersion"]?.string
        let metadata = root["metadata"]
        content.created = metadata?["timestamp"]?.string
        content.tool = metadata?["tools"].flatMap(Self.tool)
        for property in Self.properties(metadata?["properties"]) where property.name == "drydock:partial" {
            content.partialReasons.append(property.value)
        }
        if let subject = metadata?["component"], subject.isObject {
            try add(subject, role: .subject)
            content.name = subject["name"]?.string
        }
        guard let components = root["components"] else { return readDependencies(root) }
        guard components.isArray else { throw SBOMError("'components' is no array", at: components) }
        // Components may lie in each other.
        var open = [components]
        while let list = open.popLast() {
            for component in list.elements {
                guard component.isObject else { throw SBOMError("a component is no object", at: component) }
                try add(component, role: Self.role(component["type"]?.string))
                if let nested = component["components"], nested.isArray { open.append(nested) }
            }
        }
        readDependencies(root)
    }

    private mutating func readDependencies(_ root: JSONValue) {
        for dependency in root["dependencies"]?.elements ?? JSONValue.noElements {
            guard let reference = dependency["ref"]?.string else { continue }
            content.dependencies[reference, default: []] +=
                dependency["dependsOn"]?.elements.compactMap(\.string) ?? []
        }
    }

    private mutating func add(_ value: JSONValue, role: SBOMComponent.Role) throws(SBOMError) {
        number += 1
        guard number <= limits.components else {
            throw SBOMError("more than \(limits.components) components", at: value)
        }
        var component = SBOMComponent(reference: value["bom-ref"]?.string ?? "component \(number)", role: role)
        component.name = value["name"]?.string ?? ""
        if let group = value["group"]?.string, !group.isEmpty { component.name = "\(group)/\(component.name)" }
        component.version = value["version"]?.string ?? ""
        component.description = value["description"]?.string
        component.purl = value["purl"]?.string
        component.properties = Self.properties(value["properties"])
        if let cpe = value["cpe"]?.string { component.cpes.append(cpe) }
        for entry in value["licenses"]?.elements ?? JSONValue.noElements {
            let licence = entry["license"]
            if let text = entry["expression"]?.string ?? licence?["id"]?.string ?? licence?["name"]?.string {
                component.licences.append(text)
            }
        }
        for hash in value["hashes"]?.elements ?? JSONValue.noElements where hash["alg"]?.string == "SHA-256" {
            component.digest = hash["content"]?.string.map { "sha256:\($0)" }
        }
        for place in value["evidence"]?["occurrences"]?.elements ?? JSONValue.noElements {
            guard let path = place["location"]?.string else { continue }
            component.places.append((path, place["additionalContext"]?.string))
        }
        content.components.append(component)
    }

    static func role(_ type: String?) -> SBOMComponent.Role {
        switch type {
        case "operating-system": .operatingSystem
        case "file", "container", "device", "firmware", "data", "platform", "device-driver", "machine-learning-model",
            "cryptographic-asset":
            .file
        default: .package
        }
    }

    private static func properties(_ list: JSONValue?) -> [(name: String, value: String)] {
        list?.elements.compactMap { property in
            guard let name = property["name"]?.string, let value = property["value"]?.string else { return nil }
            return (name, value)
        } ?? []
    }

    /// An array of tools up to 1.4, an object with components since 1.5.
    private static func tool(_ tools: JSONValue) -> String? {
        let list = tools.isArray ? tools : tools["components"] ?? tools
        for tool in list.elements {
            guard let name = tool["name"]?.string else { continue }
            return tool["version"]?.string.map { "\(name) \($0)" } ?? name
        }
        return nil
    }
}

extension JSONValue {
    /// For loops over what may be missing.
    static var noElements: JSONValue.Elements { empty.elements }

    private static let empty: JSONValue = {
        // An empty array is always well formed.
        guard let document = try? JSONDocument(Array("[]".utf8)) else { preconditionFailure("[] is no JSON") }
        return document.root
    }()
}

extension SBOMError {
    init(_ problem: String, at value: JSONValue) {
        let position = value.position
        self.init(problem, line: position.line, column: position.column)
    }
}
