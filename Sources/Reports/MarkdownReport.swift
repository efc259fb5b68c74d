import Findings

/// Markdown for merge requests and job summaries: the gist first, details folded away.
struct MarkdownReport: ReportFormat {
    let name = "markdown"
    let fileExtension = "md"
    let summary = "Markdown, for merge requests and job summaries"

    private enum Limit {
        static let steps = 10
        /// Findings of one kind and target; GitHub takes comments up to 65,536 characters.
        static let rows = 200
    }

    func render(_ result: ScanResult, options: ReportOptions) -> [UInt8] {
        let result = result.ordered
        var lines = ["# Drydock report", ""]
        if let verdict = result.verdict, !verdict.isAccepted || !verdict.reasons.isEmpty {
            lines.append(verdict.isAccepted ? "**✅ Passed.**" : "**❌ Failed.**")
            if !verdict.isAccepted { lines += verdict.reasons.map { "- \(MarkdownText.escaped($0))" } }
            lines.append("")
        }
        lines += overview(of: result)
        for artifact in result.artifacts { lines += section(of: artifact, on: result.day) }
        lines += closing(of: result)
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private func overview(of result: ScanResult) -> [String] {
        var lines = [
            "| Target | Critical | High | Medium | Low | Other | Packages |", "|---|--:|--:|--:|--:|--:|--:|",
        ]
        for artifact in result.artifacts {
            let counts = SeverityCounts(artifact.findings)
            let other = counts[.negligible] + counts[.unknown]
            let cells = [
                counts[.critical], counts[.high], counts[.medium], counts[.low], other, artifact.packages.count,
            ]
            let mark = artifact.isPartial ? " ⚠️ partial" : ""
            lines.append(
                "| \(MarkdownText.code(artifact.target))\(mark) | " + cells.map(String.init).joined(separator: " | ")
                    + " |")
        }
        return lines + [""]
    }

    private func section(of artifact: ArtifactResult, on day: String) -> [String] {
        var lines = ["## \(MarkdownText.code(artifact.target))", ""]
        var facts = [artifact.kind.rawValue]
        if let digest = artifact.digest { facts.append(MarkdownText.code(HumanText.shortDigest(digest))) }
        if let os = artifact.os { facts.append(MarkdownText.escaped(os.displayName)) }
        if let base = artifact.base { facts.append("base " + MarkdownText.code(base.name)) }
        lines += [facts.joined(separator: " · "), ""]
        let partial = artifact.notes.filter(\.makesPartial)
        if !partial.isEmpty {
            lines.append("> [!WARNING]")
            lines.append("> **Partial result**: findings may be missing.")
            lines += partial.map { "> - \(MarkdownText.escaped($0.text))" } + [""]
        }
        let warnings = SupportWarnings.of(artifact, on: day)
        if !warnings.isEmpty {
            lines += ["> [!WARNING]"] + warnings.map { "> \(MarkdownText.escaped($0))" } + [""]
        }
        let steps = FirstStep.of(artifact)
        if !steps.isEmpty {
            lines += ["### What to do first", ""]
            for (index, step) in steps.prefix(Limit.steps).enumerated() {
                lines.append("\(index + 1). " + words(of: step))
            }
            if steps.count > Limit.steps { lines += ["", "… and \(steps.count - Limit.steps) more."] }
            lines.append("")
        }
        for kind in FindingKind.allCases {
            let findings = artifact.findings.filter { $0.kind == kind }
            if !findings.isEmpty { lines += table(of: findings, kind: kind) }
        }
        if artifact.findings.isEmpty { lines += ["No findings.", ""] }
        if !artifact.suppressed.isEmpty { lines += suppressed(of: artifact) }
        return lines
    }

    private func words(of step: FirstStep) -> String {
        switch step.action {
        case .upgrade(let upgrade):
            let place = upgrade.path.map { " in \(MarkdownText.code($0))" } ?? ""
            let exploited = step.isKnownExploited ? ", **known to be exploited**" : ""
            return "Upgrade \(MarkdownText.code(upgrade.package)) \(MarkdownText.code(upgrade.from)) → "
                + "\(MarkdownText.code(upgrade.to))\(place): clears \(upgrade.clears.count)"
                + (step.clears.words.isEmpty ? "" : " (\(step.clears.words))") + exploited
        case .repair(let finding):
            let place =
                finding.location.map { " in " + MarkdownText.code($0.path + ($0.line.map { ":\($0)" } ?? "")) } ?? ""
            return MarkdownText.escaped(finding.fix?.summary ?? finding.title) + place
                + " (\(finding.severity.rawValue), \(MarkdownText.escaped(finding.id)))"
        }
    }

    private func table(of findings: [Finding], kind: FindingKind) -> [String] {
        let counts = SeverityCounts(findings)
        var lines = [
            "<details\(counts.present.first.map { $0.severity >= .high } == true ? " open" : "")>",
            "<summary><b>\(kind.heading)</b>: \(counts.words)</summary>", "",
        ]
        if kind == .vulnerability {
            lines += ["| Severity | Id | Package | Installed | Fixed in | Title |", "|---|---|---|---|---|---|"]
        } else {
            lines += ["| Severity | Id | Where | Title | Fix |", "|---|---|---|---|---|"]
        }
        for finding in findings.prefix(Limit.rows) {
            lines.append("| " + cells(of: finding, kind: kind).joined(separator: " | ") + " |")
        }
        if findings.count > Limit.rows {
            lines += ["", "… and \(findings.count - Limit.rows) more, less urgent; report json holds all."]
        }
        return lines + ["", "</details>", ""]
    }

    private func cells(of finding: Finding, kind: FindingKind) -> [String] {
        let severity = finding.severity >= .high ? "**\(finding.severity.rawValue)**" : finding.severity.rawValue
        let address = finding.addresses.first { $0.contains(finding.id) }
        let id =
            address.map {
                "[\(MarkdownText.escaped(finding.id))](\($0.replacing(")", with: "%29").replacing("(", with: "%28")))"
            } ?? MarkdownText.escaped(finding.id)
        let marks = finding.marks.isEmpty ? "" : "**\(finding.marks.joined(separator: ", "))** "
        let title = marks + MarkdownText.escaped(finding.title)
        if kind == .vulnerability, let package = finding.package {
            return [
                severity, id, MarkdownText.code(package.name), MarkdownText.code(package.version),
                package.fixedVersion.map { MarkdownText.code($0) } ?? "–", title,
            ]
        }
        let place = finding.location.map { MarkdownText.code($0.path + ($0.line.map { ":\($0)" } ?? "")) } ?? ""
        if kind == .vulnerability { return [severity, id, place, "", "–", title] }
        return [severity, id, place, title, finding.fix.map { MarkdownText.escaped($0.summary) } ?? ""]
    }

    private func suppressed(of artifact: ArtifactResult) -> [String] {
        var lines = ["<details>", "<summary>\(artifact.suppressed.count) set aside</summary>", ""]
        for suppressed in artifact.suppressed.prefix(Limit.rows) {
            let subject = suppressed.finding.package.map { " " + MarkdownText.code("\($0.name) \($0.version)") } ?? ""
            let reason = suppressed.reason.map { ": \(MarkdownText.escaped($0))" } ?? ""
            lines.append(
                "- \(MarkdownText.escaped(suppressed.finding.id))\(subject) (\(MarkdownText.escaped(suppressed.cause))\(reason))"
            )
        }
        if artifact.suppressed.count > Limit.rows {
            lines.append("- … and \(artifact.suppressed.count - Limit.rows) more")
        }
        return lines + ["", "</details>", ""]
    }

    private func closing(of result: ScanResult) -> [String] {
        var words = "Drydock \(MarkdownText.escaped(result.toolVersion)), \(MarkdownText.escaped(result.created))"
        if let snapshot = result.snapshot, let oldest = snapshot.sources.map(\.date).min() {
            words += ", advisories from \(MarkdownText.escaped(oldest))"
            if let age = snapshot.ageInDays, age > SnapshotInfo.warningAge { words += " (⚠️ \(age) days old)" }
        }
        return ["---", "", "<sub>\(words)</sub>"]
    }
}
