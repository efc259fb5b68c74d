import Documents

/// CycloneDX 1.2 to 1.7 in XML.
struct CycloneDXXMLReader {
    private var content = SBOMContent(format: .cycloneDXXML)
    private let limits: SBOMLimits
    private var number = 0

    static func read(_ bytes: [UInt8], limits: SBOMLimits) throws(SBOMError) -> SBOMContent {
        let root: XMLElement
        do throws(DocumentError) {
            root = try XMLTree(bytes, limits: limits.document).root
        } catch {
            throw SBOMError(error)
        }
        guard root.isNamed("bom") else { throw SBOMError(at: root, "the root element is '\(root.name)', not 'bom'") }
        var reader = CycloneDXXMLReader(limits: limits)
        try reader.read(root)
        return reader.content
    }

    private init(limits: SBOMLimits) { self.limits = limits }

    private mutating func read(_ root: XMLElement) throws(SBOMError) {
        // http://cyclonedx.org/schema/bom/1.6
        content.specVersion = root.attribute("xmlns")?.split(separator: "/").last.map(String.init)
        let metadata = root["metadata"]
        content.created = metadata?.text("timestamp")
        if let tools = metadata?["tools"], let tool = tools["components"]?["component"] ?? tools["tool"] {
            content.tool = [tool.text("name"), tool.text("version")].compactMap { $0 }.joined(separator: " ")
        }
        for property in metadata.map(Self.properties(of:)) ?? [] where property.name == "drydock:partial" {
            content.partialReasons.append(property.value)
        }
        if let subject = metadata?["component"] {
            try add(subject, role: .subject)
            content.name = subject.text("name")
        }
        var open = [root["components"]].compactMap { $0 }
        while let list = open.popLast() {
            for component in list.children where component.isNamed("component") {
                try add(component, role: CycloneDXJSONReader.role(component.attribute("type")))
                if let nested = component["components"] { open.append(nested) }
            }
        }
        for dependency in root["dependencies"]?.children("dependency") ?? [] {
            guard let reference = dependency.attribute("ref") else { continue }
            content.dependencies[reference, default: []] +=
                dependency.children("dependency").compactMap { $0.attribute("ref") }
        }
    }

    private mutating func add(_ element: XMLElement, role: SBOMComponent.Role) throws(SBOMError) {
        number += 1
        guard number <= limits.components else {
            throw SBOMError(at: element, "more than \(limits.components) components")
        }
        var component = SBOMComponent(
            reference: element.attribute("bom-ref") ?? "component \(number)", role: role)
        for child in element.children {
            switch child.name {
            case "group": if !child.text.isEmpty { component.name = "\(child.text)/\(component.name)" }
            case "name": component.name += child.text
            case "version": component.version = child.text
            case "description": component.description = child.text
            case "purl": component.purl = child.text
            case "cpe": component.cpes.append(child.text)
            case "licenses": component.licences = Self.licences(child)
            case "hashes":
                for hash in child.children where hash.attribute("alg") == "SHA-256" {
                    component.digest = "sha256:\(hash.text)"
                }
            case "evidence":
                for place in child["occurrences"]?.children("occurrence") ?? [] {
                    guard let path = place.text("location") else { continue }
                    component.places.append((path, place.text("additionalContext")))
                }
            default: break
            }
        }
        component.properties = Self.properties(of: element)
        content.components.append(component)
    }

    private static func licences(_ list: XMLElement) -> [String] {
        list.children.compactMap { entry in
            if entry.isNamed("expression") { return entry.text }
            return entry.text("id") ?? entry.text("name")
        }
    }

    private static func properties(of element: XMLElement) -> [(name: String, value: String)] {
        element["properties"]?.children("property").compactMap { property in
            property.attribute("name").map { ($0, property.text) }
        } ?? []
    }
}

extension SBOMError {
    fileprivate init(at element: XMLElement, _ problem: String) {
        self.init(DocumentError(problem, at: element.position))
    }
}
