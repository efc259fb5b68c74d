import Artifacts
import Findings
import Foundation
import Testing

@testable import Workflows

@Suite struct ScanTargetTests {
    @Test func prefixesDecide() throws {
        #expect(try ScanTarget("registry:a.example/b:1") == .registry("a.example/b:1"))
        #expect(try ScanTarget("docker:shop") == .daemon("shop"))
        #expect(try ScanTarget("podman:shop") == .daemon("shop"))
        #expect(try ScanTarget("sbom:-") == .sbom("-"))
        #expect(try ScanTarget("dir:/etc") == .artifact(ArtifactTarget("dir:/etc")))
    }

    @Test func whatIsNotOnDiskMayBeAnImage() throws {
        #expect(try ScanTarget("shop/api:1.4") == .registry("shop/api:1.4"))
        #expect(try ScanTarget("[::1]:5000/a@sha256:00") == .registry("[::1]:5000/a@sha256:00"))
        #expect(try ScanTarget("/") == .artifact(ArtifactTarget("/")))
    }

    /// Go's name for a module with all that is below it.
    @Test(arguments: ["...", "./..."]) func goPatterns(text: String) throws {
        #expect(try ScanTarget(text) == .artifact(ArtifactTarget(".")))
    }

    @Test(arguments: ["", "sbom:", "registry:", "/no/such", "./none", "../none/", "a b", "none/"])
    func otherTextsAreRefused(text: String) {
        #expect(throws: WorkflowError.self) { try ScanTarget(text) }
    }
}

@Suite struct ConfiguredLimitsTests {
    @Test func everyNameOfTheConfigurationIsKnown() throws {
        var limits = Limits()
        try limits.apply([
            "entries": 1, "layer-size": 2, "image-size": 3, "file-size": 4, "path-length": 5, "ratio": 6,
        ])
        #expect(limits.layerEntries == 1 && limits.unpackedLayerBytes == 2 && limits.unpackedImageBytes == 3)
        #expect(limits.heldFileBytes == 4 && limits.pathBytes == 5 && limits.compressionRatio == 6)
        #expect(throws: WorkflowError.self) { try limits.apply(["ratio": 0]) }
        #expect(throws: WorkflowError.self) { try limits.apply(["weather": 1]) }
    }
}

@Suite struct ScanClockTests {
    @Test func daysOfSeconds() {
        #expect(ScanClock(seconds: 0).timestamp == "1970-01-01T00:00:00Z")
        #expect(ScanClock(seconds: 951_782_400).day == "2000-02-29")
    }
}

@Suite struct RuleCatalogueTests {
    @Test func idsAreUniqueAndTellWhatToDo() {
        let all = RuleCatalogue.all
        #expect(Set(all.map(\.card.id)).count == all.count)
        for entry in all {
            #expect(
                !entry.card.why.isEmpty && !entry.card.repair.isEmpty && !entry.card.title.isEmpty, "\(entry.card.id)")
            #expect(entry.card.id.hasPrefix("DD-"), "\(entry.card.id)")
        }
    }

    @Test func namesOfPeersFindRules() {
        #expect(RuleCatalogue.named("dl3008").map(\.card.id) == ["DD-DF-APT-PIN"])
        #expect(RuleCatalogue.named("G304").isEmpty == false)
        #expect(RuleCatalogue.named("DL9999").isEmpty)
    }

    @Test func unknownNamesAreRefused() throws {
        try RuleCatalogue.check(RuleSelection(parsing: "strict,+DL3008,-G304,-aws-access-token"), ownRules: false)
        #expect(throws: WorkflowError.self) {
            try RuleCatalogue.check(RuleSelection(parsing: "+DD-NOPE"), ownRules: false)
        }
        try RuleCatalogue.check(RuleSelection(parsing: "-TEAM-LABEL"), ownRules: true)
    }

    /// docs/rules is what the rules say now; `make rules` rewrites it.
    @Test func documentationIsUpToDate() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/rules")
        let pages = RuleCatalogue.documentation
        for page in pages {
            let text = try? String(contentsOf: folder.appendingPathComponent(page.name), encoding: .utf8)
            #expect(text == page.text, "docs/rules/\(page.name) is not what the rules say: run make rules")
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(files).subtracting(pages.map(\.name)).isEmpty)
    }
}
