import Artifacts
import Findings
import Testing

@testable import Inventory

@Suite struct BaseImageDetectionTests {
    private func base(
        _ files: [TestFile] = [], image: ImageFacts = ImageFacts(), known: [KnownBaseImage] = []
    ) -> BaseImage? {
        InventoryAssembler.assemble(pass: TestPass.run([files]), image: image, knownBases: known).base
    }

    @Test func theLongestKnownLayersWin() {
        var image = ImageFacts(labels: ["org.opencontainers.image.base.name": "other"])
        image.layers = ["a", "b", "c"].enumerated().map {
            LayerSummary(reference: LayerReference(index: $0.offset, diffID: $0.element))
        }
        let known = [
            KnownBaseImage(name: "debian:12", diffIDs: ["a"]),
            KnownBaseImage(name: "golang:1.22", diffIDs: ["a", "b"]),
            KnownBaseImage(name: "wrong", diffIDs: ["b"]), KnownBaseImage(name: "empty", diffIDs: []),
        ]
        #expect(base(image: image, known: known) == BaseImage(name: "golang:1.22", evidence: "layers"))
    }

    @Test func labels() {
        let labels = [
            "org.opencontainers.image.base.name": "docker.io/library/alpine:3.20",
            "org.opencontainers.image.base.digest": "sha256:ab",
        ]
        #expect(
            base(image: ImageFacts(labels: labels))
                == BaseImage(name: "docker.io/library/alpine:3.20", evidence: "labels", digest: "sha256:ab"))
    }

    @Test func distrolessFlavours() {
        let release = TestFile("etc/os-release", "ID=debian\nVERSION_ID=12\nPRETTY_NAME=Distroless\n")
        let files = TestFile("var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12.4\n")
        let libc = TestFile("var/lib/dpkg/status.d/libc6", "Package: libc6\nVersion: 2.36\n")
        #expect(base([release, files])?.name == "gcr.io/distroless/static-debian12")
        #expect(base([release, files, libc])?.name == "gcr.io/distroless/base-nossl-debian12")
    }

    @Test func bySystem() {
        #expect(base([TestFile("etc/os-release", "ID=alpine\nVERSION_ID=3.20.1\n")])?.name == "alpine:3.20")
        #expect(base([TestFile("etc/os-release", "ID=rhel\nVERSION_ID=9.4\n")])?.name == "redhat/ubi9:9.4")
        #expect(base([TestFile("etc/os-release", "ID=wolfi\n")])?.name == "cgr.dev/chainguard/static")
        #expect(base()?.name == "scratch")
    }
}
