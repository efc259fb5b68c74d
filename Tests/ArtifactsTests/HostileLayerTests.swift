import Findings
import Foundation
import TestSupport
import Testing

@testable import Artifacts

/// Layers that lie, break off or explode.
struct HostileLayerTests {
    private let good = ImageMaker.Layer {
        $0.file("a", [UInt8](repeating: 0x61, count: 3000))
        $0.file("b", "2")
    }

    private func error(_ image: ImageMaker, limits: Limits = Limits(), _ break: (String) -> Void = { _ in }) async
        -> ArtifactError?
    {
        let folder = TemporaryFolder()
        let path = folder.write(layout: image.layout())
        `break`(path)
        do throws(ArtifactError) {
            let source = try ArtifactSource.open(ArtifactTarget(path), options: OpenOptions(limits: limits))
            _ = try await SinglePass(analyzers: [WholeText()], limits: limits).run(source)
            return nil
        } catch {
            return error
        }
    }

    @Test func digestsAreChecked() async throws {
        let other = ImageMaker.Layer { $0.file("a", [UInt8](repeating: 0x62, count: 3000)) }
        let blob = good.digest.layoutPath
        let folder = TemporaryFolder()
        // The same size, so that only the digest tells.
        var changed = good.packed
        changed[changed.count - 20] ^= 1
        let wrong = await error(ImageMaker([good])) { path in
            folder.write("x", changed)
            _ = TemporaryFolder.overwrite("\(path)/\(blob)", changed)
        }
        #expect(wrong != nil)
        let name = "layer 0 (\(good.digest))"
        let size = await error(ImageMaker([good])) { path in
            _ = TemporaryFolder.overwrite("\(path)/\(blob)", good.packed + [0])
        }
        #expect(
            size == .wrongSize(blob: name, expected: Int64(good.packed.count), actual: Int64(good.packed.count) + 1))
        let short = await error(ImageMaker([good])) { path in
            _ = TemporaryFolder.overwrite("\(path)/\(blob)", Array(good.packed.dropLast()))
        }
        #expect(
            short == .wrongSize(blob: name, expected: Int64(good.packed.count), actual: Int64(good.packed.count) - 1))
        // A layer that is whole but not the one of the configuration.
        var image = ImageMaker([.init(good.tar, packed: other.packed)])
        image.tag = "x"
        let diffID = await error(image)
        #expect(
            diffID
                == .wrongDiffID(
                    blob: "layer 0 (\(other.digest))", expected: "\(good.diffID)", actual: "\(other.diffID)"))
        // An uncompressed one.
        let plain = ImageMaker.Layer(good.tar, packed: other.tar, mediaType: "application/vnd.oci.image.layer.v1.tar")
        #expect(
            await error(ImageMaker([plain]))
                == .wrongDiffID(
                    blob: "layer 0 (\(other.diffID))", expected: "\(good.diffID)", actual: "\(other.diffID)"))
    }

    @Test func missingLayers() async throws {
        let missing = await error(ImageMaker([good])) { _ = TemporaryFolder.remove("\($0)/\(good.digest.layoutPath)") }
        guard case .missingBlob(let name, _) = missing else {
            Issue.record("\(String(describing: missing))")
            return
        }
        #expect(name == "layer 0 (\(good.digest))")
    }

    @Test func badLayersMayBecomeNotes() async throws {
        var limits = Limits()
        limits.continuesPastBadLayers = true
        let broken = ImageMaker.Layer(good.tar, packed: Array(good.packed.dropLast(30)))
        let result = try await scan([broken, .init { $0.file("c", "3") }], limits: limits)
        #expect(result.isPartial)
        #expect(result.seen.contains("c: 3"))
        #expect(result.layers[0].skipped != nil)
        await #expect(throws: ArtifactError.self) { try await scan([broken]) }
    }

    @Test func foreignAndEncryptedLayersAreSkippedWithANote() async throws {
        for type in [
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
            "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
            "application/vnd.oci.image.layer.v1.tar+gzip+encrypted",
        ] {
            let foreign = ImageMaker.Layer(good.tar, mediaType: type)
            let result = try await scan([foreign, .init { $0.file("c", "3") }])
            #expect(result.seen == ["c: 3"])
            #expect(result.isPartial)
            #expect(result.layers[0].skipped != nil)
        }
    }

    @Test func bombsAreStopped() async throws {
        var limits = Limits()
        limits.ratioFreeBytes = 100_000
        limits.compressionRatio = 50
        let zeros = [UInt8](repeating: 0, count: 3_000_000)
        let name = { (layer: ImageMaker.Layer) in "layer 0 (\(layer.digest))" }
        for bomb in [ImageMaker.Layer { $0.file("zeros", zeros) }, ImageMaker.Layer(TarMaker.make { _ in } + zeros)] {
            guard
                case .limitExceeded(let blob, "compressionRatio", 50, _) = await error(
                    ImageMaker([bomb]), limits: limits)
            else {
                Issue.record("the ratio was not limited")
                continue
            }
            #expect(blob == name(bomb))
        }
        // Headers are no content.
        let many = ImageMaker.Layer { tar in for index in 0..<3000 { tar.file("f\(index)") } }
        #expect(await error(ImageMaker([many]), limits: limits) == nil)

        limits = Limits()
        limits.unpackedImageBytes = 1_000_000
        guard
            case .limitExceeded(_, "unpackedImageBytes", _, _) = await error(
                ImageMaker([.init { $0.file("zeros", zeros) }]), limits: limits)
        else {
            Issue.record("the size of the image was not limited")
            return
        }
    }

    @Test func countsAreLimited() async throws {
        var limits = Limits()
        limits.layerEntries = 1
        guard case .limitExceeded(_, "layerEntries", 1, _) = await error(ImageMaker([good]), limits: limits) else {
            Issue.record("entries were not limited")
            return
        }
        limits = Limits()
        limits.layers = 1
        guard case .limitExceeded(_, "layers", 1, _) = await error(ImageMaker([good, good]), limits: limits) else {
            Issue.record("layers were not limited")
            return
        }
    }

    @Test func notesAreLimitedButCounted() async throws {
        var limits = Limits()
        limits.notes = 3
        let result = try await scan(
            [.init { tar in for index in 0..<10 { tar.file("../f\(index)") } }], limits: limits)
        #expect(result.notes.count == 4)
        #expect(result.notes.last?.text == "7 more notes of layer 0")
        #expect(!result.isPartial)
    }

    @Test func unknownTypesAndTrailingBytesAreNoted() async throws {
        var tar = TarMaker()
        tar.add(.init(name: "volume", type: "V"), Array("x".utf8))
        tar.file("a", "1")
        let result = try await scan([.init(tar.ended() + [1, 2, 3])])
        #expect(result.seen == ["a: 1"])
        #expect(result.isPartial)
        #expect(result.notes.map(\.text).contains("entry of unknown type 'V', not read"))
        #expect(result.notes.contains { $0.text.contains("3 bytes follow the end") })
    }

    @Test func oddWhiteouts() async throws {
        let lower = ImageMaker.Layer { $0.file("d/a", "1") }
        let upper = ImageMaker.Layer {
            $0.file("d/.wh.")
            $0.file("d/.wh..")
            $0.file("d/.wh...")
            $0.file("d/.wh..wh.plnk")
        }
        #expect(try await scan([lower, upper]).seen == ["d/a: 1"])
    }

    @Test func theErrorOfTheLowestLayerIsReported() async throws {
        let broken = { (text: String) in
            let tar = TarMaker.make { $0.file("f", text) }
            return ImageMaker.Layer(tar, packed: Pack.gzip(Array(tar.dropLast(1500))))
        }
        let layers = [good, broken("1"), broken("2"), broken("3")]
        for threads in [1, 4] {
            var limits = Limits()
            limits.parallelLayers = threads
            let failure = await error(ImageMaker(layers), limits: limits)
            #expect("\(failure.map { "\($0)" } ?? "")".hasPrefix("layer 1 "))
        }
    }

    @Test func mutationsOfAnImageNeitherTrapNorHang() async throws {
        var numbers = SeededNumbers(seed: 5)
        let image = ImageMaker([good, .init { $0.whiteout("a") }])
        let archive = image.dockerArchive()
        let folder = TemporaryFolder()
        for round in 0..<150 {
            var broken = archive
            if round % 3 == 0 {
                broken.removeLast(Int.random(in: 1..<broken.count, using: &numbers))
            } else {
                for _ in 0..<3 {
                    broken[Int.random(in: 0..<broken.count, using: &numbers)] = UInt8.random(
                        in: 0...255, using: &numbers)
                }
            }
            let path = folder.write("broken.tar", broken)
            for bytes in [round % 2 == 0 ? nil : Pack.gzip(broken)] {
                if let bytes { folder.write("broken.tar", bytes) }
                let source = try? ArtifactSource.open(ArtifactTarget("docker-archive:\(path)"))
                guard let source else { continue }
                _ = try? await SinglePass(analyzers: [WholeText(), Streamed()]).run(source)
            }
        }
    }
}

extension TemporaryFolder {
    static func overwrite(_ path: String, _ bytes: [UInt8]) -> Bool {
        FileManager.default.createFile(atPath: path, contents: Data(bytes))
    }

    static func remove(_ path: String) -> Bool { (try? FileManager.default.removeItem(atPath: path)) != nil }
}
