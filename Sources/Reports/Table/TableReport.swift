import Findings

/// For people at a terminal: what to do first, then every finding grouped by file and package, then one line that
/// sums up.
struct TableReport: ReportFormat {
    let name = "table"
    let fileExtension = "txt"
    let summary = "for people: grouped, what to do first on top"

    func render(_ result: ScanResult, options: ReportOptions) -> [UInt8] {
        var table = TableText(options: options)
        let result = result.ordered
        for artifact in result.artifacts { table.write(artifact, on: result.day) }
        table.writeClosing(of: result)
        return Array(table.text.utf8)
    }
}

/// The text of a table as it grows.
struct TableText {
    private(set) var text = ""
    let painter: Painter
    let width: Int
    let isVerbose: Bool

    private static let stepLimit = 10
    private static let narrow = 84
    /// Lines that ids of minor findings of one package may take.
    private static let minorLines = 3

    init(options: ReportOptions) {
        painter = Painter(usesColour: options.usesColour)
        width = max(options.width, ReportOptions.smallestWidth)
        isVerbose = options.isVerbose
    }

    mutating func write(_ artifact: ArtifactResult, on day: String) {
        writeHeading(of: artifact)
        writeWarnings(of: artifact, on: day)
        writeFirstSteps(of: artifact)
        for kind in FindingKind.allCases {
            let findings = artifact.findings.filter { $0.kind == kind }
            if findings.isEmpty { continue }
            let counts = SeverityCounts(findings)
            line()
            heading(kind.heading, detail: counts.words)
            kind == .vulnerability ? writeByPackage(findings) : writeByFile(findings)
        }
        writeSuppressed(of: artifact)
        line()
    }

    // MARK: heading

    private mutating func writeHeading(of artifact: ArtifactResult) {
        let title = VisibleText.cutMiddle(VisibleText.line(artifact.target), to: width - 4)
        let rule = String(repeating: "━", count: max(0, width - VisibleText.width(title) - 4))
        line("━━ " + painter.paint(title, .bold) + " " + rule)
        var facts = [artifact.kind.rawValue]
        if let digest = artifact.digest { facts.append(HumanText.shortDigest(digest)) }
        if let os = artifact.os { facts.append(os.displayName) }
        if let image = artifact.image {
            let platform = [image.platformOS, image.architecture].compactMap { $0 }.joined(separator: "/")
            if !platform.isEmpty { facts.append(platform) }
        }
        if let base = artifact.base { facts.append("base \(base.name)") }
        write(facts: facts)

        // Files that hold no packages are not talked about as if they should.
        facts =
            artifact.packages.isEmpty && artifact.kind != .image && artifact.kind != .sbom
            ? [] : [HumanText.count(artifact.packages.count, "package")]
        if let image = artifact.image {
            if !image.layers.isEmpty { facts.append(HumanText.count(image.layers.count, "layer")) }
            let size = image.layers.compactMap(\.unpackedSize).reduce(Int64(0)) { $0 &+ $1 }
            if size > 0 { facts.append(HumanText.size(size)) }
            let user = image.user ?? ""
            facts.append("runs as " + (user.isEmpty ? "root" : "user \(user)"))
            if let hasShell = image.hasShell { facts.append(hasShell ? "has a shell" : "no shell") }
            if !image.packageManagers.isEmpty { facts.append("has " + image.packageManagers.joined(separator: ", ")) }
            if !image.setUIDFiles.isEmpty { facts.append(HumanText.count(image.setUIDFiles.count, "set-uid file")) }
        }
        write(facts: facts)
        line()

        let counts = SeverityCounts(artifact.findings)
        if counts.total == 0 {
            line("  " + painter.paint("No findings.", .boldGreen))
            return
        }
        let boxes = counts.present.map { entry in
            painter.paint(" \(entry.count) ", as: entry.severity) + " " + entry.severity.rawValue
        }
        line("  " + boxes.joined(separator: "   "))
    }

    private mutating func write(facts: [String]) {
        let words = facts.map { VisibleText.line($0) }.joined(separator: " · ")
        for part in VisibleText.wrapped(words, to: width - 2) { line("  " + painter.paint(part, .dim)) }
    }

    private mutating func writeWarnings(of artifact: ArtifactResult, on day: String) {
        let partial = artifact.notes.filter(\.makesPartial)
        if !partial.isEmpty {
            line()
            let count = HumanText.count(partial.count, "part")
            warn("PARTIAL RESULT: \(count) could not be read, so findings may be missing.", .alarm)
            for note in partial.prefix(isVerbose ? Int.max : 10) { write(note: note, style: .yellow) }
            if !isVerbose, partial.count > 10 { line("    … and \(partial.count - 10) more (--verbose lists them)") }
        }
        let warnings = SupportWarnings.of(artifact, on: day)
        if !warnings.isEmpty { line() }
        for warning in warnings { warn(VisibleText.line(warning), .boldYellow) }
        let others = artifact.notes.filter { !$0.makesPartial }
        if !others.isEmpty, isVerbose {
            line()
            for note in others { write(note: note, style: .dim) }
        }
    }

    private mutating func warn(_ text: String, _ style: Painter.Style) {
        for (index, part) in VisibleText.wrapped(text, to: width - 6).enumerated() {
            line((index == 0 ? "  ! " : "    ") + painter.paint(part, style))
        }
    }

    private mutating func write(note: ScanNote, style: Painter.Style) {
        let place = note.location.map { VisibleText.line($0.path) + ": " } ?? ""
        for (index, part) in VisibleText.wrapped(place + VisibleText.line(note.text), to: width - 8).enumerated() {
            line((index == 0 ? "    - " : "      ") + painter.paint(part, style))
        }
    }

    // MARK: what to do first

    private mutating func writeFirstSteps(of artifact: ArtifactResult) {
        let steps = FirstStep.of(artifact)
        guard !steps.isEmpty else { return }
        line()
        let detail =
            artifact.upgrades.isEmpty
            ? "what is most urgent" : "the smallest set of upgrades that clears most, and what else is urgent"
        heading("What to do first", detail: detail)
        let shown = steps.prefix(isVerbose ? Int.max : Self.stepLimit)
        let digits = String(shown.count).count
        for (index, step) in shown.enumerated() {
            let number = VisibleText.padded("\(index + 1).", to: digits + 1)
            let (action, effect) = words(of: step)
            let room = width - digits - 4
            line("  " + painter.paint(number, .bold) + " " + VisibleText.cut(action, to: room))
            let indent = String(repeating: " ", count: digits + 4)
            line(indent + painter.paint(VisibleText.cut(effect, to: width - digits - 4), .dim))
        }
        if steps.count > shown.count {
            line("  … and \(steps.count - shown.count) more (--verbose lists them)")
        }
    }

    private func words(of step: FirstStep) -> (action: String, effect: String) {
        switch step.action {
        case .upgrade(let upgrade):
            var action = "Upgrade \(upgrade.package) \(upgrade.from) → \(upgrade.to)"
            if let path = upgrade.path { action += " in \(path)" }
            var effect = "clears \(upgrade.clears.count)"
            if !step.clears.words.isEmpty { effect += ": \(step.clears.words)" }
            if step.isKnownExploited { effect += " · known to be exploited" }
            return (VisibleText.line(action), effect)
        case .repair(let finding):
            let action = finding.fix?.summary ?? finding.title
            var effect = "\(finding.severity.rawValue) · \(finding.id)"
            if let location = finding.location {
                effect += " · \(location.path)" + (location.line.map { ":\($0)" } ?? "")
            }
            if step.places > 1 { effect += " and \(HumanText.count(step.places - 1, "other place"))" }
            return (VisibleText.line(action), VisibleText.line(effect))
        }
    }

    // MARK: sections

    private mutating func writeByPackage(_ findings: [Finding]) {
        for file in FindingGroup.group(findings, by: { $0.location?.path ?? "" }) {
            line()
            line("  " + painter.paint(fileTitle(file), .bold))
            let idWidth = min(file.findings.map { VisibleText.width(VisibleText.line($0.id)) }.max() ?? 0, 22)
            let fixWidth =
                width < Self.narrow
                ? 0
                : min(
                    file.findings.map { VisibleText.width(VisibleText.line($0.package?.fixedVersion ?? "")) }.max()
                        ?? 0, 26)
            for package in FindingGroup.group(
                file.findings, by: { "\($0.package?.name ?? "") \($0.package?.version ?? "")" })
            {
                let hint = upgradeHint(package.findings)
                let name = VisibleText.cutMiddle(
                    VisibleText.line(package.title), to: max(20, width - 7 - VisibleText.width(hint)))
                line("    " + painter.paint(name, .cyan) + (hint.isEmpty ? "" : "  " + painter.paint(hint, .green)))
                writeRows(package.findings, idWidth: idWidth, fixWidth: fixWidth)
            }
        }
    }

    private func fileTitle(_ file: FindingGroup) -> String {
        let layer = file.findings.first?.location?.layer.map { "layer \($0.index)" }
        let detail = [HumanText.count(file.findings.count, "finding"), layer].compactMap { $0 }.joined(separator: ", ")
        let path = file.title.isEmpty ? "(no file)" : VisibleText.line(file.title)
        return VisibleText.cutMiddle(path, to: width - 6 - detail.count) + "  (\(detail))"
    }

    private func upgradeHint(_ findings: [Finding]) -> String {
        let withFix = findings.filter { $0.package?.fixedVersion != nil }.count
        if withFix == 0 { return "no fix yet" }
        return withFix == findings.count ? "" : "\(withFix) of \(findings.count) have a fix"
    }

    private mutating func writeRows(_ findings: [Finding], idWidth: Int, fixWidth: Int) {
        let shown = isVerbose ? findings : findings.filter(\.isShown)
        for finding in shown {
            let id = VisibleText.padded(VisibleText.cut(VisibleText.line(finding.id), to: idWidth), to: idWidth)
            var row = "      " + severityCell(finding.severity) + "  " + id
            var used = 6 + Self.severityWidth + 2 + idWidth
            if fixWidth > 0 {
                let version = VisibleText.cut(VisibleText.line(finding.package?.fixedVersion ?? ""), to: fixWidth)
                row += "  " + painter.paint(VisibleText.padded(version, to: fixWidth), .green)
                used += 2 + fixWidth
            }
            row += tail(of: finding, room: width - used - 2)
            line(row)
        }
        if shown.count < findings.count { writeMinor(findings.filter { !$0.isShown }) }
    }

    /// Negligible and unrated findings, by their ids alone: those that nothing speaks against first.
    private mutating func writeMinor(_ findings: [Finding]) {
        let inUse = findings.filter { $0.reachability != .unreachable }
        let ids = (inUse + findings.filter { $0.reachability == .unreachable }).map { VisibleText.line($0.id) }
        let head =
            "… and \(findings.count) negligible or unrated"
            + (inUse.count < findings.count ? ", \(findings.count - inUse.count) not reachable: " : ": ")
        let tail = " (--verbose lists them)"
        let room = (width - 6) * Self.minorLines - VisibleText.width(head) - tail.count
        var names: [String] = []
        var used = 0
        for id in ids {
            used += VisibleText.width(id) + 2
            if used > room { break }
            names.append(id)
        }
        let words = head + names.joined(separator: ", ") + (names.count < ids.count ? ", …" + tail : "")
        for part in VisibleText.wrapped(words, to: width - 6) { line("      " + painter.paint(part, .dim)) }
    }

    /// Marks and title, as much as there is room for.
    private func tail(of finding: Finding, room: Int) -> String {
        let marks = finding.marks.isEmpty ? "" : "[" + finding.marks.joined(separator: ", ") + "]"
        guard room > 6 else { return "" }
        let shownMarks = VisibleText.cut(marks, to: room)
        let rest = room - VisibleText.width(shownMarks) - (marks.isEmpty ? 0 : 1)
        let title = rest > 3 ? VisibleText.cut(VisibleText.line(finding.title), to: rest) : ""
        let painted = painter.paint(shownMarks, finding.exploitation?.kevAdded == nil ? .yellow : .boldRed)
        return "  " + painted + (marks.isEmpty || title.isEmpty ? "" : " ") + title
    }

    private mutating func writeByFile(_ findings: [Finding]) {
        for file in FindingGroup.group(findings, by: { $0.location?.path ?? $0.package?.name ?? "" }) {
            line()
            line("  " + painter.paint(fileTitle(file), .bold))
            let places = file.findings.map { place(of: $0) }
            let placeWidth = places.map(\.count).max() ?? 0
            let idWidth = min(file.findings.map { VisibleText.width(VisibleText.line($0.id)) }.max() ?? 0, 30)
            for (finding, place) in zip(file.findings, places) {
                let id = VisibleText.padded(VisibleText.cut(VisibleText.line(finding.id), to: idWidth), to: idWidth)
                let used = 4 + placeWidth + 2 + Self.severityWidth + 2 + idWidth
                line(
                    "    " + painter.paint(VisibleText.padded(place, to: placeWidth), .dim) + "  "
                        + severityCell(finding.severity) + "  " + id + tail(of: finding, room: width - used - 2))
                let indent = String(repeating: " ", count: 4 + placeWidth + 2 + Self.severityWidth + 2)
                for evidence in finding.evidence.prefix(isVerbose ? Int.max : 1)
                where finding.kind == .secret || isVerbose {
                    line(
                        indent
                            + painter.paint(VisibleText.cut(VisibleText.line(evidence), to: width - indent.count), .dim)
                    )
                }
                if let fix = finding.fix {
                    let words = "fix: " + VisibleText.line(fix.summary)
                    line(indent + painter.paint(VisibleText.cut(words, to: width - indent.count), .green))
                }
            }
        }
    }

    private func place(of finding: Finding) -> String {
        guard let line = finding.location?.line else { return "" }
        return finding.location?.column.map { "\(line):\($0)" } ?? "\(line)"
    }

    private static let severityWidth = 10

    private func severityCell(_ severity: Severity) -> String {
        let word = severity.rawValue.uppercased()
        return painter.paint(word, as: severity) + String(repeating: " ", count: Self.severityWidth - word.count)
    }

    private mutating func writeSuppressed(of artifact: ArtifactResult) {
        guard !artifact.suppressed.isEmpty else { return }
        var counts: [String: Int] = [:]
        for suppressed in artifact.suppressed { counts[suppressed.cause, default: 0] += 1 }
        let words = counts.sorted { $0.key < $1.key }.map { "\($0.value) \(VisibleText.line($0.key))" }
        line()
        heading("Set aside", detail: words.joined(separator: ", "))
        guard isVerbose else { return }
        for suppressed in artifact.suppressed {
            let finding = suppressed.finding
            let subject = finding.package.map { "\($0.name) \($0.version)" } ?? finding.location?.path ?? ""
            let reason = suppressed.reason.map { ": \($0)" } ?? ""
            let words = VisibleText.line("\(finding.id)  \(subject)  (\(suppressed.cause)\(reason))")
            line("    " + painter.paint(VisibleText.cut(words, to: width - 4), .dim))
        }
    }

    // MARK: closing

    mutating func writeClosing(of result: ScanResult) {
        if let snapshot = result.snapshot { write(snapshot) }
        if let count = result.artifacts.compactMap({ $0.statistics[StatisticName.rulesLeftOut] }).max(), count > 0 {
            line("\(HumanText.count(count, "rule")) of stricter profiles not asked for (--rules strict, --rules all)")
        }
        if let verdict = result.verdict, !verdict.isAccepted {
            for reason in verdict.reasons {
                for (index, part) in VisibleText.wrapped(VisibleText.line(reason), to: width - 4).enumerated() {
                    line((index == 0 ? "  ✗ " : "    ") + painter.paint(part, .red))
                }
            }
        }
        let findings = result.artifacts.flatMap(\.findings)
        let counts = SeverityCounts(findings)
        var parts = [
            counts.total == 0
                ? "no findings" : "\(HumanText.count(counts.total, "finding")): \(counts.words)"
        ]
        if result.artifacts.count != 1 { parts.append(HumanText.count(result.artifacts.count, "target")) }
        let packages = result.artifacts.reduce(0) { $0 + $1.packages.count }
        if packages > 0 { parts.append(HumanText.count(packages, "package")) }
        let suppressed = result.artifacts.reduce(0) { $0 + $1.suppressed.count }
        if suppressed > 0 { parts.append("\(suppressed) set aside") }
        if result.artifacts.contains(where: \.isPartial) { parts.append("partial") }
        var word = "DONE"
        var style = counts.total == 0 ? Painter.Style.boldGreen : .bold
        if let verdict = result.verdict {
            word = verdict.isAccepted ? "PASS" : "FAIL"
            style = verdict.isAccepted ? .boldGreen : .boldRed
        }
        for (index, part) in VisibleText.wrapped(parts.joined(separator: " · "), to: width - 6).enumerated() {
            line((index == 0 ? painter.paint(word, style) + "  " : "      ") + part)
        }
    }

    private mutating func write(_ snapshot: SnapshotInfo) {
        guard let newest = snapshot.sources.map(\.date).max(), let oldest = snapshot.sources.map(\.date).min() else {
            return
        }
        let days = newest == oldest ? newest : "\(oldest) to \(newest)"
        let origin = snapshot.isEmbedded ? "embedded" : VisibleText.line(snapshot.origin)
        line("Advisories of \(VisibleText.line(days)) (\(VisibleText.cutMiddle(origin, to: max(12, width - 42))))")
        if let age = snapshot.ageInDays, age > SnapshotInfo.warningAge {
            warn("The advisories are \(age) days old: newer ones are not reported. Run: drydock db update", .boldYellow)
        }
    }

    // MARK: lines

    private mutating func heading(_ title: String, detail: String) {
        let detail = VisibleText.cut(detail, to: width - VisibleText.width(title) - 4)
        line(painter.paint(title, .bold) + (detail.isEmpty ? "" : "  " + painter.paint(detail, .dim)))
    }

    private mutating func line(_ content: String = "") {
        var content = content
        while content.last == " " { content.removeLast() }
        text += content
        text += "\n"
    }
}
