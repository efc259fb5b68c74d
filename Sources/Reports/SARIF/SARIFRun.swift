import Findings

/// One run: the rules that have results, and the results.
struct SARIFRun {
    private let artifacts: [ArtifactResult]
    private let toolVersion: String
    private var results: [SARIFResult] = []
    private var rules: [SARIFRule] = []
    private var ruleIndex: [String: Int] = [:]
    private var leftOut = 0

    init(artifacts: [ArtifactResult], toolVersion: String) {
        self.artifacts = artifacts
        self.toolVersion = toolVersion
        for artifact in artifacts {
            let target = artifacts.count > 1 ? artifact.target : nil
            for (finding, fingerprint) in zip(artifact.findings, artifact.findings.numberedFingerprints) {
                results.append(SARIFResult(finding: finding, fingerprint: fingerprint, target: target))
            }
            for suppressed in artifact.suppressed {
                let finding = suppressed.finding
                results.append(
                    SARIFResult(
                        finding: finding, fingerprint: finding.stableFingerprint, target: target, suppressed: suppressed
                    ))
            }
        }
        if results.count > SARIFReport.Limit.results {
            results.sort { $0.suppressed == nil && $1.suppressed != nil }
            leftOut = results.count - SARIFReport.Limit.results
            results.removeLast(leftOut)
        }
        for result in results {
            if let index = ruleIndex[result.finding.id] {
                rules[index].add(result.finding)
            } else {
                ruleIndex[result.finding.id] = rules.count
                rules.append(SARIFRule(result.finding))
            }
        }
    }

    func write(to json: inout JSONWriter) {
        json.object("tool") { json in
            json.object("driver") { json in
                json.field("name", "Drydock")
                json.field("version", toolVersion)
                json.field("semanticVersion", toolVersion)
                json.array("rules", of: rules) { json, rule in json.object { rule.write(to: &$0) } }
            }
        }
        if artifacts.count == 1, let artifact = artifacts.first {
            json.object("automationDetails") { $0.field("id", "drydock/\(artifact.target)/") }
        }
        json.array("invocations") { json in
            json.object { json in
                json.field("executionSuccessful", true)
                json.objects("toolExecutionNotifications", of: notifications) { json, note in
                    json.field("level", note.makesPartial ? "warning" : "note")
                    json.object("message") { $0.field("text", note.text) }
                    if let location = note.location {
                        json.array("locations") { json in
                            json.object { SARIFLocation(location).write(to: &$0) }
                        }
                    }
                }
            }
        }
        json.object("originalUriBaseIds") { json in
            json.object(SARIFLocation.baseName) { json in
                json.object("description") { $0.field("text", "The root of the target.") }
            }
        }
        json.field("columnKind", "unicodeCodePoints")
        json.array("results", of: results) { json, result in
            json.object { result.write(to: &$0, ruleIndex: ruleIndex[result.finding.id]) }
        }
        json.object("properties") { json in
            json.objects("targets", of: artifacts) { json, artifact in
                json.field("target", artifact.target)
                json.field("kind", artifact.kind.rawValue)
                json.field("digest", artifact.digest)
                json.field("partial", artifact.isPartial)
            }
        }
    }

    private var notifications: [ScanNote] {
        var notes = artifacts.flatMap(\.notes)
        if leftOut > 0 {
            notes.append(
                ScanNote(
                    "\(leftOut) results are left out: GitHub takes \(SARIFReport.Limit.results) a run. Report json holds all.",
                    makesPartial: true))
        }
        return notes
    }
}

/// What all results of one id have in common.
struct SARIFRule {
    private var finding: Finding
    private var severity: Severity
    private var score: Double?

    init(_ finding: Finding) {
        self.finding = finding
        severity = finding.severity
        score = finding.leadingScore?.score
    }

    mutating func add(_ other: Finding) {
        severity = max(severity, other.severity)
        if let otherScore = other.leadingScore?.score { score = max(score ?? 0, otherScore) }
    }

    func write(to json: inout JSONWriter) {
        let title = finding.title.isEmpty ? finding.id : finding.title
        json.field("id", finding.id)
        json.field("name", VisibleText.cut(finding.id, to: SARIFReport.Limit.title))
        json.object("shortDescription") { $0.field("text", VisibleText.cut(title, to: SARIFReport.Limit.text)) }
        json.object("fullDescription") {
            $0.field("text", VisibleText.cut(finding.message ?? title, to: SARIFReport.Limit.text))
        }
        json.object("defaultConfiguration") { $0.field("level", severity.sarifLevel) }
        json.field("helpUri", finding.addresses.first)
        json.object("help") {
            $0.field("text", helpText)
            $0.field("markdown", helpMarkdown)
        }
        json.object("properties") { json in
            json.field("tags", tags)
            json.field("precision", precision)
            // GitHub sorts security results by this number; only they have it.
            json.field("security-severity", securitySeverity)
            json.field("problem.severity", severity.sarifLevel == "note" ? "recommendation" : severity.sarifLevel)
        }
    }

    private var tags: [String] {
        var tags = ["security", finding.kind.rawValue] + finding.cwe.map { "external/cwe/cwe-\($0)" }
        if finding.exploitation?.kevAdded != nil { tags.append("known-exploited") }
        return Array((tags + finding.aliases).prefix(SARIFReport.Limit.tags))
    }

    private var precision: String {
        switch finding.confidence {
        case .low: "low"
        case .medium: "medium"
        case .high, nil: finding.kind == .vulnerability ? "very-high" : "high"
        }
    }

    /// Within the band of the severity that the result is shown with.
    private var securitySeverity: String {
        let band: ClosedRange<Double> =
            switch severity {
            case .critical: 9.0...10.0
            case .high: 7.0...8.9
            case .medium: 4.0...6.9
            case .low: 0.1...3.9
            case .negligible, .unknown: 0.0...0.1
            }
        let middle = (band.lowerBound + band.upperBound) / 2
        let tenths = Int((min(max(score ?? middle, band.lowerBound), band.upperBound) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private var helpText: String {
        var lines = [finding.message ?? finding.title]
        if !finding.aliases.isEmpty { lines.append("Also known as \(finding.aliases.joined(separator: ", ")).") }
        if let fix = finding.fix { lines.append("Fix: \(fix.summary)") }
        lines += finding.addresses
        return lines.joined(separator: "\n")
    }

    private var helpMarkdown: String {
        var lines = ["**\(MarkdownText.escaped(finding.title.isEmpty ? finding.id : finding.title))**"]
        if let message = finding.message { lines.append(MarkdownText.escaped(message)) }
        if !finding.aliases.isEmpty {
            lines.append(
                "Also known as " + finding.aliases.map { MarkdownText.escaped($0) }.joined(separator: ", ") + ".")
        }
        if let fix = finding.fix { lines.append("**Fix:** " + MarkdownText.escaped(fix.summary)) }
        if !finding.addresses.isEmpty { lines.append(finding.addresses.map { "- <\($0)>" }.joined(separator: "\n")) }
        return lines.joined(separator: "\n\n")
    }
}

extension Severity {
    var sarifLevel: String {
        switch self {
        case .critical, .high: "error"
        case .medium: "warning"
        case .low, .negligible, .unknown: "note"
        }
    }
}
