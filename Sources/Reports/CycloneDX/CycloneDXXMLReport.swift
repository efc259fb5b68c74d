import Findings

/// CycloneDX 1.6 in XML; the order of the elements is that of the schema.
struct CycloneDXXMLReport: ReportFormat {
    let name = "cyclonedx-xml"
    let fileExtension = "cdx.xml"
    let summary = "CycloneDX 1.6 XML, with vulnerabilities"

    func render(_ result: ScanResult, options: ReportOptions) -> [UInt8] {
        let bill = BillOfMaterials(result)
        var xml = XMLWriter()
        xml.element(
            "bom", ["xmlns": "http://cyclonedx.org/schema/bom/1.6", "serialNumber": bill.serialNumber, "version": "1"]
        ) { xml in
            xml.element("metadata") { write(metadata: bill, to: &$0) }
            xml.element("components") { xml in
                for component in bill.components { write(component, as: "component", to: &xml) }
            }
            xml.element("dependencies") { xml in
                for dependency in bill.dependencies {
                    xml.element("dependency", ["ref": dependency.reference]) { xml in
                        for reference in dependency.on { xml.element("dependency", ["ref": reference]) }
                    }
                }
            }
            xml.element("vulnerabilities") { xml in
                for vulnerability in bill.vulnerabilities { write(vulnerability, to: &xml) }
            }
        }
        return xml.bytes
    }

    private func write(metadata bill: BillOfMaterials, to xml: inout XMLWriter) {
        xml.element("timestamp", text: bill.timestamp)
        xml.element("tools") { xml in
            xml.element("components") { xml in
                xml.element("component", ["type": "application"]) {
                    $0.element("name", text: "drydock")
                    $0.element("version", text: bill.toolVersion)
                }
            }
        }
        if let subject = bill.subject { write(subject, as: "component", to: &xml) }
        write(bill.properties, to: &xml)
    }

    private func write(_ properties: [(name: String, value: String)], to xml: inout XMLWriter) {
        guard !properties.isEmpty else { return }
        xml.element("properties") { xml in
            for property in properties { xml.element("property", ["name": property.name], text: property.value) }
        }
    }

    private func write(_ component: BillOfMaterials.Component, as name: StaticString, to xml: inout XMLWriter) {
        xml.element(name, ["type": component.type, "bom-ref": component.reference]) { xml in
            xml.element("name", text: component.name)
            xml.element("version", text: component.version)
            xml.element("description", text: component.description)
            if !component.hashes.isEmpty {
                xml.element("hashes") { xml in
                    for hash in component.hashes { xml.element("hash", ["alg": hash.algorithm], text: hash.content) }
                }
            }
            switch component.licences {
            case .none: break
            case .expression(let text): xml.element("licenses") { $0.element("expression", text: text) }
            case .list(let licences):
                xml.element("licenses") { xml in
                    for licence in licences {
                        xml.element("license") { xml in
                            licence.id == nil
                                ? xml.element("name", text: licence.name) : xml.element("id", text: licence.id)
                        }
                    }
                }
            }
            xml.element("cpe", text: component.cpe)
            xml.element("purl", text: component.purl)
            write(component.properties, to: &xml)
            if !component.occurrences.isEmpty {
                xml.element("evidence") { xml in
                    xml.element("occurrences") { xml in
                        for occurrence in component.occurrences {
                            xml.element("occurrence") {
                                $0.element("location", text: occurrence.location)
                                $0.element("additionalContext", text: occurrence.context)
                            }
                        }
                    }
                }
            }
        }
    }

    private func write(_ vulnerability: BillOfMaterials.Vulnerability, to xml: inout XMLWriter) {
        let finding = vulnerability.finding
        xml.element("vulnerability", ["bom-ref": vulnerability.reference]) { xml in
            xml.element("id", text: finding.id)
            if let source = vulnerability.names.first?.source { writeSource(source, finding.id, to: &xml) }
            if vulnerability.names.count > 1 {
                xml.element("references") { xml in
                    for name in vulnerability.names.dropFirst() {
                        xml.element("reference") { xml in
                            xml.element("id", text: name.id)
                            writeSource(name.source ?? "other", name.id, to: &xml)
                        }
                    }
                }
            }
            xml.element("ratings") { xml in
                for rating in finding.ratings { write(rating, to: &xml) }
            }
            let cwes = finding.cwe.filter { $0 > 0 }
            if !cwes.isEmpty {
                xml.element("cwes") { xml in
                    for cwe in cwes { xml.element("cwe", text: String(cwe)) }
                }
            }
            xml.element("description", text: finding.title.isEmpty ? nil : finding.title)
            xml.element("detail", text: finding.message)
            xml.element("recommendation", text: finding.fix?.summary)
            if !finding.addresses.isEmpty {
                xml.element("advisories") { xml in
                    for address in finding.addresses { xml.element("advisory") { $0.element("url", text: address) } }
                }
            }
            xml.element("published", text: finding.published.map { "\($0)T00:00:00Z" })
            writeAnalysis(of: vulnerability, to: &xml)
            xml.element("affects") { xml in
                for affected in vulnerability.affects { write(affected, to: &xml) }
            }
            write(finding.cycloneDXProperties, to: &xml)
        }
    }

    private func write(_ rating: Finding.Rating, to xml: inout XMLWriter) {
        xml.element("rating") { xml in
            if let source = rating.source { xml.element("source") { $0.element("name", text: source) } }
            xml.element("score", text: rating.score.flatMap { $0.isFinite ? DecimalText.of($0) : nil })
            xml.element("severity", text: rating.severity.cycloneDXWord)
            xml.element("method", text: rating.method)
            xml.element("vector", text: rating.vector)
        }
    }

    private func writeSource(_ source: String, _ id: String, to xml: inout XMLWriter) {
        xml.element("source") {
            $0.element("name", text: source)
            $0.element("url", text: AdvisoryAddress.of(id))
        }
    }

    private func writeAnalysis(of vulnerability: BillOfMaterials.Vulnerability, to xml: inout XMLWriter) {
        guard vulnerability.state != nil || !vulnerability.responses.isEmpty || vulnerability.detail != nil else {
            return
        }
        xml.element("analysis") { xml in
            xml.element("state", text: vulnerability.state)
            xml.element("justification", text: vulnerability.justification)
            if !vulnerability.responses.isEmpty {
                xml.element("responses") { xml in
                    for response in vulnerability.responses { xml.element("response", text: response) }
                }
            }
            xml.element("detail", text: vulnerability.detail)
        }
    }

    private func write(_ affected: BillOfMaterials.Affected, to xml: inout XMLWriter) {
        xml.element("target") { xml in
            xml.element("ref", text: affected.reference)
            guard !affected.versions.isEmpty else { return }
            xml.element("versions") { xml in
                for version in affected.versions {
                    xml.element("version") {
                        $0.element("version", text: version.version)
                        $0.element("status", text: version.status)
                    }
                }
            }
        }
    }
}
