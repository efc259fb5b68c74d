import Documents

/// The vulnerabilities of a CycloneDX document with an analysis. Source: CycloneDX 1.4 to 1.7, `vulnerabilities`.
enum CycloneDXVEX {
    static func isDocument(_ root: JSONValue) -> Bool { root["bomFormat"]?.string == "CycloneDX" }

    static func statements(of root: JSONValue, file: String) throws(PolicyError) -> [VEXStatement] {
        guard let list = root["vulnerabilities"], list.isArray else {
            throw PolicyError("the CycloneDX document has no vulnerabilities, so it is no VEX", file: file)
        }
        let components = componentNames(root)
        let documentTime = root["metadata"]?["timestamp"]?.string
        var statements: [VEXStatement] = []
        for entry in list.elements {
            guard let analysis = entry["analysis"], let state = analysis["state"]?.string,
                let status = status(ofState: state)
            else { continue }
            let names =
                [entry["id"]?.string].compactMap { $0 }
                + (entry["references"]?.elements.compactMap { $0["id"]?.string } ?? [])
            let affected = entry["affects"]?.elements.flatMap { products(affectedBy: $0, components) } ?? []
            statements.append(
                VEXStatement(
                    vulnerabilities: names, products: affected, status: status,
                    justification: analysis["justification"]?.string ?? (state == "false_positive" ? state : nil),
                    detail: analysis["detail"]?.string,
                    timestamp: analysis["lastUpdated"]?.string ?? analysis["firstIssued"]?.string ?? documentTime,
                    origin: file))
        }
        return statements
    }

    private static func status(ofState state: String) -> VEXStatement.Status? {
        switch state {
        case "not_affected", "false_positive": .notAffected
        case "resolved", "resolved_with_pedigree": .fixed
        case "exploitable": .affected
        case "in_triage": .underInvestigation
        default: nil
        }
    }

    /// The purl of each component by its bom-ref.
    private static func componentNames(_ root: JSONValue) -> [String: String] {
        var names: [String: String] = [:]
        var open = [root["metadata"]?["component"]].compactMap { $0 } + (root["components"]?.elements.map { $0 } ?? [])
        while let component = open.popLast() {
            if let reference = component["bom-ref"]?.string {
                names[reference] = component["purl"]?.string ?? component["name"]?.string
            }
            open += component["components"]?.elements.map { $0 } ?? []
        }
        return names
    }

    /// `ref` is a bom-ref of this document, a purl, or a BOM-Link `urn:cdx:serial/version#bom-ref`.
    private static func products(affectedBy entry: JSONValue, _ components: [String: String]) -> [VEXStatement.Product]
    {
        guard let reference = entry["ref"]?.string else { return [] }
        var name = components[reference] ?? reference
        if name.hasPrefix("urn:cdx:"), let hash = name.firstIndex(of: "#") {
            let part = String(name[name.index(after: hash)...])
            name = components[part] ?? part
        }
        let versions =
            entry["versions"]?.elements.compactMap { version -> String? in
                version["status"]?.string == "unaffected" ? nil : version["version"]?.string
            } ?? []
        let hasVersion = name.lastIndex(of: "@").map { !name[$0...].contains("/") } ?? false
        guard !versions.isEmpty, !hasVersion, name.hasPrefix("pkg:") else { return [.init(names: [name])] }
        let mark = name.firstIndex(where: { $0 == "?" || $0 == "#" }) ?? name.endIndex
        return versions.map { .init(names: [name[..<mark] + "@" + $0 + name[mark...]]) }
    }
}
