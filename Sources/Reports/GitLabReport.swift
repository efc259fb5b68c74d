import Findings

/// GitLab's container scanning report, schema 15.0.7; the merge request page and the vulnerability report read it.
/// Source: GitLab's security report schemas, `container-scanning-report-format.json`.
struct GitLabReport: ReportFormat {
    let name = "gitlab"
    let fileExtension = "json"
    let summary = "GitLab container scanning report"

    private enum Limit {
        static let name = 255
        static let solution = 7_000
        static let ratings = 10
        static let vector = 128
    }

    func render(_ result: ScanResult, options: ReportOptions) -> [UInt8] {
        let result = result.ordered
        var json = JSONWriter()
        json.object { json in
            json.field("version", "15.0.7")
            json.object("scan") { write(scan: result, to: &$0) }
            json.array("vulnerabilities") { json in
                for artifact in result.artifacts {
                    for (finding, fingerprint) in zip(artifact.findings, artifact.findings.numberedFingerprints) {
                        json.object { write(finding, fingerprint, of: artifact, to: &$0) }
                    }
                }
            }
            json.array("remediations") { _ in }
        }
        return json.finish()
    }

    private func write(scan result: ScanResult, to json: inout JSONWriter) {
        for role in ["analyzer", "scanner"] as [StaticString] {
            json.object(role) { json in
                json.field("id", "drydock")
                json.field("name", "Drydock")
                json.field("version", result.toolVersion)
                json.object("vendor") { $0.field("name", "Drydock") }
            }
        }
        json.field("type", "container_scanning")
        // `yyyy-mm-ddThh:mm:ss`, without the zone.
        let time = String(result.created.prefix(19))
        json.field("start_time", time)
        json.field("end_time", time)
        json.field("status", "success")
        let notes = result.artifacts.flatMap { artifact in artifact.notes.map { (artifact.target, $0) } }
        json.objects("messages", of: notes) { json, note in
            json.field("level", note.1.makesPartial ? "warn" : "info")
            json.field("value", "\(note.0): \(note.1.text)")
        }
    }

    private func write(
        _ finding: Finding, _ fingerprint: String, of artifact: ArtifactResult, to json: inout JSONWriter
    ) {
        json.field("id", DocumentIdentity.uuid(of: "\(artifact.target)\u{0}\(fingerprint)"))
        json.field("name", VisibleText.cut(finding.title.isEmpty ? finding.id : finding.title, to: Limit.name))
        json.field("description", description(of: finding))
        json.field("severity", finding.severity.gitLabWord)
        if let solution = solution(of: finding) {
            json.field("solution", VisibleText.cut(solution, to: Limit.solution))
        }
        json.objects("identifiers", of: [finding.id] + finding.aliases) { json, id in
            let address = AdvisoryAddress.of(id)
            json.field("type", identifierType(of: id))
            json.field("name", id)
            json.field("value", id)
            json.field("url", address)
        }
        let ratings = finding.cvss.filter { rating in
            ["2.0", "3.0", "3.1"].contains(rating.version) && rating.vector.utf8.count <= Limit.vector
                && (rating.version == "2.0" || rating.vector.hasPrefix("CVSS:\(rating.version)/"))
        }
        json.objects("cvss_vectors", of: ratings.prefix(Limit.ratings)) { json, rating in
            json.field("vendor", rating.source.isEmpty ? "unknown" : rating.source)
            json.field("vector", rating.vector)
        }
        json.objects("links", of: finding.addresses) { $0.field("url", $1) }
        json.object("location") { json in
            json.object("dependency") { json in
                json.object("package") {
                    $0.field("name", finding.package?.name ?? finding.location?.path ?? artifact.target)
                }
                json.field("version", finding.package?.version ?? "")
            }
            let os = artifact.os.map { [$0.id, $0.version].compactMap { $0 }.joined(separator: " ") } ?? ""
            json.field("operating_system", os.isEmpty ? "unknown" : os)
            json.field("image", artifact.image?.reference ?? artifact.target)
        }
    }

    private func description(of finding: Finding) -> String {
        var parts = [finding.message ?? finding.title]
        if let location = finding.location {
            parts.append("Found in \(location.path)" + (location.line.map { ", line \($0)" } ?? "") + ".")
        }
        if finding.exploitation?.kevAdded != nil { parts.append("Known to be exploited (CISA KEV).") }
        return parts.joined(separator: " ")
    }

    private func solution(of finding: Finding) -> String? {
        if let fix = finding.fix { return fix.summary }
        guard let package = finding.package, let version = package.fixedVersion else { return nil }
        return "Upgrade \(package.name) from \(package.version) to \(version)"
    }

    private func identifierType(of id: String) -> String {
        let prefix = id.prefix { $0 != "-" }
        return ["CVE", "GHSA", "CWE", "USN", "RHSA", "OSVDB"].contains(prefix) ? prefix.lowercased() : "drydock"
    }
}

extension Severity {
    fileprivate var gitLabWord: String {
        switch self {
        case .critical: "Critical"
        case .high: "High"
        case .medium: "Medium"
        case .low: "Low"
        case .negligible: "Info"
        case .unknown: "Unknown"
        }
    }
}
