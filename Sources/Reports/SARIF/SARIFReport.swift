import Findings

/// SARIF 2.1.0, within the limits of GitHub's code scanning. One run a target, so that each has a category of its own.
/// Sources: OASIS SARIF 2.1.0; GitHub's documentation, "SARIF support for code scanning".
struct SARIFReport: ReportFormat {
    let name = "sarif"
    let fileExtension = "sarif"
    let summary = "SARIF 2.1.0, for GitHub code scanning and editors"

    /// GitHub's limits; what lies beyond them is left out with a notification, the least urgent first.
    enum Limit {
        static let runs = 20
        static let results = 25_000
        static let locations = 100
        static let flowSteps = 1_000
        static let tags = 10
        /// Characters of a title and of a description.
        static let title = 255
        static let text = 1_024
    }

    func render(_ result: ScanResult, options: ReportOptions) -> [UInt8] {
        let result = result.ordered
        var json = JSONWriter(reserving: 4096 + result.artifacts.reduce(0) { $0 + 1600 * $1.findings.count })
        json.object { json in
            json.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
            json.field("version", "2.1.0")
            json.array("runs") { json in
                for run in Self.runs(of: result) { json.object { run.write(to: &$0) } }
            }
        }
        return json.finish()
    }

    private static func runs(of result: ScanResult) -> [SARIFRun] {
        if result.artifacts.count <= Limit.runs {
            return result.artifacts.map { SARIFRun(artifacts: [$0], toolVersion: result.toolVersion) }
        }
        return [SARIFRun(artifacts: result.artifacts, toolVersion: result.toolVersion)]
    }
}
