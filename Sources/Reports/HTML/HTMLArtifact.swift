import Findings

/// The parts of the HTML report that are about one artifact.
struct HTMLArtifact {
    let artifact: ArtifactResult
    /// Of the scan, `YYYY-MM-DD`.
    let day: String

    private static let stepLimit = 12

    init(_ artifact: ArtifactResult, on day: String) {
        self.artifact = artifact
        self.day = day
    }

    // MARK: Facts

    func writeFacts(to html: inout HTMLWriter) {
        html.element("h2", text: artifact.target)
        let partial = artifact.notes.filter(\.makesPartial)
        if !partial.isEmpty {
            html.element("div", ["class": "card alarm"]) { html in
                html.text("Partial result: parts could not be read, so findings may be missing.")
                notes(partial, to: &html)
            }
        }
        for warning in SupportWarnings.of(artifact, on: day) {
            html.element("div", ["class": "card warn"], text: warning)
        }
        html.element("div", ["class": "card"]) { html in
            html.element("dl", ["class": "facts"]) { html in
                for (name, value) in facts where !value.isEmpty {
                    html.element("dt", text: name)
                    html.element("dd", text: value)
                }
            }
        }
        layers(to: &html)
        firstSteps(to: &html)
    }

    private var facts: [(String, String)] {
        var facts = [("Kind", artifact.kind.rawValue), ("Digest", artifact.digest ?? "")]
        if let os = artifact.os {
            facts.append(("System", os.displayName + (os.endOfLife.map { " (supported until \($0))" } ?? "")))
        }
        if let base = artifact.base { facts.append(("Base image", "\(base.name) (told by \(base.evidence))")) }
        facts.append(("Packages", String(artifact.packages.count)))
        guard let image = artifact.image else { return facts }
        facts += [
            ("Created", image.created ?? ""),
            ("Platform", [image.platformOS, image.architecture].compactMap { $0 }.joined(separator: "/")),
            ("User", (image.user ?? "").isEmpty ? "root (none set)" : image.user ?? ""),
            ("Entry point", (image.entrypoint + image.command).joined(separator: " ")),
            ("Ports", image.exposedPorts.joined(separator: ", ")),
            ("Shell", image.hasShell.map { $0 ? "yes" : "no" } ?? ""),
            ("Package managers", image.packageManagers.joined(separator: ", ")),
            ("Set-uid files", image.setUIDFiles.prefix(20).joined(separator: ", ")),
        ]
        return facts
    }

    private func layers(to html: inout HTMLWriter) {
        guard let layers = artifact.image?.layers, !layers.isEmpty else { return }
        let most = max(layers.compactMap(\.unpackedSize).max() ?? 0, 1)
        html.element("details", ["class": "card fold"]) { html in
            html.element("summary", text: HumanText.count(layers.count, "layer"))
            html.element("table") { html in
                for layer in layers {
                    html.element("tr") { html in
                        html.element("td", text: String(layer.reference.index))
                        html.element("td") { html in
                            html.element(
                                "code", text: layer.reference.createdBy ?? layer.reference.digest ?? "unknown")
                            if let reason = layer.skipped {
                                html.element("div", ["class": "dim"], text: "not read: \(reason)")
                            }
                        }
                        html.element("td", ["style": "width:26%"]) { html in
                            guard let size = layer.unpackedSize else { return }
                            html.element("span", text: HumanText.size(size))
                            let share = Int(Double(size) / Double(most) * 100)
                            html.element("div", ["class": "bar"]) { html in
                                html.element("span", ["class": "fill low", "style": "width:\(share)%"], text: "")
                            }
                        }
                    }
                }
            }
        }
    }

    private func firstSteps(to html: inout HTMLWriter) {
        let steps = FirstStep.of(artifact)
        guard !steps.isEmpty else { return }
        html.element("div", ["class": "card"]) { html in
            html.element("h3", text: "What to do first")
            html.element("ol", ["class": "steps"]) { html in
                for step in steps.prefix(Self.stepLimit) {
                    html.element("li") { html in
                        switch step.action {
                        case .upgrade(let upgrade):
                            html.text("Upgrade ")
                            html.element("code", text: upgrade.package)
                            html.text(" \(upgrade.from) → ")
                            html.element("strong", text: upgrade.to)
                            if let path = upgrade.path { html.text(" in \(path)") }
                            html.element(
                                "span", ["class": "dim"],
                                text: " clears \(upgrade.clears.count): \(step.clears.words)")
                        case .repair(let finding):
                            html.text(finding.fix?.summary ?? finding.title)
                            let place = finding.location.map { $0.path + ($0.line.map { ":\($0)" } ?? "") } ?? ""
                            let more = step.places > 1 ? " and \(step.places - 1) more" : ""
                            html.element("span", ["class": "dim"], text: " \(finding.id) \(place)\(more)")
                        }
                    }
                }
            }
            if steps.count > Self.stepLimit {
                html.element("p", ["class": "dim"], text: "and \(steps.count - Self.stepLimit) more below")
            }
        }
    }

    // MARK: Findings

    func writeFindings(to html: inout HTMLWriter, isOnly: Bool) {
        guard !artifact.findings.isEmpty else { return }
        if !isOnly { html.element("h3", text: artifact.target) }
        for finding in artifact.findings { write(finding, to: &html) }
    }

    private func write(_ finding: Finding, to html: inout HTMLWriter) {
        var flags: [String] = []
        if finding.exploitation?.kevAdded != nil { flags.append("exploited") }
        if finding.isFixable { flags.append("fixable") }
        html.element(
            "details",
            [
                "class": "finding \(finding.severity.rawValue)", "data-severity": finding.severity.rawValue,
                "data-kind": finding.kind.rawValue, "data-flags": flags.joined(separator: " "),
            ]
        ) { html in
            html.element("summary") { html in
                html.element("span", ["class": "tag"], text: finding.severity.rawValue)
                html.element("span") { html in
                    for mark in finding.marks { html.element("span", ["class": "mark"], text: mark) }
                    html.element("strong", text: finding.id)
                    html.text("  " + finding.title)
                    html.element("span", ["class": "sub"], text: subject(of: finding))
                }
            }
            html.element("div", ["class": "body"]) { body(of: finding, to: &$0) }
        }
    }

    private func subject(of finding: Finding) -> String {
        var parts: [String] = []
        if let package = finding.package {
            let fixed = package.fixedVersion.map { " → \($0)" } ?? " (no fix known)"
            parts.append("\(package.name) \(package.version)\(fixed)")
        }
        if let location = finding.location {
            parts.append(location.path + (location.line.map { ":\($0)" } ?? ""))
        }
        return parts.joined(separator: " · ")
    }

    private func body(of finding: Finding, to html: inout HTMLWriter) {
        if let message = finding.message, message != finding.title { html.element("p", text: message) }
        if !finding.evidence.isEmpty {
            html.element("div", ["class": "evidence mono"]) { html in
                for line in finding.evidence { html.element("div", text: line) }
            }
        }
        if !finding.flow.isEmpty {
            html.element("ol", ["class": "steps"]) { html in
                for step in finding.flow {
                    html.element("li") { html in
                        html.element(
                            "code", text: step.location.path + (step.location.line.map { ":\($0)" } ?? ""))
                        html.text(" " + step.note)
                    }
                }
            }
        }
        if let fix = finding.fix { html.element("div", ["class": "fix"], text: fix.summary) }
        html.element("dl", ["class": "facts"]) { html in
            for (name, value) in details(of: finding) where !value.isEmpty {
                html.element("dt", text: name)
                html.element("dd", text: value)
            }
        }
        let addresses = finding.addresses
        guard !addresses.isEmpty else { return }
        html.element("p") { html in
            for address in addresses {
                html.element("a", ["href": address, "rel": "noreferrer noopener"], text: address)
                html.void("br")
            }
        }
    }

    private func details(of finding: Finding) -> [(String, String)] {
        var details = [
            ("Also known as", finding.aliases.joined(separator: ", ")),
            ("Severity from", finding.severitySource ?? ""),
            (
                "CVSS",
                finding.cvss.map { "\($0.score) (\($0.version), \($0.source)) \($0.vector)" }.joined(separator: "; ")
            ),
            ("Priority", finding.priority.map { "\($0) of 100" } ?? ""), ("Status", finding.status?.rawValue ?? ""),
            ("Reachability", finding.reachability?.rawValue ?? ""),
            ("Confidence", finding.confidence?.rawValue ?? ""),
            ("CWE", finding.cwe.map { "CWE-\($0)" }.joined(separator: ", ")), ("Published", finding.published ?? ""),
            ("Package", finding.package?.purl ?? ""),
        ]
        if let exploitation = finding.exploitation {
            if let day = exploitation.kevAdded { details.append(("Known exploited", "since \(day) (CISA KEV)")) }
            if let epss = exploitation.epss { details.append(("EPSS", HumanText.percent(epss))) }
        }
        if let layer = finding.location?.layer {
            details.append(("Layer", "\(layer.index)" + (layer.createdBy.map { ": \($0)" } ?? "")))
        }
        if !finding.otherLocations.isEmpty {
            let places = finding.otherLocations.map { $0.path + ($0.line.map { ":\($0)" } ?? "") }
            details.append(("Also in", places.joined(separator: ", ")))
        }
        return details
    }

    // MARK: Inventory

    func writeInventory(to html: inout HTMLWriter) {
        if !artifact.suppressed.isEmpty {
            html.element("details", ["class": "card fold"]) { html in
                html.element("summary", text: "\(artifact.target): \(artifact.suppressed.count) set aside")
                html.element("table") { html in
                    for suppressed in artifact.suppressed {
                        let finding = suppressed.finding
                        html.element("tr") { html in
                            html.element("td", text: finding.id)
                            html.element("td", text: subject(of: finding))
                            html.element(
                                "td",
                                text: [suppressed.cause, suppressed.reason].compactMap { $0 }
                                    .joined(separator: ": "))
                        }
                    }
                }
            }
        }
        if !artifact.packages.isEmpty {
            html.element("details", ["class": "card fold"]) { html in
                html.element("summary", text: "\(artifact.target): \(artifact.packages.count) packages")
                html.element("table") { html in
                    html.element("tr") { html in
                        for title in ["Package", "Version", "Type", "Licence", "Where"] as [String] {
                            html.element("th", text: title)
                        }
                    }
                    for package in artifact.packages {
                        html.element("tr") { html in
                            html.element("td", text: package.name)
                            html.element("td", text: package.version)
                            html.element("td", text: package.type.rawValue)
                            html.element("td", text: package.licences.joined(separator: ", "))
                            html.element("td", text: package.locations.first?.path ?? "")
                        }
                    }
                }
            }
        }
        let others = artifact.notes.filter { !$0.makesPartial }
        if !others.isEmpty {
            html.element("details", ["class": "card fold"]) { html in
                html.element("summary", text: "\(artifact.target): \(HumanText.count(others.count, "note"))")
                notes(others, to: &html)
            }
        }
    }

    private func notes(_ notes: [ScanNote], to html: inout HTMLWriter) {
        html.element("ul") { html in
            for note in notes {
                html.element("li", text: (note.location.map { $0.path + ": " } ?? "") + note.text)
            }
        }
    }
}
