import Findings

/// CycloneDX 1.6 in JSON: components, their dependencies, and the vulnerabilities that affect them.
struct CycloneDXReport: ReportFormat {
    let name = "cyclonedx"
    let fileExtension = "cdx.json"
    let summary = "CycloneDX 1.6 JSON, with vulnerabilities"

    func render(_ result: ScanResult, options: ReportOptions) -> [UInt8] {
        let bill = BillOfMaterials(result)
        var json = JSONWriter()
        json.object { json in
            json.field("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
            json.field("bomFormat", "CycloneDX")
            json.field("specVersion", "1.6")
            json.field("serialNumber", bill.serialNumber)
            json.object("metadata") { write(metadata: bill, to: &$0) }
            json.array("components", of: bill.components) { json, component in
                json.object { write(component, to: &$0) }
            }
            json.array("dependencies", of: bill.dependencies) { json, dependency in
                json.object {
                    $0.field("ref", dependency.reference)
                    $0.field("dependsOn", dependency.on)
                }
            }
            json.array("vulnerabilities", of: bill.vulnerabilities) { json, vulnerability in
                json.object { write(vulnerability, to: &$0) }
            }
        }
        return json.finish()
    }

    private func write(metadata bill: BillOfMaterials, to json: inout JSONWriter) {
        json.field("timestamp", bill.timestamp)
        json.object("tools") { json in
            json.array("components") { json in
                json.object {
                    $0.field("type", "application")
                    $0.field("name", "drydock")
                    $0.field("version", bill.toolVersion)
                }
            }
        }
        if let subject = bill.subject { json.object("component") { write(subject, to: &$0) } }
        write(bill.properties, to: &json)
    }

    private func write(_ properties: [(name: String, value: String)], to json: inout JSONWriter) {
        json.objects("properties", of: properties) { json, property in
            json.field("name", property.name)
            json.field("value", property.value)
        }
    }

    private func write(_ component: BillOfMaterials.Component, to json: inout JSONWriter) {
        json.field("bom-ref", component.reference)
        json.field("type", component.type)
        json.field("name", component.name)
        json.field("version", component.version)
        json.field("description", component.description)
        json.objects("hashes", of: component.hashes) { json, hash in
            json.field("alg", hash.algorithm)
            json.field("content", hash.content)
        }
        switch component.licences {
        case .none: break
        case .expression(let text):
            json.array("licenses") { json in json.object { $0.field("expression", text) } }
        case .list(let licences):
            json.objects("licenses", of: licences) { json, licence in
                json.object("license") {
                    licence.id == nil ? $0.field("name", licence.name) : $0.field("id", licence.id)
                }
            }
        }
        json.field("cpe", component.cpe)
        json.field("purl", component.purl)
        if !component.occurrences.isEmpty {
            json.object("evidence") { json in
                json.objects("occurrences", of: component.occurrences) { json, occurrence in
                    json.field("location", occurrence.location)
                    json.field("additionalContext", occurrence.context)
                }
            }
        }
        write(component.properties, to: &json)
    }

    private func write(_ vulnerability: BillOfMaterials.Vulnerability, to json: inout JSONWriter) {
        let finding = vulnerability.finding
        json.field("bom-ref", vulnerability.reference)
        json.field("id", finding.id)
        if let source = vulnerability.names.first?.source {
            json.object("source") { writeSource(source, finding.id, to: &$0) }
        }
        json.objects("references", of: vulnerability.names.dropFirst().map { $0 }) { json, name in
            json.field("id", name.id)
            json.object("source") { writeSource(name.source ?? "other", name.id, to: &$0) }
        }
        json.objects("ratings", of: finding.ratings) { json, rating in
            if let source = rating.source { json.object("source") { $0.field("name", source) } }
            json.field("score", rating.score)
            json.field("severity", rating.severity.cycloneDXWord)
            json.field("method", rating.method)
            json.field("vector", rating.vector)
        }
        json.field("cwes", finding.cwe.filter { $0 > 0 })
        json.field(nonEmpty: "description", finding.title)
        json.field(nonEmpty: "detail", finding.message)
        json.field(nonEmpty: "recommendation", finding.fix?.summary)
        json.objects("advisories", of: finding.addresses) { $0.field("url", $1) }
        json.field("published", finding.published.map { "\($0)T00:00:00Z" })
        json.objectUnlessEmpty("analysis") {
            $0.field("state", vulnerability.state)
            $0.field("justification", vulnerability.justification)
            $0.field("response", vulnerability.responses)
            $0.field("detail", vulnerability.detail)
        }
        json.objects("affects", of: vulnerability.affects) { json, affected in
            json.field("ref", affected.reference)
            json.objects("versions", of: affected.versions) { json, version in
                json.field("version", version.version)
                json.field("status", version.status)
            }
        }
        write(finding.cycloneDXProperties, to: &json)
    }

    private func writeSource(_ source: String, _ id: String, to json: inout JSONWriter) {
        json.field("name", source)
        json.field("url", AdvisoryAddress.of(id))
    }
}

extension Finding {
    struct Rating {
        var source: String?
        var score: Double?
        var severity: Severity
        var method: String?
        var vector: String?
    }

    /// The severity that the finding is shown with, then each CVSS rating.
    var ratings: [Rating] {
        [Rating(source: severitySource ?? "drydock", severity: severity)]
            + cvss.map {
                Rating(
                    source: $0.source, score: $0.score, severity: Severity(cvssScore: $0.score),
                    method: $0.cycloneDXMethod, vector: $0.vector)
            }
    }

    var cycloneDXProperties: [(name: String, value: String)] {
        var properties: [(name: String, value: String)] = []
        if let priority { properties.append(("drydock:priority", String(priority))) }
        if let reachability { properties.append(("drydock:reachability", reachability.rawValue)) }
        if let status { properties.append(("drydock:status", status.rawValue)) }
        if let day = exploitation?.kevAdded { properties.append(("drydock:kevAdded", day)) }
        if let epss = exploitation?.epss, epss.isFinite { properties.append(("drydock:epss", DecimalText.of(epss))) }
        return properties
    }
}

extension BillOfMaterials.Affected {
    var versions: [(version: String, status: String)] {
        [version.map { ($0, "affected") }, fixedVersion.map { ($0, "unaffected") }].compactMap { $0 }
            .filter { !$0.0.isEmpty }
    }
}
