import Findings

/// One result of a run.
struct SARIFResult {
    var finding: Finding
    var fingerprint: String
    /// Given where a run holds several targets.
    var target: String?
    var suppressed: SuppressedFinding?

    func write(to json: inout JSONWriter, ruleIndex: Int?) {
        json.field("ruleId", finding.id)
        json.field("ruleIndex", ruleIndex)
        json.field("level", finding.severity.sarifLevel)
        json.object("message") { $0.field("text", VisibleText.cut(message, to: SARIFReport.Limit.text)) }
        json.array("locations", of: [place]) { json, place in json.object { place.write(to: &$0) } }
        let others = finding.otherLocations.prefix(SARIFReport.Limit.locations - 1)
        json.objects("relatedLocations", of: Array(others.enumerated())) { json, other in
            json.field("id", other.offset + 1)
            SARIFLocation(other.element).write(to: &json)
        }
        json.object("partialFingerprints") {
            $0.field("primaryLocationLineHash", fingerprint)
            $0.field("drydockFinding/v1", fingerprint)
        }
        if !finding.flow.isEmpty {
            json.array("codeFlows") { json in json.object { writeFlow(to: &$0) } }
        }
        if let fix = finding.fix, !fix.edits.isEmpty, let path = fix.path ?? finding.location?.path {
            json.array("fixes") { json in json.object { write(fix, of: path, to: &$0) } }
        }
        if let suppressed {
            json.array("suppressions") { json in
                json.object {
                    $0.field("kind", "external")
                    $0.field("status", "accepted")
                    $0.field(
                        "justification",
                        [suppressed.cause, suppressed.reason].compactMap { $0 }.joined(separator: ": "))
                }
            }
        }
        if let priority = finding.priority, (0...100).contains(priority) { json.field("rank", priority) }
        json.object("properties") { writeProperties(to: &$0) }
    }

    private var message: String {
        let title = finding.title.isEmpty ? finding.id : finding.title
        guard let package = finding.package else { return finding.message ?? title }
        var words = "\(package.name) \(package.version): \(title)"
        if let fixed = package.fixedVersion { words += " (fixed in \(fixed))" }
        return words
    }

    /// GitHub shows no result without a place; a finding without one is of the target as a whole.
    private var place: SARIFLocation {
        SARIFLocation(finding.location ?? Location(path: finding.package?.name ?? "target"))
    }

    private func writeFlow(to json: inout JSONWriter) {
        json.array("threadFlows") { json in
            json.object { json in
                json.array("locations", of: finding.flow.prefix(SARIFReport.Limit.flowSteps)) { json, step in
                    json.object { json in
                        json.object("location") {
                            SARIFLocation(step.location).write(to: &$0)
                            $0.object("message") { $0.field("text", step.note) }
                        }
                    }
                }
            }
        }
    }

    private func write(_ fix: Fix, of path: String, to json: inout JSONWriter) {
        json.object("description") { $0.field("text", fix.summary) }
        json.array("artifactChanges") { json in
            json.object { json in
                json.object("artifactLocation") { SARIFLocation.writeAddress(of: path, to: &$0) }
                json.objects("replacements", of: fix.edits) { json, edit in
                    json.object("deletedRegion") {
                        $0.field("byteOffset", edit.range.lowerBound)
                        $0.field("byteLength", edit.range.count)
                    }
                    if !edit.replacement.isEmpty {
                        json.object("insertedContent") { $0.field("text", edit.replacement) }
                    }
                }
            }
        }
    }

    private func writeProperties(to json: inout JSONWriter) {
        json.field("target", target)
        json.field("severity", finding.severity.rawValue)
        json.field("severitySource", finding.severitySource)
        json.field("aliases", finding.aliases)
        if let package = finding.package {
            json.field("package", package.name)
            json.field("version", package.version)
            json.field("packageType", package.type)
            json.field("purl", package.purl)
            json.field("fixedVersion", package.fixedVersion)
        }
        json.field("status", finding.status?.rawValue)
        json.field("priority", finding.priority)
        json.field("reachability", finding.reachability?.rawValue)
        json.field("confidence", finding.confidence?.rawValue)
        json.field("evidence", finding.evidence)
        json.field("kevAdded", finding.exploitation?.kevAdded)
        json.field("epss", finding.exploitation?.epss)
        json.field("fix", finding.fix?.summary)
        if let layer = finding.location?.layer {
            json.field("layerIndex", layer.index)
            json.field("layerDigest", layer.digest)
            json.field("layerCreatedBy", layer.createdBy)
        }
    }
}

/// A place of a result.
struct SARIFLocation {
    static let baseName: StaticString = "TARGET"
    private let location: Location

    init(_ location: Location) { self.location = location }

    func write(to json: inout JSONWriter) {
        json.object("physicalLocation") { json in
            json.object("artifactLocation") { Self.writeAddress(of: location.path, to: &$0) }
            json.object("region") { json in
                let line = max(1, location.line ?? 1)
                json.field("startLine", line)
                json.field("startColumn", location.line == nil ? nil : location.column.flatMap { $0 >= 1 ? $0 : nil })
                if let endLine = location.endLine, location.line != nil, endLine >= line {
                    json.field("endLine", endLine)
                    let start = endLine == line ? location.column ?? 1 : 1
                    json.field("endColumn", location.endColumn.flatMap { $0 > start ? $0 : nil })
                }
            }
        }
        if let layer = location.layer {
            json.array("logicalLocations") { json in
                json.object {
                    $0.field("name", "layer \(layer.index)")
                    $0.field("fullyQualifiedName", layer.digest)
                    $0.field("kind", "layer")
                }
            }
        }
    }

    static func writeAddress(of path: String, to json: inout JSONWriter) {
        json.field("uri", encoded(path))
        json.field("uriBaseId", baseName.description)
    }

    /// The path as a relative reference: RFC 3986, section 3.3; a colon in the first part would look like a scheme.
    private static func encoded(_ path: String) -> String {
        var address: [UInt8] = []
        for byte in path.utf8.drop(while: { $0 == UInt8(ascii: "/") }) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                address.append(byte)
            case _ where "/-._~!$&'()*+,;=@".utf8.contains(byte): address.append(byte)
            default:
                address.append(UInt8(ascii: "%"))
                address += ContentDigest.hexadecimal([byte]).uppercased().utf8
            }
        }
        return String(decoding: address, as: UTF8.self)
    }
}
