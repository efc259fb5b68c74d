import Findings

/// SPDX 2.3 in JSON.
struct SPDXReport: ReportFormat {
    let name = "spdx"
    let fileExtension = "spdx.json"
    let summary = "SPDX 2.3 JSON"

    func render(_ result: ScanResult, options: ReportOptions) -> [UInt8] {
        let document = SPDXDocument(result)
        var json = JSONWriter()
        json.object { json in
            json.field("spdxVersion", "SPDX-2.3")
            json.field("dataLicense", "CC0-1.0")
            json.field("SPDXID", SPDXDocument.documentID)
            json.field("name", document.name)
            json.field("documentNamespace", document.namespace)
            json.field("comment", document.comment)
            json.object("creationInfo") {
                $0.field("created", document.created)
                $0.field("creators", document.creators)
            }
            json.field("documentDescribes", document.described)
            json.objects("packages", of: document.items) { write($1, to: &$0) }
            json.objects("hasExtractedLicensingInfos", of: document.extracted.sorted { $0.key < $1.key }) {
                json, licence in
                json.field("licenseId", licence.key)
                json.field("extractedText", licence.value)
            }
            json.objects("relationships", of: document.relationships) { json, relationship in
                json.field("spdxElementId", relationship.from)
                json.field("relationshipType", relationship.type)
                json.field("relatedSpdxElement", relationship.to)
            }
        }
        return json.finish()
    }

    private func write(_ item: SPDXDocument.Item, to json: inout JSONWriter) {
        json.field("SPDXID", item.id)
        json.field("name", item.name)
        json.field("versionInfo", item.version)
        json.field("primaryPackagePurpose", item.purpose)
        json.field("supplier", SPDXDocument.nothingKnown)
        json.field("downloadLocation", SPDXDocument.nothingKnown)
        json.field("filesAnalyzed", false)
        json.objects("checksums", of: item.checksums) { json, checksum in
            json.field("algorithm", checksum.algorithm)
            json.field("checksumValue", checksum.value)
        }
        json.field("sourceInfo", item.sourceInfo)
        json.field("licenseConcluded", SPDXDocument.nothingKnown)
        json.field("licenseDeclared", item.licence)
        json.field("copyrightText", SPDXDocument.nothingKnown)
        json.objects("externalRefs", of: item.references) { json, reference in
            json.field("referenceCategory", reference.category)
            json.field("referenceType", reference.type)
            json.field("referenceLocator", reference.locator)
        }
        json.field("attributionTexts", item.attributions)
    }
}
