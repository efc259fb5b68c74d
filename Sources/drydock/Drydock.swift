import ArgumentParser
import Workflows

@main
struct Drydock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drydock", abstract: "Inspect, repair and certify containers of Go applications.",
        version: ToolVersion.current)
}
