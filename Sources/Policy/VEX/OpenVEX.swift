import Documents

/// OpenVEX documents, versions 0.0.1 and 0.2.0. Source: openvex/spec.
enum OpenVEX {
    static func isDocument(_ root: JSONValue) -> Bool {
        root["@context"]?.string?.contains("openvex") == true
            || (root["statements"]?.isArray == true && root["author"] != nil)
    }

    static func statements(of root: JSONValue, file: String) throws(PolicyError) -> [VEXStatement] {
        guard let list = root["statements"], list.isArray else {
            throw PolicyError("the OpenVEX document has no statements", file: file, root.position)
        }
        let documentTime = root["last_updated"]?.string ?? root["timestamp"]?.string
        var statements: [VEXStatement] = []
        for entry in list.elements {
            guard let word = entry["status"]?.string, let status = VEXStatement.Status(rawValue: word) else {
                throw PolicyError(
                    "a statement needs a status: not_affected, affected, fixed or under_investigation", file: file,
                    entry.position)
            }
            let names = vulnerabilityNames(entry["vulnerability"])
            guard !names.isEmpty else {
                throw PolicyError("a statement names no vulnerability", file: file, entry.position)
            }
            statements.append(
                VEXStatement(
                    vulnerabilities: names, products: entry["products"]?.elements.map(product) ?? [], status: status,
                    justification: entry["justification"]?.string,
                    detail: entry["impact_statement"]?.string ?? entry["status_notes"]?.string,
                    timestamp: entry["last_updated"]?.string ?? entry["timestamp"]?.string ?? documentTime, origin: file
                ))
        }
        return statements
    }

    /// A bare id (0.0.1) or an object with name, aliases and `@id`, which often is an address that ends in the id.
    private static func vulnerabilityNames(_ value: JSONValue?) -> [String] {
        guard let value else { return [] }
        if let name = value.string { return [name] }
        var names = [value["name"]?.string].compactMap { $0 } + (value["aliases"]?.elements.compactMap(\.string) ?? [])
        if let id = value["@id"]?.string, let last = id.split(separator: "/").last { names.append(String(last)) }
        return names
    }

    private static func product(_ value: JSONValue) -> VEXStatement.Product {
        VEXStatement.Product(names: names(of: value), parts: value["subcomponents"]?.elements.flatMap(names) ?? [])
    }

    private static func names(of component: JSONValue) -> [String] {
        if let name = component.string { return [name] }
        let identifiers = component["identifiers"]?.members.compactMap(\.value.string) ?? []
        return ([component["@id"]?.string].compactMap { $0 } + identifiers)
    }
}
