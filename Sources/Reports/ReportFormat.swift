import Findings

/// One way to show a result: a pure function from values to bytes. The same result and options give the same bytes.
public protocol ReportFormat: Sendable {
    /// The word of `-f`: `table`, `sarif`, `cyclonedx-xml`, ….
    var name: String { get }
    /// Without the dot, for files that Drydock names itself.
    var fileExtension: String { get }
    /// One line for `--help`.
    var summary: String { get }

    func render(_ result: ScanResult, options: ReportOptions) -> [UInt8]
}

extension ReportFormat {
    public func render(_ result: ScanResult) -> [UInt8] { render(result, options: ReportOptions()) }
}

/// How a report is shown; formats for machines look at none of it.
public struct ReportOptions: Sendable, Hashable {
    /// Colour the table with ANSI sequences.
    public var usesColour: Bool
    /// Columns of the terminal; the table fits it.
    public var width: Int
    /// Show every finding of the table one by one, those without weight and the suppressed ones too.
    public var isVerbose: Bool

    public static let defaultWidth = 110
    /// A narrower table would not be readable.
    public static let smallestWidth = 50

    public init(usesColour: Bool = false, width: Int = ReportOptions.defaultWidth, isVerbose: Bool = false) {
        self.usesColour = usesColour
        self.width = width
        self.isVerbose = isVerbose
    }
}
