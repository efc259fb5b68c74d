import Findings

/// One HTML file that needs no network: charts, search and filters, and everything of the scan; prints well.
struct HTMLReport: ReportFormat {
    let name = "html"
    let fileExtension = "html"
    let summary = "one page with charts, search and filters; no network"

    func render(_ result: ScanResult, options: ReportOptions) -> [UInt8] {
        let result = result.ordered
        let findings = result.artifacts.flatMap(\.findings)
        var html = HTMLWriter(reserving: 32_768 + 2_048 * findings.count)
        html.element("html", ["lang": "en"]) { html in
            head(of: result, to: &html)
            html.element("body") { html in
                html.element("header") { html in
                    html.element("h1", text: "Drydock report")
                    html.element("span", ["class": "dim"], text: "\(result.created) · drydock \(result.toolVersion)")
                }
                html.element("main") { html in
                    verdict(of: result, to: &html)
                    snapshotWarning(of: result, to: &html)
                    HTMLCharts.write(result, to: &html)
                    for artifact in result.artifacts { HTMLArtifact(artifact, on: result.day).writeFacts(to: &html) }
                    if !findings.isEmpty {
                        html.element("h2", text: "Findings")
                        tools(of: findings, to: &html)
                    }
                    for artifact in result.artifacts {
                        let section = HTMLArtifact(artifact, on: result.day)
                        section.writeFindings(to: &html, isOnly: result.artifacts.count == 1)
                    }
                    for artifact in result.artifacts {
                        HTMLArtifact(artifact, on: result.day).writeInventory(to: &html)
                    }
                }
                footer(of: result, to: &html)
                html.element("script") { $0.raw(HTMLStyle.script) }
            }
        }
        return html.bytes
    }

    private func head(of result: ScanResult, to html: inout HTMLWriter) {
        html.element("head") { html in
            html.void("meta", ["charset": "utf-8"])
            html.void("meta", ["name": "viewport", "content": "width=device-width,initial-scale=1"])
            html.void(
                "meta",
                [
                    "http-equiv": "Content-Security-Policy",
                    "content":
                        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
                ])
            html.void("meta", ["name": "referrer", "content": "no-referrer"])
            let targets = result.artifacts.prefix(3).map(\.target).joined(separator: ", ")
            html.element("title", text: "Drydock: " + (targets.isEmpty ? "nothing scanned" : targets))
            html.element("style") { $0.raw(HTMLStyle.css) }
        }
    }

    private func verdict(of result: ScanResult, to html: inout HTMLWriter) {
        guard let verdict = result.verdict else { return }
        html.element("div", ["class": verdict.isAccepted ? "card verdict" : "card verdict fail"]) { html in
            html.text(verdict.isAccepted ? "Passed: the policy accepts this." : "Failed: the policy says no.")
            guard !verdict.reasons.isEmpty else { return }
            html.element("ul") { html in
                for reason in verdict.reasons { html.element("li", text: reason) }
            }
        }
    }

    private func snapshotWarning(of result: ScanResult, to html: inout HTMLWriter) {
        guard let age = result.snapshot?.ageInDays, age > SnapshotInfo.warningAge else { return }
        html.element("div", ["class": "card warn"]) { html in
            html.text("The advisories are \(age) days old; newer ones are not in this report. Update them with ")
            html.element("code", text: "drydock db update")
            html.text(".")
        }
    }

    private func tools(of findings: [Finding], to html: inout HTMLWriter) {
        html.element("div", ["class": "tools"]) { html in
            html.void(
                "input",
                [
                    "type": "search", "id": "search", "placeholder": "Search id, package, path, title…  ( / )",
                    "aria-label": "Search findings",
                ])
            for entry in SeverityCounts(findings).present {
                chip("severity", entry.severity.rawValue, "\(entry.severity.rawValue) \(entry.count)", to: &html)
            }
            let kinds = FindingKind.allCases.filter { kind in findings.contains { $0.kind == kind } }
            if kinds.count > 1 {
                for kind in kinds { chip("kind", kind.rawValue, kind.heading, to: &html) }
            }
            if findings.contains(where: { $0.exploitation?.kevAdded != nil }) {
                chip("flag", "exploited", "exploited", to: &html)
            }
            if findings.contains(where: { $0.isFixable }) { chip("flag", "fixable", "has a fix", to: &html) }
            html.element("span", ["id": "shown", "class": "dim", "role": "status"], text: "\(findings.count) findings")
        }
    }

    private func chip(_ group: String, _ value: String, _ label: String, to html: inout HTMLWriter) {
        html.element(
            "button",
            [
                "type": "button", "class": "chip", "aria-pressed": "false", "data-group": group, "data-value": value,
            ], text: label)
    }

    private func footer(of result: ScanResult, to html: inout HTMLWriter) {
        html.element("footer", ["class": "dim"]) { html in
            guard let snapshot = result.snapshot, !snapshot.sources.isEmpty else {
                html.text("No advisories were asked for.")
                return
            }
            html.element("details", ["class": "fold"]) { html in
                html.element(
                    "summary", text: "Advisories (\(snapshot.isEmbedded ? "embedded" : snapshot.origin))")
                html.element("table") { html in
                    row(["Source", "Date", "Records", "Licence"], cell: "th", to: &html)
                    for source in snapshot.sources {
                        row(
                            [source.name, source.date, String(source.records), source.licence ?? ""], cell: "td",
                            to: &html)
                    }
                }
            }
        }
    }

    private func row(_ cells: [String], cell: StaticString, to html: inout HTMLWriter) {
        html.element("tr") { html in
            for text in cells { html.element(cell, text: text) }
        }
    }
}

extension Finding {
    /// Whether the report can say what clears it.
    var isFixable: Bool { package?.fixedVersion != nil || fix != nil }
}
