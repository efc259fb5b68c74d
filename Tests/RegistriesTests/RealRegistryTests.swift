import Artifacts
import Foundation
import Network
import TestSupport
import Testing

@testable import Registries

/// Against Debian's docker-registry, filled by skopeo.
@Suite(.serialized) struct RealRegistryTests {
    private func withClient<R: Sendable>(
        _ credentials: CredentialStore = .none, _ work: (RegistryClient) async throws -> R
    ) async throws -> R {
        try await NetworkClient.withClient(NetworkSettings(toolVersion: "test")) { network in
            try await work(RegistryClient(network: network, options: RegistryOptions(credentials: credentials)))
        }
    }

    @Test func imageComesWholeAndVerified() async throws {
        guard let registry = try DebianRegistry.start() else { return }
        defer { registry.stop() }
        try registry.fill()
        try await withClient { client in
            let image = try await client.openImage(ImageReference("\(registry.host)/shop/harbour:1"))
            #expect(image.image.manifestDigest != nil)
            #expect(!image.image.layers.isEmpty)
            for layer in image.image.layers {
                let reader = try image.openLayer(layer)
                var bytes: [UInt8] = []
                let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
                defer { buffer.deallocate() }
                // The pass reads from threads of its own.
                bytes = try await withCheckedThrowingContinuation { done in
                    Thread.detachNewThread {
                        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
                        defer { piece.deallocate() }
                        var all: [UInt8] = []
                        do {
                            while true {
                                let count = try reader.read(into: piece)
                                if count == 0 { break }
                                all.append(contentsOf: piece[..<count])
                            }
                            done.resume(returning: all)
                        } catch { done.resume(throwing: error) }
                    }
                }
                reader.close()
                #expect(Digest.of(bytes) == layer.digest)
            }
        }
    }

    @Test func missingTagsAndRepositoriesAreNamed() async throws {
        guard let registry = try DebianRegistry.start() else { return }
        defer { registry.stop() }
        try await withClient { client in
            let reference = try ImageReference("\(registry.host)/no/such:1")
            let error = await #expect(throws: RegistryError.self) { try await client.openImage(reference) }
            guard case .notFound(let what, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(what.contains("no/such"))
        }
    }

    @Test func basicAuthenticationFromDockersFile() async throws {
        guard let registry = try DebianRegistry.start(.basic(user: "anna", password: "geheim")) else { return }
        defer { registry.stop() }
        try registry.fill("shop/harbour:1", ["--dest-creds", "anna:geheim"])
        let home = registry.folder.appending(path: "home/.docker")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        let token = Data("anna:geheim".utf8).base64EncodedString()
        try Data("{\"auths\":{\"\(registry.host)\":{\"auth\":\"\(token)\"}}}".utf8)
            .write(to: home.appending(path: "config.json"))
        let reference = try ImageReference("\(registry.host)/shop/harbour:1")
        let store = CredentialStore(environment: ["HOME": registry.folder.appending(path: "home").path])
        try await withClient(store) { client in
            let image = try await client.openImage(reference)
            #expect(!image.image.layers.isEmpty)
        }
        try await withClient { client in
            let error = await #expect(throws: RegistryError.self) { try await client.openImage(reference) }
            guard case .unauthorized(_, let hadCredentials, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(!hadCredentials)
        }
    }

    @Test func credentialHelperIsAsked() async throws {
        guard let registry = try DebianRegistry.start(.basic(user: "anna", password: "geheim")) else { return }
        defer { registry.stop() }
        try registry.fill("shop/harbour:1", ["--dest-creds", "anna:geheim"])
        let tools = registry.folder.appending(path: "bin")
        let home = registry.folder.appending(path: "home2/.docker")
        for folder in [tools, home] {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        let helper = tools.appending(path: "docker-credential-probe")
        let script =
            "#!/bin/sh\nread server\necho \"{\\\"ServerURL\\\":\\\"$server\\\",\\\"Username\\\":\\\"anna\\\",\\\"Secret\\\":\\\"geheim\\\"}\"\n"
        try Data(script.utf8).write(to: helper)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: helper.path)
        try Data("{\"credHelpers\":{\"\(registry.host)\":\"probe\"}}".utf8).write(
            to: home.appending(path: "config.json"))
        let path = tools.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
        let store = CredentialStore(
            environment: ["HOME": registry.folder.appending(path: "home2").path, "PATH": path])
        try await withClient(store) { client in
            let image = try await client.openImage(ImageReference("\(registry.host)/shop/harbour:1"))
            #expect(!image.image.layers.isEmpty)
        }
    }

    @Test func artifactIsPushedAndPulled() async throws {
        guard let registry = try DebianRegistry.start() else { return }
        defer { registry.stop() }
        try await withClient { client in
            let reference = try ImageReference("\(registry.host)/tools/advisories:latest")
            let blob = [UInt8]((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            let type = "application/vnd.drydock.db.v1"
            let artifact = RegistryArtifact(
                type: type, blob: blob, blobType: MediaType(type), annotations: ["org.example.\"note\"": "a\nb"])
            let digest = try await client.push(artifact, to: reference)
            #expect(try await client.manifest(reference).digest == digest)
            #expect(try await client.pullArtifact(reference, type: type, limit: 1 << 20) == blob)
            // Twice is as good as once.
            #expect(try await client.push(artifact, to: reference) == digest)
            await #expect(throws: RegistryError.self) {
                try await client.pullArtifact(reference, type: "application/other", limit: 1 << 20)
            }
            await #expect(throws: RegistryError.self) {
                try await client.pullArtifact(reference, type: type, limit: 1000)
            }
        }
    }
}
