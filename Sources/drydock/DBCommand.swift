import Advisories
import ArgumentParser
import Findings
import Workflows

/// Advisory databases: fetch, build, check, carry about.
struct DBCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db", abstract: "Fetch, build, check and share advisory databases.",
        discussion: """
            A scan judges by --database, else by your own database, which db update makes \
            (~/.cache/drydock/advisories.db), else by the snapshot inside the program.

            Examples:
              drydock db update
              drydock db build --from ./advisories -o advisories.db
              drydock db push registry.example.com/security/advisories:latest
              drydock db update --from registry:registry.example.com/security/advisories:latest
            """,
        subcommands: [
            Update.self, Build.self, Status.self, Verify.self, Export.self, Import.self, Push.self,
        ])

    struct Place: ParsableArguments {
        @Option(help: ArgumentHelp("The database; your own where not given.", valueName: "file"))
        var database: String?
    }

    struct Access: ParsableArguments {
        @Flag(help: "Plain http and unverified certificates.")
        var insecure = false

        @Option(help: ArgumentHelp("Certificates to trust beside the system's, PEM.", valueName: "file"))
        var caFile: String?
    }

    private static func workflow(_ place: Place, _ access: Access? = nil) throws -> AdvisoryWorkflow {
        var workflow = try AdvisoryWorkflow(path: place.database)
        workflow.isInsecure = access?.insecure ?? false
        workflow.caFile = access?.caFile
        return workflow
    }

    // MARK: -

    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fetch what is new and build the database; the old one serves until the new one is verified.",
            discussion: "Sources: "
                + AdvisoryWorkflow.sources.map { $0.name + ($0.isDefault ? "" : " (on demand)") }
                .joined(separator: ", ") + ".")

        @OptionGroup var place: Place
        @OptionGroup var access: Access

        @Option(help: ArgumentHelp("A source to take part; repeat for several.", valueName: "name"))
        var source: [String] = []

        @Option(help: ArgumentHelp("Another address for what begins with PREFIX.", valueName: "prefix=replacement"))
        var mirror: [String] = []

        @Option(help: ArgumentHelp("Take a built database instead: registry:NAME[:TAG].", valueName: "origin"))
        var from: String?

        @Flag(help: "Build even where nothing is new.")
        var force = false

        @Flag(name: [.short, .long], help: "No progress.")
        var quiet = false

        @Option(help: ArgumentHelp("Configuration file.", valueName: "file"))
        var config: String?

        func validate() throws {
            guard let from else { return }
            guard from.hasPrefix("registry:") else { throw ValidationError("--from takes registry:NAME[:TAG].") }
            guard source.isEmpty, mirror.isEmpty, !force else {
                throw ValidationError("--from takes a built database: without --source, --mirror and --force.")
            }
        }

        func run() async throws {
            let workflow = try DBCommand.workflow(place, access)
            let settings = try PolicyFiles.configuration(at: config).advisories
            if let origin = from ?? (source.isEmpty ? settings.registry.map { "registry:" + $0 } : nil) {
                try await workflow.pull(from: String(origin.dropFirst("registry:".count)))
                StandardOutput.write("took the database from \(origin): \(workflow.path)\n")
                return
            }
            let view = UpdateView(isShown: !quiet)
            let report = try await workflow.update(
                sources: source.isEmpty ? nil : source, mirrors: mirror, settings: settings, force: force,
                progress: view.show)
            for failure in report.failures {
                StandardError.write(
                    "drydock: \(failure.source): \(failure.reason)"
                        + (failure.usesEarlier ? " (its earlier file is used)" : ""))
            }
            if let build = report.build {
                StandardOutput.write(BuildText.of(build, at: workflow.path))
            } else {
                StandardOutput.write("nothing is new: \(workflow.path)\n")
            }
            if !report.failures.isEmpty, !report.failures.allSatisfy(\.usesEarlier) { throw ExitCode(2) }
        }
    }

    struct Build: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Build a database of files in upstream's own formats.",
            discussion: "Reads files, archives (tar, zip, gzip, zstd) and folders in: "
                + advisoryFeedCards().map(\.title).joined(separator: ", ") + ".")

        @Option(
            parsing: .upToNextOption, help: ArgumentHelp("Files, archives or folders.", valueName: "path"))
        var from: [String]

        @Option(name: [.short, .long], help: ArgumentHelp("The database to write.", valueName: "file"))
        var output: String

        @Option(
            help: ArgumentHelp("The day of a source whose files do not tell it.", valueName: "source=YYYY-MM-DD"))
        var date: [String] = []

        func run() throws {
            let report = try AdvisoryWorkflow(path: output).build(from: from, dates: date)
            StandardOutput.write(BuildText.of(report, at: output))
        }
    }

    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Which database a scan judges by, and how old it is.")

        @OptionGroup var place: Place

        func run() throws {
            let info = try AdvisoryWorkflow.status(of: place.database, on: ScanClock().day)
            var lines = ["database  \(info.isEmbedded ? "embedded in the program" : info.origin)"]
            if let age = info.ageInDays {
                let isOld = age > SnapshotInfo.warningAge
                lines.append("age       \(age) days" + (isOld ? " (run drydock db update)" : ""))
            }
            lines.append("")
            let width = info.sources.map(\.name.count).max() ?? 0
            lines.append("\("source".padding(to: width))  date        records  licence")
            for source in info.sources {
                let name = source.name.padding(to: width)
                lines.append(
                    "\(name)  \(source.date)  \(String(source.records).padding(to: 7))  \(source.licence ?? "")")
            }
            StandardOutput.write(lines.joined(separator: "\n") + "\n")
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check every table of the database. Exit 2 if damaged.")

        @OptionGroup var place: Place

        func run() throws {
            let problems = try AdvisoryWorkflow.problems(of: place.database)
            guard problems.isEmpty else {
                for problem in problems { StandardError.write("drydock: \(problem)") }
                throw ExitCode(2)
            }
            StandardOutput.write("the database is whole\n")
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Pack your database into one file, for machines without network.")

        @Argument(help: ArgumentHelp("The file to write.", valueName: "file"))
        var file: String

        @OptionGroup var place: Place

        func run() throws {
            try DBCommand.workflow(place).export(to: file)
            StandardOutput.write("packed: \(file)\n")
        }
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take over a packed database, after verifying it.")

        @Argument(help: ArgumentHelp("The file that db export wrote.", valueName: "file"))
        var file: String

        @OptionGroup var place: Place

        func run() throws {
            let workflow = try DBCommand.workflow(place)
            try workflow.importing(file)
            StandardOutput.write("imported: \(workflow.path)\n")
        }
    }

    struct Push: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Store your database in a registry, for db update --from registry:….")

        @Argument(help: ArgumentHelp("Where to.", valueName: "name:tag"))
        var reference: String

        @OptionGroup var place: Place
        @OptionGroup var access: Access

        func run() async throws {
            let name = reference.hasPrefix("registry:") ? String(reference.dropFirst(9)) : reference
            let digest = try await DBCommand.workflow(place, access).push(to: name)
            StandardOutput.write("pushed: \(name)@\(digest)\n")
        }
    }
}

/// What a build took in, for people.
enum BuildText {
    static func of(_ report: BuildReport, at path: String) -> String {
        var lines = report.sources.map { source in
            "\(source.name.padding(to: 14)) \(source.date)  \(source.records) records"
                + (source.skipped > 0 ? ", \(source.skipped) skipped" : "")
        }
        for source in report.sources {
            var seen = Set<String>()
            lines += source.problems.filter { seen.insert($0).inserted }.prefix(3)
                .map { "  \(source.name): skipped \($0)" }
        }
        lines += report.passedOver.prefix(10).map { "  passed over: \($0)" }
        if report.passedOver.count > 10 { lines.append("  passed over: \(report.passedOver.count - 10) more") }
        lines.append(
            "\(report.advisories) advisories of \(report.packages) packages, \(report.size) bytes: \(path)")
        return lines.joined(separator: "\n") + "\n"
    }
}

extension String {
    /// With spaces behind it, to a column.
    func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}

extension StandardOutput {
    static func write(_ text: String) { write(Array(text.utf8)) }
}
