import Findings

/// The charts at the top of the HTML report, drawn as inline SVG and boxes.
enum HTMLCharts {
    private static let packageLimit = 6

    static func write(_ result: ScanResult, to html: inout HTMLWriter) {
        let findings = result.artifacts.flatMap(\.findings)
        html.element("section", ["class": "charts", "aria-label": "Overview"]) { html in
            html.element("div", ["class": "card"]) { html in
                html.element("h3", text: "By severity")
                donut(SeverityCounts(findings), to: &html)
            }
            if !findings.isEmpty {
                html.element("div", ["class": "card"]) { html in
                    html.element("h3", text: "By kind")
                    for kind in FindingKind.allCases {
                        let part = findings.filter { $0.kind == kind }
                        if part.isEmpty { continue }
                        bar(kind.heading, SeverityCounts(part), of: findings.count, to: &html)
                    }
                }
            }
            packages(findings, to: &html)
        }
    }

    private static func packages(_ findings: [Finding], to html: inout HTMLWriter) {
        let groups = FindingGroup.group(findings.filter { $0.package != nil }) {
            "\($0.package?.name ?? "") \($0.package?.version ?? "")"
        }
        guard !groups.isEmpty else { return }
        let worst = groups.enumerated().sorted {
            ($0.element.findings.count, $1.offset) > ($1.element.findings.count, $0.offset)
        }.prefix(packageLimit).map(\.element)
        html.element("div", ["class": "card"]) { html in
            html.element("h3", text: "Packages with most findings")
            for group in worst {
                bar(
                    group.title, SeverityCounts(group.findings), of: worst.first?.findings.count ?? 1, to: &html)
            }
        }
    }

    /// A ring of arcs, one a severity, the total in its middle.
    private static func donut(_ counts: SeverityCounts, to html: inout HTMLWriter) {
        html.element("div", ["class": "donut"]) { html in
            html.element(
                "svg", ["viewBox": "0 0 42 42", "role": "img", "aria-label": counts.total == 0 ? "none" : counts.words]
            ) { html in
                circle("var(--line)", dash: nil, offset: nil, to: &html)
                var done = 0.0
                for entry in counts.present {
                    let share = Double(entry.count) / Double(max(counts.total, 1)) * 100
                    circle(
                        "var(--\(entry.severity.rawValue))", dash: "\(number(share)) \(number(100 - share))",
                        offset: number(125 - done), to: &html)
                    done += share
                }
                html.element("text", ["x": "21", "y": "24"], text: String(counts.total))
            }
            html.element("ul", ["class": "legend"]) { html in
                if counts.total == 0 { html.element("li", text: "No findings") }
                for entry in counts.present {
                    html.element("li") { html in
                        html.element("span", ["class": "dot fill \(entry.severity.rawValue)"], text: "")
                        html.text("\(entry.count) \(entry.severity.rawValue)")
                    }
                }
            }
        }
    }

    private static func circle(_ colour: String, dash: String?, offset: String?, to html: inout HTMLWriter) {
        // A radius of 15.915 makes the circumference 100, so that shares are lengths.
        html.element(
            "circle",
            [
                "cx": "21", "cy": "21", "r": "15.915", "fill": "none", "stroke": colour, "stroke-width": "5",
                "stroke-dasharray": dash, "stroke-dashoffset": offset,
            ], text: "")
    }

    private static func bar(_ title: String, _ counts: SeverityCounts, of most: Int, to html: inout HTMLWriter) {
        html.element("div") { html in
            html.element("span", ["class": "mono"], text: title)
            html.element("span", ["class": "dim"], text: "  \(counts.total)")
        }
        html.element("div", ["class": "bar", "title": counts.words]) { html in
            for entry in counts.present {
                let share = Double(entry.count) / Double(max(most, 1)) * 100
                html.element(
                    "span", ["class": "fill \(entry.severity.rawValue)", "style": "width:\(number(share))%"], text: "")
            }
        }
    }

    /// Two decimals, the same on every machine.
    private static func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
