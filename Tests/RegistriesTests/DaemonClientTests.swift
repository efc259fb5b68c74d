import Artifacts
import Network
import Testing

@testable import Registries

@Suite struct DaemonClientTests {
    private func open(_ environment: [String: String]) async throws -> RegistryError? {
        try await NetworkClient.withClient(NetworkSettings(toolVersion: "test")) { network in
            let client = DaemonClient(network: network, environment: environment)
            return await #expect(throws: RegistryError.self) {
                try await client.openImage("nginx", options: OpenOptions())
            }
        }
    }

    @Test func noDaemonNamesTheSocketsTried() async throws {
        guard case .noDaemon(let tried) = try await open(["DOCKER_HOST": "unix:///nonexistent/docker.sock"]) else {
            Issue.record("another error")
            return
        }
        #expect(tried.count == 1 && tried[0].contains("/nonexistent/docker.sock"))
    }

    @Test func otherTransportsAreRefused() async throws {
        guard case .unsupported(let what, let advice) = try await open(["DOCKER_HOST": "tcp://10.0.0.1:2375"]) else {
            Issue.record("another error")
            return
        }
        #expect(what.contains("DOCKER_HOST") && advice.contains("docker save"))
    }
}
