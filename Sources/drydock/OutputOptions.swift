import ArgumentParser
import Findings
import Reports
import Workflows

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where and how results are shown.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Report format, several by repeating: \(AllFormats.list.map(\.name).joined(separator: ", ")).",
            valueName: "format[=file]"))
    var format: [String] = []

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("File for the report, where one format is asked for.", valueName: "file"))
    var output: String?

    @Flag(name: [.short, .long], help: "No progress and no notes on standard error.")
    var quiet = false

    @Flag(name: [.short, .long], help: "List every finding one by one, those set aside too.")
    var verbose = false

    @Option(help: ArgumentHelp("auto, always or never; NO_COLOR is honoured.", valueName: "when"))
    var color = "auto"

    @Option(help: ArgumentHelp("Columns of the table where the output is no terminal.", valueName: "columns"))
    var width: Int?

    var showsProgress: Bool { !quiet && StandardError.isTerminal }

    struct Destination {
        var format: any ReportFormat
        /// Nil: standard output.
        var file: String?
    }

    /// - Parameter configured: formats of the configuration file, for where no flag names one.
    /// - Throws: ValidationError for an unknown format or two reports on standard output.
    func destinations(configured: [String]) throws -> [Destination] {
        guard ["auto", "always", "never"].contains(color) else {
            throw ValidationError("--color takes auto, always or never.")
        }
        if let width, !(20...10_000).contains(width) { throw ValidationError("--width takes 20 to 10000 columns.") }
        var destinations: [Destination] = []
        let wanted = !format.isEmpty ? format : !configured.isEmpty && output == nil ? configured : ["table"]
        for word in wanted {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let known = AllFormats.named(parts[0]) else {
                throw ValidationError(
                    "There is no format “\(parts[0])”; there is \(AllFormats.list.map(\.name).joined(separator: ", "))."
                )
            }
            if parts.count == 2, parts[1].isEmpty { throw ValidationError("-f \(word) names no file.") }
            destinations.append(Destination(format: known, file: parts.count == 2 ? parts[1] : nil))
        }
        if let output {
            let open = destinations.indices.filter { destinations[$0].file == nil }
            guard open.count == 1 else {
                throw ValidationError("-o goes with one format that has no file of its own; use -f FORMAT=FILE.")
            }
            destinations[open[0]].file = output == "-" ? nil : output
        }
        guard destinations.count(where: { $0.file == nil }) <= 1 else {
            throw ValidationError("Two reports on standard output; give files with -f FORMAT=FILE.")
        }
        return destinations
    }

    func write(_ result: ScanResult, to destinations: [Destination]) throws {
        for destination in destinations {
            var options = ReportOptions(isVerbose: verbose)
            if destination.file == nil {
                options.usesColour = usesColour
                options.width = width ?? StandardOutput.width ?? ReportOptions.defaultWidth
            } else {
                options.usesColour = color == "always"
                options.width = width ?? ReportOptions.defaultWidth
            }
            let bytes = destination.format.render(result, options: options)
            if let file = destination.file {
                try OutputFile.write(bytes, to: file)
                if !quiet { StandardError.write("\(destination.format.name): \(file)") }
            } else {
                StandardOutput.write(bytes)
            }
        }
    }

    func report(_ verdict: Verdict?) {
        guard !quiet, let verdict else { return }
        for reason in verdict.reasons { StandardError.write("drydock: not accepted: \(reason)") }
    }

    private var usesColour: Bool {
        switch color {
        case "always": true
        case "never": false
        default: StandardOutput.isTerminal && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
        }
    }
}
