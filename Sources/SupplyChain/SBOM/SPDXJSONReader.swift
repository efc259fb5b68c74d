import Documents

/// SPDX 2.2 and 2.3 in JSON.
enum SPDXJSONReader {
    static func read(_ root: JSONValue, limits: SBOMLimits) throws(SBOMError) -> SBOMContent {
        var collector = SPDXCollector(format: .spdxJSON, limits: limits)
        let creation = root["creationInfo"]
        let creators = creation?["creators"]?.elements.compactMap(\.string) ?? []
        collector.describe(
            specVersion: root["spdxVersion"]?.string, name: root["name"]?.string,
            created: creation?["created"]?.string,
            creator: creators.first { $0.hasPrefix("Tool: ") }.map { String($0.dropFirst(6)) },
            comment: root["comment"]?.string)
        for id in root["documentDescribes"]?.elements ?? JSONValue.noElements {
            id.string.map { collector.markDescribed($0) }
        }
        if let packages = root["packages"] {
            guard packages.isArray else { throw SBOMError("'packages' is no array", at: packages) }
            for value in packages.elements {
                guard value.isObject else { throw SBOMError("a package is no object", at: value) }
                guard collector.add(package(value)) else {
                    throw SBOMError("more than \(limits.components) packages", at: value)
                }
            }
        }
        for value in root["relationships"]?.elements ?? JSONValue.noElements {
            guard let from = value["spdxElementId"]?.string, let type = value["relationshipType"]?.string,
                let to = value["relatedSpdxElement"]?.string
            else { continue }
            collector.relate(from, type, to, comment: value["comment"]?.string)
        }
        return collector.finish()
    }

    private static func package(_ value: JSONValue) -> SPDXPackage {
        var package = SPDXPackage()
        // One pass over the members, as files analysed make some packages long.
        for (name, member) in value.members {
            switch name {
            case "SPDXID": package.id = member.string ?? ""
            case "name": package.name = member.string ?? ""
            case "versionInfo": package.version = member.string ?? ""
            case "primaryPackagePurpose": package.purpose = member.string
            case "sourceInfo": package.sourceInfo = member.string
            case "licenseDeclared": package.licence = member.string
            case "externalRefs":
                for reference in member.elements {
                    guard let type = reference["referenceType"]?.string,
                        let locator = reference["referenceLocator"]?.string
                    else { continue }
                    package.addReference(type: type, locator: locator)
                }
            case "checksums":
                for checksum in member.elements where checksum["algorithm"]?.string == "SHA256" {
                    package.checksum = checksum["checksumValue"]?.string.map { "sha256:\($0)" }
                }
            case "attributionTexts": package.remarks += member.elements.compactMap(\.string)
            case "annotations": package.remarks += member.elements.compactMap { $0["comment"]?.string }
            default: break
            }
        }
        return package
    }
}
