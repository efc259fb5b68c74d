import ArgumentParser
import Workflows

struct Drydock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drydock",
        abstract: "Inspect, repair and certify containers of Go applications.",
        discussion: """
            Exit codes: 0 done and accepted, 1 the policy says no, 2 the job could not be done.

            Examples:
              drydock scan registry.example.com/shop/api:1.4
              drydock scan oci:./image dir:. -f table -f sarif=drydock.sarif --fail-on high
              drydock db status
            """,
        version: ToolVersion.current,
        subcommands: [
            ScanCommand.self, LintCommand.self, FixCommand.self, InitCommand.self, ProbeCommand.self, RulesCommand.self,
            ExplainCommand.self, DBCommand.self,
        ])
}

/// Maps every way a command can end to the three exit codes that scripts rely on.
@main
enum Main {
    static func main() async {
        do {
            var command = try parsed()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            Drydock.exit(withError: code)
        } catch {
            Drydock.end(with: error)
        }
    }

    private static func parsed() throws -> any ParsableCommand {
        if let command = named() { return command }
        return try Drydock.parseAsRoot()
    }

    /// The command that the first word names, read without a look at all the others, which takes the parser longer than
    /// many a job. What it does not take goes the whole way, which says what is wrong, or helps.
    private static func named() -> (any ParsableCommand)? {
        let words = CommandLine.arguments.dropFirst()
        guard let name = words.first,
            let command = Drydock.configuration.subcommands.first(where: { $0.configuration.commandName == name })
        else { return nil }
        return try? command.parse(Array(words.dropFirst()))
    }
}

extension Drydock {
    /// Prints what went wrong, or the help asked for, and ends the process: 0 for help and version, else 2.
    static func end(with error: any Error) -> Never {
        let text = fullMessage(for: error)
        if exitCode(for: error).rawValue == 0 {
            print(text)
            exit(withError: nil)
        }
        StandardError.write(text.hasPrefix("Error:") ? "drydock: " + text.dropFirst(7) : text)
        // HEALTHCHECK knows 0 and 1 only.
        exit(withError: ExitCode(CommandLine.arguments.dropFirst().first == "probe" ? 1 : 2))
    }
}
