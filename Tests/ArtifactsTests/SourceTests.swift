import Findings
import Foundation
import Testing

@testable import Artifacts

/// Every form a target may have, opened and read.
struct SourceTests {
    private let image: ImageMaker = {
        var image = ImageMaker([
            .init {
                $0.file("a", "1")
                $0.file("b", "2")
            },
            .init {
                $0.whiteout("a")
                $0.file("c", "3")
            },
        ])
        image.tag = "example/app:1"
        return image
    }()
    private let wanted = ["b: 2", "c: 3"]

    private func read(_ target: String, platform: Platform? = nil) async throws -> PassResult {
        let source = try ArtifactSource.open(ArtifactTarget(target), options: OpenOptions(platform: platform))
        return try await SinglePass(analyzers: [WholeText()]).run(source)
    }

    private func error(_ target: String, platform: Platform? = nil) async -> ArtifactError? {
        do {
            _ = try await read(target, platform: platform)
            return nil
        } catch {
            return error as? ArtifactError
        }
    }

    @Test func layoutInFolderAndTarAndPacked() async throws {
        let folder = TemporaryFolder()
        let path = folder.write(layout: image.layout())
        let tar = image.layoutTar()
        let targets = [
            path, "oci:\(path)", "oci:\(path):example/app:1", "oci:\(path):1",
            "oci:\(path)@\(Digest.of(image.manifest))", folder.write("i.tar", tar), "oci:\(folder.path)/i.tar",
            folder.write("i.tgz", Pack.gzip(tar)), folder.write("i.tar.zst", Pack.zstd(tar)),
        ]
        for target in targets {
            let result = try await read(target)
            #expect(result.seen == wanted, "\(target)")
            #expect(result.image?.manifestDigest == .of(image.manifest))
            #expect(result.image?.configDigest == .of(image.configuration))
            #expect(result.image?.reference == "example/app:1")
            #expect(result.layers.map(\.entryCount) == [2, 2])
            #expect(
                result.facts[1].layer
                    == LayerReference(
                        index: 0, digest: "\(image.layers[0].digest)", diffID: "\(image.layers[0].diffID)",
                        createdBy: "step 0"))
        }
    }

    @Test func dockerArchivePlainAndPacked() async throws {
        let folder = TemporaryFolder()
        let tar = image.dockerArchive()
        let path = folder.write("i.tar", tar)
        for target in [
            path, "docker-archive:\(path)", "docker-archive:\(path):example/app:1", "docker-archive:\(path):1",
            folder.write("i.tgz", Pack.gzip(tar)), "docker-archive:\(folder.write("i.zst", Pack.zstd(tar)))",
        ] {
            let result = try await read(target)
            #expect(result.seen == wanted, "\(target)")
            #expect(result.image?.manifestDigest == nil)
            #expect(result.image?.reference == "example/app:1")
            #expect(result.facts[1].layer?.diffID == "\(image.layers[0].diffID)")
        }
    }

    /// Old versions of docker save name layers by links; the manifest may come first.
    @Test func dockerArchiveWithLinksAndManifestFirst() async throws {
        let folder = TemporaryFolder()
        let configuration = image.configuration
        let names = ["one", "two"]
        let hex = String(repeating: "a", count: 64)
        let tar = TarMaker.make { tar in
            tar.file(
                "manifest.json",
                ImageMaker.json([
                    [
                        "Config": "\(hex).json", "RepoTags": NSNull(), "Layers": names.map { "./\($0)/layer.tar" },
                    ] as [String: Any]
                ]))
            tar.file("\(hex).json", configuration)
            tar.symbolicLink("one/layer.tar", to: "../x.tar")
            tar.file("x.tar", image.layers[0].tar)
            tar.file("y.tar", image.layers[1].packed)
            tar.hardLink("two/layer.tar", to: "y.tar")
        }
        for target in [folder.write("i.tar", tar), folder.write("i.tgz", Pack.gzip(tar))] {
            #expect(try await read(target).seen == wanted, "\(target)")
        }
    }

    /// A prefix tells that it is an image where the names in it do not.
    @Test func streamsOfUnusualNames() async throws {
        let folder = TemporaryFolder()
        let configuration = image.configuration
        let tar = TarMaker.make { tar in
            tar.file("bazel/one.tar", image.layers[0].tar)
            tar.file("bazel/two.tar", image.layers[1].tar)
            tar.file("bazel/config", configuration)
            tar.file(
                "manifest.json",
                ImageMaker.json([["Config": "bazel/config", "Layers": ["bazel/one.tar", "bazel/two.tar"]]]))
        }
        let packed = folder.write("i.tgz", Pack.gzip(tar))
        #expect(try await read("docker-archive:\(packed)").seen == wanted)
        #expect(try await read(folder.write("i.tar", tar)).seen == wanted)
        #expect(try await read(packed).image == nil)
    }

    @Test func streamsAreVerifiedToo() async throws {
        let folder = TemporaryFolder()
        var wrong = image
        wrong.layers[0] = .init(image.layers[1].tar, packed: image.layers[0].packed)
        for tar in [wrong.layoutTar(), image.dockerArchive().replacing(Array("1".utf8), at: 512)] {
            let plain = await error(folder.write("i.tar", tar))
            let packed = await error(folder.write("i.tgz", Pack.gzip(tar)))
            #expect(plain != nil)
            #expect(packed != nil)
        }
        // A stream that breaks off.
        let cut = Array(image.layoutTar().prefix(700))
        let failure = await error("oci:\(folder.write("cut.tgz", Pack.gzip(cut)))")
        guard case .truncated = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test func fileSystemArchive() async throws {
        let folder = TemporaryFolder()
        let tar = TarMaker.make {
            $0.folder("etc")
            $0.file("etc/os-release", "debian")
            $0.symbolicLink("lib", to: "usr/lib")
            $0.file("etc/.wh.kept", "not a whiteout here")
        }
        for target in [folder.write("fs.tar", tar), folder.write("fs.tgz", Pack.gzip(tar))] {
            let result = try await read(target)
            #expect(result.seen == ["etc/.wh.kept: not a whiteout here", "etc/os-release: debian"])
            #expect(result.rootLinks == ["lib": "usr/lib"])
            #expect(result.image == nil)
            #expect(result.facts[0].layer == nil)
        }
    }

    @Test func namesAmongSeveral() async throws {
        let folder = TemporaryFolder()
        var other = ImageMaker([.init { $0.file("other", "4") }])
        other.tag = "example/app:2"
        var entry = other.descriptor(other.manifest, "application/vnd.oci.image.manifest.v1+json")
        entry["annotations"] = ["org.opencontainers.image.ref.name": other.tag]
        let path = folder.write(layout: image.layout(extraManifests: [entry]))
        for (file, bytes) in other.layout() where file.hasPrefix("blobs") { folder.write("image/\(file)", bytes) }
        #expect(try await read("oci:\(path):2").seen == ["other: 4"])
        #expect(try await read("oci:\(path):example/app:1").seen == wanted)
        let names = ["example/app:1", "example/app:2"]
        guard case .noSuchImage(_, names) = await error(path) else {
            Issue.record("no choice was asked for")
            return
        }
        guard case .noSuchImage("3 in \(path)", names) = await error("oci:\(path):3") else {
            Issue.record("a missing name was found")
            return
        }
        guard case .noSuchImage = await error("docker-archive:\(folder.write("i.tar", image.dockerArchive())):9")
        else {
            Issue.record("a missing name was found")
            return
        }
    }

    @Test func platforms() async throws {
        let folder = TemporaryFolder()
        var arm = ImageMaker([.init { $0.file("arm", "4") }])
        arm.architecture = "arm64"
        var amd = image
        amd.tag = "x"
        func platform(_ image: ImageMaker) -> [String: Any] {
            var entry = image.descriptor(image.manifest, "application/vnd.oci.image.manifest.v1+json")
            entry["platform"] = ["os": "linux", "architecture": image.architecture]
            return entry
        }
        var attestation = arm.descriptor(arm.manifest, "application/vnd.oci.image.manifest.v1+json")
        attestation["platform"] = ["os": "unknown", "architecture": "unknown"]
        let inner = ImageMaker.json([
            "schemaVersion": 2, "manifests": [platform(arm), platform(amd), attestation],
        ])
        let index = ImageMaker.json([
            "schemaVersion": 2,
            "manifests": [amd.descriptor(inner, "application/vnd.oci.image.index.v1+json")],
        ])
        let path = folder.write(layout: amd.layout())
        for (file, bytes) in arm.layout() where file.hasPrefix("blobs") { folder.write("image/\(file)", bytes) }
        folder.write("image/\(Digest.of(inner).layoutPath)", inner)
        folder.write("image/index.json", index)
        #expect(try await read(path, platform: Platform("linux/arm64")).seen == ["arm: 4"])
        let result = try await read(path, platform: Platform("linux/amd64"))
        #expect(result.seen == wanted)
        #expect(result.image?.indexDigest == .of(inner))
        #expect(
            await error(path, platform: Platform("linux/s390x"))
                == .noSuchPlatform(wanted: "linux/s390x", available: ["linux/arm64", "linux/amd64"]))
        let archive = folder.write("i.tar", image.dockerArchive())
        #expect(
            await error(archive, platform: Platform("linux/s390x"))
                == .noSuchPlatform(wanted: "linux/s390x", available: ["linux/amd64"]))
    }

    @Test func documentsAreVerified() async throws {
        let folder = TemporaryFolder()
        let path = folder.write(layout: image.layout())
        let manifest = Digest.of(image.manifest)
        folder.write("image/\(manifest.layoutPath)", image.manifest.map { $0 == 0x31 ? 0x32 : $0 })
        guard case .wrongDigest = await error(path) else {
            Issue.record("a changed manifest was taken")
            return
        }
        folder.write("image/\(manifest.layoutPath)", image.manifest + [0x20])
        guard case .wrongSize = await error(path) else {
            Issue.record("a longer manifest was taken")
            return
        }
        folder.write("image/index.json", Array("{".utf8))
        guard case .malformedDocument("index.json of \(path)", "it is not JSON") = await error(path) else {
            Issue.record("a broken index was taken")
            return
        }
        folder.write("image/index.json", Array("{\"manifests\": []}".utf8))
        #expect(await error(path) == .noSuchImage(wanted: "in \(path)", available: []))
    }

    @Test func artifactsThatAreNoImages() async throws {
        let folder = TemporaryFolder()
        let chart = [UInt8](repeating: 1, count: 10)
        let config = Array("{}".utf8)
        let maker = ImageMaker([])
        var manifest: [String: Any] = [
            "schemaVersion": 2, "config": maker.descriptor(config, "application/vnd.cncf.helm.config.v1+json"),
            "layers": [maker.descriptor(chart, "application/vnd.cncf.helm.chart.content.v1.tar+gzip")],
        ]
        for isEmptyConfig in [false, true] {
            if isEmptyConfig {
                manifest["config"] = maker.descriptor(config, "application/vnd.oci.empty.v1+json")
                manifest["artifactType"] = "application/vnd.cncf.helm.config.v1+json"
            }
            let bytes = ImageMaker.json(manifest)
            let index = ImageMaker.json([
                "schemaVersion": 2,
                "manifests": [maker.descriptor(bytes, "application/vnd.oci.image.manifest.v1+json")],
            ])
            folder.write("chart/index.json", index)
            folder.write("chart/oci-layout", config)
            folder.write("chart/\(Digest.of(bytes).layoutPath)", bytes)
            folder.write("chart/\(Digest.of(config).layoutPath)", config)
            guard case .unsupported(let what, _) = await error("\(folder.path)/chart") else {
                Issue.record("a chart was taken for an image")
                return
            }
            #expect(what.contains("application/vnd.cncf.helm.config.v1+json"))
        }
    }

    @Test func targetsThatAreNothing() async throws {
        let folder = TemporaryFolder()
        #expect(
            await error("\(folder.path)/none")
                == .cannotRead(path: "\(folder.path)/none", reason: "No such file or directory"))
        let text = folder.write("text", Array("hello".utf8))
        #expect(await error("docker-archive:\(text)") == .notRecognised(path: text, reason: "it is no tar archive"))
        #expect(await error("dir:\(text)") == .cannotRead(path: text, reason: "it is not a folder"))
        let empty = folder.write("fs.tar", TarMaker.make { $0.file("a") })
        #expect(await error("docker-archive:\(empty)") == .missingBlob(name: "manifest.json", artifact: empty))
        #expect(await error("oci:\(empty)") == .missingBlob(name: "index.json", artifact: empty))
    }

    @Test func aSingleFile() async throws {
        let folder = TemporaryFolder()
        let path = folder.write("tool", Array("hello".utf8))
        for target in [path, "file:\(path)"] {
            let result = try await read(target)
            #expect(result.seen == ["tool: hello"])
            #expect(result.contentDigest == .of(Array("hello".utf8)))
        }
        let packed = folder.write("notes.gz", Pack.gzip(Array("hello".utf8)))
        #expect(try ArtifactSource.open(ArtifactTarget(packed)).kind == .file)
    }

    @Test func progressReachesTheEnd() async throws {
        let folder = TemporaryFolder()
        let path = folder.write(layout: image.layout())
        let seen = ProgressLog()
        let source = try ArtifactSource.open(ArtifactTarget(path))
        _ = try await SinglePass(analyzers: []).run(source) { seen.add($0) }
        let last = seen.all.filter(\.isFinished)
        #expect(last.map(\.layer).sorted() == [0, 1])
        #expect(last.allSatisfy { $0.done == $0.total && $0.layerCount == 2 })
    }

    @Test func cancellationEndsThePass() async throws {
        let folder = TemporaryFolder()
        let path = folder.write(layout: image.layout())
        let source = try ArtifactSource.open(ArtifactTarget(path))
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await SinglePass(analyzers: [WholeText()]).run(source)
        }
        await #expect(throws: ArtifactError.cancelled) { try await task.value }
    }
}

final class ProgressLog: @unchecked Sendable {
    private let monitor = Monitor()
    private var events: [PassProgress] = []
    var all: [PassProgress] { monitor.locked { events } }
    func add(_ event: PassProgress) { monitor.locked { events.append(event) } }
}

extension [UInt8] {
    fileprivate func replacing(_ bytes: [UInt8], at place: Int) -> [UInt8] {
        var copy = self
        copy.replaceSubrange(place..<place + bytes.count, with: bytes)
        return copy
    }
}
