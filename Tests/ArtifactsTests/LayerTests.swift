import Findings
import Testing

@testable import Artifacts

/// Runs analyzers over an image made of layers, through a layout on disk.
func scan(
    _ image: ImageMaker, _ analyzers: [any Analyzer] = [WholeText()], limits: Limits = Limits(), tag: String? = nil
) async throws -> PassResult {
    let folder = TemporaryFolder()
    let path = folder.write(layout: image.layout())
    let target = ArtifactTarget(tag.map { "oci:\(path):\($0)" } ?? path)
    let source = try ArtifactSource.open(target, options: OpenOptions(limits: limits))
    return try await SinglePass(analyzers: analyzers, limits: limits).run(source)
}

func scan(
    _ layers: [ImageMaker.Layer], _ analyzers: [any Analyzer] = [WholeText()], limits: Limits = Limits()
) async throws -> PassResult {
    try await scan(ImageMaker(layers), analyzers, limits: limits)
}

struct LayerTests {
    @Test func factsCarryPathLayerAndHistory() async throws {
        let result = try await scan([.init { $0.file("./etc/a", "one") }, .init { $0.file("/b", "two") }])
        #expect(result.seen == ["etc/a: one", "b: two"])
        #expect(result.facts[1].layer?.index == 1)
        #expect(result.facts[1].layer?.createdBy == "step 1")
        #expect(result.statistics == ["files": 2])
        #expect(result.layers.map(\.entryCount) == [1, 1])
        #expect(result.layers[0].unpackedSize == 2048)
        #expect(result.image?.configuration.user == "65532")
        #expect(!result.isPartial)
    }

    @Test func whiteoutHidesFileAndFolderOfLowerLayers() async throws {
        let lower = ImageMaker.Layer {
            $0.file("a", "1")
            $0.file("d/x", "2")
            $0.file("d/e/y", "3")
            $0.file("dd", "4")
        }
        let upper = ImageMaker.Layer {
            $0.whiteout("a")
            $0.whiteout("d")
            $0.file("d/new", "5")
        }
        let result = try await scan([lower, upper])
        #expect(result.seen == ["dd: 4", "d/new: 5"])
        #expect(result.hidden == ["a: 1", "d/e/y: 3", "d/x: 2"])
        #expect(result.facts[0].visibility == .hidden(byLayer: 1))
    }

    @Test func whiteoutNeverHidesItsOwnLayer() async throws {
        let lower = ImageMaker.Layer { $0.file("a", "old") }
        for order in [true, false] {
            let upper = ImageMaker.Layer {
                if order { $0.whiteout("a") }
                $0.file("a", "new")
                if !order { $0.whiteout("a") }
            }
            let result = try await scan([lower, upper])
            #expect(result.seen == ["a: new"])
        }
    }

    @Test func opaqueFolderHidesWhatLiesBelow() async throws {
        let lower = ImageMaker.Layer {
            $0.file("d/x", "1")
            $0.file("d/e/y", "2")
            $0.file("z", "3")
        }
        let upper = ImageMaker.Layer {
            $0.file("d/new", "4")
            $0.opaque("d")
        }
        #expect(try await scan([lower, upper]).seen == ["z: 3", "d/new: 4"])
        let all = ImageMaker.Layer { $0.opaque("") }
        #expect(try await scan([lower, all]).seen == [])
    }

    @Test func replacedFilesAndChangedTypes() async throws {
        let lower = ImageMaker.Layer {
            $0.file("a", "1")
            $0.file("d/x", "2")
            $0.file("f", "3")
        }
        let upper = ImageMaker.Layer {
            $0.file("a", "new")
            $0.symbolicLink("d", to: "elsewhere")
            $0.folder("f")
        }
        let result = try await scan([lower, upper])
        #expect(result.seen == ["a: new"])
        #expect(result.hidden.count == 3)
        // A folder on a folder hides nothing.
        let folder = ImageMaker.Layer { $0.folder("d") }
        #expect(try await scan([lower, folder]).hidden.isEmpty)
    }

    @Test func theLastOfOneNameWins() async throws {
        let result = try await scan([
            .init {
                $0.file("a", "1")
                $0.file("b/c", "2")
                $0.file("a", "3")
                $0.symbolicLink("b", to: "x")
            }
        ])
        #expect(result.seen == ["a: 3"])
        #expect(result.hidden == ["a: 1", "b/c: 2"])
        #expect(result.facts[0].visibility == .hidden(byLayer: 0))
    }

    @Test func hardLinksAreOtherPaths() async throws {
        let lower = ImageMaker.Layer {
            $0.file("a", "1")
            $0.hardLink("b", to: "./a")
            $0.hardLink("c", to: "b")
        }
        var result = try await scan([lower])
        #expect(result.facts[0].otherPaths == ["b", "c"])
        result = try await scan([
            lower,
            .init {
                $0.hardLink("d", to: "a")
                $0.whiteout("a")
                $0.whiteout("c")
            },
        ])
        #expect(result.facts[0].isVisible)
        #expect(result.facts[0].path == "b")
        #expect(result.facts[0].otherPaths == ["d"])
    }

    @Test func rootLinksOfTheMergedFileSystem() async throws {
        let lower = ImageMaker.Layer {
            $0.symbolicLink("bin", to: "usr/bin")
            $0.symbolicLink("lib", to: "usr/lib")
            $0.symbolicLink("gone", to: "usr/lib")
            $0.file("usr/lib/os-release", "old")
        }
        let upper = ImageMaker.Layer {
            $0.whiteout("gone")
            $0.file("lib/os-release", "new")
        }
        let result = try await scan([lower, upper])
        #expect(result.rootLinks == ["bin": "usr/bin", "lib": "usr/lib"])
        #expect(result.seen == ["lib/os-release: new"])
    }

    @Test(arguments: [1, 2, 8]) func parallelLayersGiveOneResult(_ threads: Int) async throws {
        let layers = (0..<12).map { index in
            ImageMaker.Layer { tar in
                for file in 0..<40 where (file + index) % 3 != 0 { tar.file("d\(file % 5)/f\(file)", "\(index)") }
                tar.whiteout("d\(index % 5)/f\(index)")
            }
        }
        var limits = Limits()
        limits.parallelLayers = threads
        let result = try await scan(layers, limits: limits)
        #expect(result.seen.count == 40)
        #expect(result.facts.map(\.path).count == result.statistics["files"])
        let again = try await scan(layers, limits: limits)
        #expect(again.seen == result.seen)
    }

    @Test func pathsBeyondTheLimitAreFiltered() async throws {
        var limits = Limits()
        limits.trackedPaths = 4
        let lower = ImageMaker.Layer { tar in for file in 0..<20 { tar.file("f\(file)", "1") } }
        let upper = ImageMaker.Layer { tar in for file in 0..<10 { tar.file("f\(file)", "2") } }
        let result = try await scan([lower, upper], limits: limits)
        #expect(result.seen.count == 20)
        #expect(result.hidden.count == 10)
    }

    /// Over the limit a filter of fixed size decides; where it says yes, the layer is read again.
    @Test func whatTheFilterDoubtsIsLookedUp() async throws {
        var limits = Limits()
        limits.trackedPaths = 4
        let lower = ImageMaker.Layer { tar in for file in 0..<20 { tar.file("d\(file % 4)/f\(file)", "1") } }
        let upper = ImageMaker.Layer { tar in
            for file in 0..<10 { tar.file("d\(file % 4)/f\(file)", "2") }
            tar.whiteout("d3")
        }
        let exact = try await scan([lower, upper, upper])
        let filtered = try await scan([lower, upper, upper], limits: limits)
        #expect(exact.seen == filtered.seen)
        #expect(exact.hidden == filtered.hidden)
        #expect(filtered.hidden.count == 23)
        #expect(filtered.notes.isEmpty)
    }

    @Test func aFilterThatIsWrongIsSetRight() {
        let hash = PathHash()
        var outcome = LayerOutcome()
        outcome.facts = [PendingFact(path: "a", sequence: 1, fact: TextFact(text: "1"))]
        var above = LayerOutcome()
        // A filter that holds the path, while the layer does not.
        var paths = LayerPaths(limit: 0)
        paths.insert(hash(UnsafeRawBufferPointer(start: nil, count: 0)).marked(.whiteout))
        Array("a".utf8).withUnsafeBytes { paths.insert(hash($0).marked(.file)) }
        above.paths = paths
        var resolver = OverlayResolver([outcome, above], hash: hash)
        let doubts = resolver.doubts()
        #expect(doubts[1]?.count == 1)
        #expect(resolver.resolve(nil).facts[0].visibility == .hidden(byLayer: 1))
        resolver.settle(1, LayerPaths(asking: doubts[1] ?? FingerprintSet()))
        #expect(resolver.resolve(nil).facts[0].isVisible)
    }

    /// As ostree lays out images: content under names nobody asks for, hard links to it where files should be.
    @Test func contentOfHardLinksIsReadUnderTheirNames() async throws {
        let layer = ImageMaker.Layer {
            $0.file("objects/1", "debian")
            $0.file("objects/2", "other")
            $0.hardLink("usr/lib/os-release", to: "objects/1")
            $0.hardLink("etc/os-release", to: "objects/1")
            $0.hardLink("x/os-release", to: "objects/2")
            $0.file("x/os-release", "replaced")
            $0.hardLink("y/os-release", to: "elsewhere")
        }
        let result = try await scan([layer], [OnlyNamed(name: "os-release")])
        #expect(
            result.seen == [
                "etc/os-release: debian", "usr/lib/os-release: debian", "x/os-release: replaced",
            ])
        #expect(result.hidden == ["x/os-release: other"])
        #expect(result.isPartial)
        #expect(result.notes.map { $0.location?.path } == ["y/os-release"])
        // A link to a file that was read anyway is another path of it, and costs no second reading.
        let plain = ImageMaker.Layer {
            $0.file("usr/lib/os-release", "debian")
            $0.hardLink("etc/os-release", to: "usr/lib/os-release")
        }
        let linked = try await scan([plain], [OnlyNamed(name: "os-release")])
        #expect(linked.facts.map(\.otherPaths) == [["etc/os-release"]])
    }
}
