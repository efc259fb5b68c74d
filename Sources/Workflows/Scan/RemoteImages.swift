import Artifacts
import Network
import Registries

/// Opens images that are not on this disk, for the time of one scan.
struct RemoteImages: Sendable {
    let request: ScanRequest

    func withRegistryImage<Result: Sendable>(
        _ text: String, _ work: (ArtifactSource) async throws -> Result
    ) async throws -> Result {
        let reference = try ImageReference(text)
        return try await NetworkClient.withClient(request.network) { network in
            let options = RegistryOptions(
                isInsecure: request.isInsecure, credentials: CredentialStore(environment: ProcessFacts.environment),
                limits: request.limits)
            let image = try await RegistryClient(network: network, options: options)
                .openImage(reference, platform: request.platform)
            return try await work(.image(image))
        }
    }

    func withDaemonImage<Result: Sendable>(
        _ name: String, _ options: OpenOptions, _ work: (ArtifactSource) async throws -> Result
    ) async throws -> Result {
        var settings = request.network
        settings.idleTimeout = DaemonClient.exportTimeout
        return try await NetworkClient.withClient(settings) { network in
            let client = DaemonClient(network: network, environment: ProcessFacts.environment)
            return try await work(.stream(try await client.openImage(name, options: options)))
        }
    }
}

extension ScanRequest {
    var network: NetworkSettings {
        NetworkSettings(
            toolVersion: ToolVersion.current, certificateFile: caFile, skipsCertificateChecks: isInsecure,
            environment: ProcessFacts.environment)
    }
}
