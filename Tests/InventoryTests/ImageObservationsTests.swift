import Artifacts
import Findings
import Testing

@testable import Inventory

@Suite struct ImageObservationsTests {
    private func image(_ layers: [[TestFile]], _ facts: ImageFacts = ImageFacts()) throws -> ImageFacts {
        try #require(InventoryAssembler.assemble(pass: TestPass.run(layers), image: facts).image)
    }

    @Test func shellsAndPackageManagers() throws {
        let facts = try image([
            [
                TestFile("usr/bin/dash", "x", mode: 0o755), TestFile("usr/bin/apt-get", "x", mode: 0o755),
                TestFile("sbin/apk", "x", mode: 0o755), TestFile("usr/bin/rpm", "x"),
            ]
        ])
        #expect(facts.hasShell == true)
        #expect(facts.packageManagers == ["apk", "apt-get"])
    }

    @Test func aLinkToAMissingShellIsNone() throws {
        #expect(try image([[TestFile(link: "bin/sh", to: "busybox")]]).hasShell == false)
        #expect(try image([[TestFile(link: "bin/sh", to: "/opt/strange")]]).hasShell == true)
        #expect(try image([[TestFile("busybox/busybox", "x", mode: 0o755)]]).hasShell == true)
        #expect(try image([[TestFile("app/bash", "x", mode: 0o755)]]).hasShell == false)
    }

    @Test func setUIDFilesOfTheVisibleSystem() throws {
        let facts = try image([
            [TestFile("usr/bin/su", "x", mode: 0o4755), TestFile("usr/bin/wall", "x", mode: 0o2755)],
            [TestFile("usr/bin/su", "x", mode: 0o755)],
        ])
        #expect(facts.setUIDFiles == ["usr/bin/wall"])
    }

    @Test func certificatesTimeZonesAndOpenFiles() {
        let pass = TestPass.run([
            [
                TestFile("etc/ssl/certs/ca-certificates.crt", "x"), TestFile("usr/share/zoneinfo/UTC", "x"),
                TestFile("data/open", "x", mode: 0o666),
            ]
        ])
        let inventory = InventoryAssembler.assemble(pass: pass)
        #expect(inventory.hasCertificates)
        #expect(inventory.hasTimeZones)
        #expect(pass.statistics[ImageObservations.worldWritable] == 1)
    }
}
