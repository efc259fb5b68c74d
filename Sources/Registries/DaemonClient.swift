import Artifacts
import Network

/// Asks the Docker or Podman on this machine for an image, over its socket.
/// Source: Docker Engine API v1.24 and later, "Export an image"; Podman's compatible API.
public struct DaemonClient: Sendable {
    /// A daemon puts the whole image together before the first byte of it comes; that takes minutes for large ones.
    public static let exportTimeout = Duration.seconds(900)

    private let network: NetworkClient
    private let environment: [String: String]

    /// - Parameter environment: `DOCKER_HOST`, `CONTAINER_HOST` and `XDG_RUNTIME_DIR` count.
    public init(network: NetworkClient, environment: [String: String]) {
        self.network = network
        self.environment = environment
    }

    /// The archive that `docker save` would write, streamed; nothing touches the disk.
    ///
    /// - Throws: `RegistryError.noDaemon`, `.notFound`, `.answered`.
    public func openImage(_ name: String, options: OpenOptions) async throws(RegistryError) -> ArchiveStream {
        guard !name.isEmpty, name.utf8.count <= 1024 else {
            throw .invalidReference(name, reason: "it is empty or too long")
        }
        var tried: [String] = []
        var lastMiss: RegistryError?
        for socket in try sockets() {
            let response: Response
            do throws(NetworkError) {
                let target = "/images/\(HTTPURL.percentEncoded(name))/get"
                let url = try HTTPURL(socket: socket, target: target)
                response = try await network.send(Request(.get, url, mayRepeat: false))
            } catch {
                tried.append("\(socket): \(error)")
                continue
            }
            switch response.status {
            case 200...299:
                let body = response.body
                let blob = FetchedBlob(name: "docker:\(name)") { try await body.next() }
                return ArchiveStream(name: "docker:\(name)", options: options) { () throws(ArtifactError) in blob }
            case 404: lastMiss = .notFound("docker:\(name)", reason: "the daemon at \(socket) has no such image")
            default:
                let reason = await response.failure()
                throw .answered("docker:\(name)", code: response.status, reason: "\(reason)")
            }
        }
        throw lastMiss ?? .noDaemon(tried: tried)
    }

    /// In the order in which Docker and Podman look themselves.
    private func sockets() throws(RegistryError) -> [String] {
        for name in ["DOCKER_HOST", "CONTAINER_HOST"] {
            guard let host = environment[name], !host.isEmpty else { continue }
            guard host.hasPrefix("unix://") else {
                throw .unsupported(
                    "\(name)=\(host)",
                    advice: "use a unix:// socket, or pipe the image: docker save NAME | drydock scan -")
            }
            return [String(host.dropFirst("unix://".count))]
        }
        var sockets = ["/var/run/docker.sock"]
        if let runtime = environment["XDG_RUNTIME_DIR"], runtime.hasPrefix("/") {
            sockets += [runtime + "/docker.sock", runtime + "/podman/podman.sock"]
        }
        sockets.append("/run/podman/podman.sock")
        return sockets
    }
}
