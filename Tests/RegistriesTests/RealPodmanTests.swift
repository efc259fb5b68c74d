import Artifacts
import Foundation
import Network
import TestSupport
import Testing

@testable import Registries

/// Against Debian's podman, its service on a socket of its own.
@Suite struct RealPodmanTests {
    @Test func imageOfTheDaemonIsStreamed() async throws {
        guard Tool.find("podman") != nil, Tool.find("skopeo") != nil, getuid() == 0 else {
            print("SKIPPED: image of a real daemon: podman, skopeo or root is missing")
            return
        }
        // Podman refuses a run root of more than 50 characters.
        let folder = FileManager.default.temporaryDirectory.appending(path: "dp-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let podman = [
            "podman", "--root", folder.path + "/root", "--runroot", folder.path + "/run", "--storage-driver", "vfs",
            "--cgroup-manager", "cgroupfs",
        ]
        let archive = folder.path + "/image.tar"
        do {
            try Tool.check(
                "skopeo",
                ["copy", "-q", "oci:\(Tool.exampleImage)", "docker-archive:\(archive):docker.io/example/harbour:1"])
            try Tool.check("podman", podman.dropFirst() + ["load", "-q", "-i", archive])
        } catch {
            print("SKIPPED: image of a real daemon: podman does not run here: \("\(error)".prefix(200))")
            return
        }
        let socket = folder.path + "/podman.sock"
        let service = Process()
        service.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        service.arguments = podman + ["system", "service", "--time", "0", "unix://\(socket)"]
        service.standardOutput = FileHandle.nullDevice
        service.standardError = FileHandle.nullDevice
        try service.run()
        defer {
            service.terminate()
            service.waitUntilExit()
        }
        for _ in 0..<200 where !FileManager.default.fileExists(atPath: socket) { usleep(50_000) }
        let environment = ["DOCKER_HOST": "unix://\(socket)"]
        let settings = NetworkSettings(toolVersion: "test", idleTimeout: DaemonClient.exportTimeout)
        let image = try await NetworkClient.withClient(settings) { network in
            let client = DaemonClient(network: network, environment: environment)
            let stream = try await client.openImage("example/harbour:1", options: OpenOptions())
            return try await SinglePass(analyzers: []).run(.stream(stream)).image
        }
        #expect(image?.layers.count == 4)
        await #expect(throws: RegistryError.self) {
            try await NetworkClient.withClient(settings) { network in
                try await DaemonClient(network: network, environment: environment)
                    .openImage("no/such:1", options: OpenOptions())
            }
        }
    }
}
