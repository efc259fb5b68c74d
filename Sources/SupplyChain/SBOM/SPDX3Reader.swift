import Documents

/// SPDX 3 as JSON-LD: a flat graph of elements, of which packages and relationships are read.
enum SPDX3Reader {
    static func read(_ root: JSONValue, limits: SBOMLimits) throws(SBOMError) -> SBOMContent {
        guard let graph = root["@graph"], graph.isArray else { throw SBOMError("'@graph' is no array", at: root) }
        var collector = SPDXCollector(format: .spdx3JSON, limits: limits)
        for element in graph.elements {
            switch type(of: element) {
            case "CreationInfo":
                collector.describe(
                    specVersion: element["specVersion"]?.string, name: nil, created: element["created"]?.string,
                    creator: nil, comment: nil)
            case "software_Sbom", "SpdxDocument":
                for id in element["rootElement"]?.elements ?? JSONValue.noElements {
                    id.string.map { collector.markDescribed($0) }
                }
            case "software_Package":
                guard collector.add(package(element)) else {
                    throw SBOMError("more than \(limits.components) packages", at: element)
                }
            case "Relationship", "LifecycleScopedRelationship":
                guard let from = element["from"]?.string, let type = element["relationshipType"]?.string else { break }
                for to in element["to"]?.elements ?? JSONValue.noElements {
                    to.string.map { collector.relate(from, spelt(type), $0, comment: element["comment"]?.string) }
                }
            default: break
            }
        }
        return collector.finish()
    }

    private static func type(of element: JSONValue) -> String? {
        (element["type"] ?? element["@type"])?.string
    }

    /// As SPDX 2 spells it.
    private static func spelt(_ type: String) -> String {
        switch type {
        case "dependsOn": "DEPENDS_ON"
        case "contains": "CONTAINS"
        case "describes": "DESCRIBES"
        default: type
        }
    }

    private static func package(_ value: JSONValue) -> SPDXPackage {
        var package = SPDXPackage()
        package.id = (value["spdxId"] ?? value["@id"])?.string ?? ""
        package.name = value["name"]?.string ?? ""
        package.version = value["software_packageVersion"]?.string ?? ""
        package.purl = value["software_packageUrl"]?.string
        package.sourceInfo = value["software_sourceInfo"]?.string
        package.purpose =
            value["software_primaryPurpose"]?.string == "operatingSystem"
            ? "OPERATING-SYSTEM" : value["software_primaryPurpose"]?.string
        for identifier in value["externalIdentifier"]?.elements ?? JSONValue.noElements {
            guard let locator = identifier["identifier"]?.string else { continue }
            switch identifier["externalIdentifierType"]?.string {
            case "packageUrl", "packageURL", "purl": package.addReference(type: "purl", locator: locator)
            case "cpe23", "cpe22": package.addReference(type: "cpe23Type", locator: locator)
            default: break
            }
        }
        return package
    }
}
