import Findings

/// JUnit XML, as CI servers read it: one suite a target, one failed test a finding, one skipped test for what is set
/// aside, and one passed test where there is nothing to report.
struct JUnitReport: ReportFormat {
    let name = "junit"
    let fileExtension = "xml"
    let summary = "JUnit XML, for CI servers"

    func render(_ result: ScanResult, options: ReportOptions) -> [UInt8] {
        let result = result.ordered
        let tests = result.artifacts.map { $0.testCount }.reduce(0, +)
        let failures = result.artifacts.map(\.findings.count).reduce(0, +)
        var xml = XMLWriter()
        xml.element("testsuites", ["name": "drydock", "tests": String(tests), "failures": String(failures)]) { xml in
            for artifact in result.artifacts { write(artifact, of: result, to: &xml) }
        }
        return xml.bytes
    }

    private func write(_ artifact: ArtifactResult, of result: ScanResult, to xml: inout XMLWriter) {
        let partial = artifact.notes.filter(\.makesPartial)
        let suite: XMLWriter.Attributes = [
            "name": artifact.target, "tests": String(artifact.testCount), "failures": String(artifact.findings.count),
            "errors": String(partial.count), "skipped": String(artifact.suppressed.count),
            "timestamp": result.created, "time": "0",
        ]
        xml.element("testsuite", suite) { xml in
            xml.element("properties") { xml in
                xml.element("property", ["name": "kind", "value": artifact.kind.rawValue])
                if let digest = artifact.digest { xml.element("property", ["name": "digest", "value": digest]) }
                xml.element("property", ["name": "tool", "value": "drydock \(result.toolVersion)"])
            }
            for finding in artifact.findings {
                xml.element("testcase", attributes(of: finding)) { xml in
                    let type = finding.severity.rawValue
                    xml.element("failure", ["message": finding.title, "type": type], text: details(of: finding))
                }
            }
            for suppressed in artifact.suppressed {
                let words = [suppressed.cause, suppressed.reason].compactMap { $0 }.joined(separator: ": ")
                xml.element("testcase", attributes(of: suppressed.finding)) {
                    $0.element("skipped", ["message": words])
                }
            }
            for note in partial {
                xml.element("testcase", ["classname": "drydock", "name": "target was read to the end", "time": "0"]) {
                    $0.element("error", ["message": note.text, "type": "partial", "file": note.location?.path])
                }
            }
            if artifact.testCount == 1, artifact.findings.isEmpty, artifact.suppressed.isEmpty, partial.isEmpty {
                xml.element("testcase", ["classname": "drydock", "name": "no findings", "time": "0"])
            }
        }
    }

    private func attributes(of finding: Finding) -> XMLWriter.Attributes {
        let subject = finding.package.map { "\($0.name) \($0.version)" } ?? finding.location?.path ?? ""
        let place = finding.location?.line.map { " line \($0)" } ?? ""
        let name = "[\(finding.severity.rawValue.uppercased())] \(finding.id) \(subject)\(place)"
        return [
            "classname": finding.location?.path ?? finding.package?.type ?? finding.kind.rawValue, "name": name,
            "file": finding.location?.path, "line": finding.location?.line.map { String($0) }, "time": "0",
        ]
    }

    private func details(of finding: Finding) -> String {
        var lines = [finding.message ?? finding.title]
        if let package = finding.package {
            lines.append("package: \(package.name) \(package.version)")
            lines.append("fixed in: \(package.fixedVersion ?? "no version yet")")
        }
        if !finding.aliases.isEmpty { lines.append("also known as: \(finding.aliases.joined(separator: ", "))") }
        lines += finding.evidence.map { "seen: \($0)" }
        if let fix = finding.fix { lines.append("fix: \(fix.summary)") }
        if let address = finding.addresses.first { lines.append(address) }
        // Each line by itself: what a target says must not add lines or act on a terminal.
        return lines.map { VisibleText.line($0) }.joined(separator: "\n")
    }
}

extension ArtifactResult {
    fileprivate var testCount: Int {
        max(1, findings.count + suppressed.count + notes.filter(\.makesPartial).count)
    }
}
