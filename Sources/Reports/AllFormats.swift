/// Every format that `-f` takes, in the order that `--help` lists them.
public enum AllFormats {
    public static let list: [any ReportFormat] = [
        TableReport(), JSONReport(), SARIFReport(), CycloneDXReport(), CycloneDXXMLReport(), SPDXReport(),
        SPDXTagValueReport(), JUnitReport(), GitLabReport(), MarkdownReport(), HTMLReport(),
    ]

    public static func named(_ name: String) -> (any ReportFormat)? { list.first { $0.name == name } }
}
