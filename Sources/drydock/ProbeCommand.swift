import ArgumentParser
import Workflows

/// Asks a server whether it is healthy. Ends with 0 or 1, never 2: HEALTHCHECK knows no other.
struct ProbeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe", abstract: "Ask a server whether it is healthy, for HEALTHCHECK; install the small probe.",
        discussion: """
            ADDRESS is http[s]://…, tcp://HOST:PORT, or grpc[s]://HOST:PORT[/SERVICE]. Exit 0 healthy, 1 not.
            The small static probe for images without a shell takes the same options.

            Examples:
              drydock probe http://127.0.0.1:8080/healthz
              drydock probe https://shop.example.com/ready --ca-file ca.pem --body-contains ok
              drydock probe --install deploy
            """)

    @Argument(help: ArgumentHelp("What to ask.", valueName: "address"))
    var address: String?

    @Option(help: ArgumentHelp("For all of it: 3s, 500ms.", valueName: "time"))
    var timeout = "3s"

    @Option(help: ArgumentHelp("Statuses that are healthy: 200-399, or 200,204.", valueName: "list"))
    var status = "200-399"

    @Option(help: ArgumentHelp("“Name: value”; repeat for several.", valueName: "header"))
    var header: [String] = []

    @Option(help: "Of the request.")
    var method = "GET"

    @Option(help: ArgumentHelp("What the body must hold.", valueName: "text"))
    var bodyContains: String?

    @Flag(help: "https, grpcs: accept any certificate.")
    var insecure = false

    @Option(help: ArgumentHelp("https, grpcs: certificates to trust, PEM.", valueName: "file"))
    var caFile: String?

    @Option(help: ArgumentHelp("Copy the small static probe into this folder, for a COPY line.", valueName: "folder"))
    var install: String?

    @Option(
        help: ArgumentHelp("The small probe to install; default: drydock-probe beside this program.", valueName: "file")
    )
    var from: String?

    func run() async throws {
        do {
            if let install {
                let path = try ProbeWorkflow.install(into: install, from: from)
                StandardError.write("written: \(path)")
                StandardError.write("In the Dockerfile: COPY --chmod=0555 \(path) /drydock-probe")
                return
            }
            guard let address else { throw WorkflowError("wants an address or --install", subject: "probe") }
            var workflow = ProbeWorkflow(address: address)
            workflow.timeout = timeout
            workflow.statuses = status
            workflow.headers = header
            workflow.method = method
            workflow.bodyContains = bodyContains
            workflow.isInsecure = insecure
            workflow.certificateFile = caFile
            let (isHealthy, reason) = try await workflow.run()
            StandardError.write("\(isHealthy ? "healthy" : "unhealthy"): \(reason)")
            if !isHealthy { throw ExitCode(1) }
        } catch let error as WorkflowError {
            StandardError.write("drydock: \(error)")
            throw ExitCode(1)
        }
    }
}
