import Findings
import TestSupport
import Testing

@testable import Inventory

@Suite struct ApkCatalogerTests {
    static let installed = """
        C:Q1abc=
        P:musl
        V:1.2.5-r0
        A:x86_64
        S:407278
        T:the musl c library (libc) implementation
        U:https://musl.libc.org/
        L:MIT
        o:musl
        m:Timo <timo@example.org>
        t:1709000000
        c:abc
        p:so:libc.musl-x86_64.so.1=1
        F:lib
        R:ld-musl-x86_64.so.1
        a:0:0:755
        Z:Q1x=

        P:busybox
        V:1.36.1-r28
        A:x86_64
        L:GPL-2.0-only
        o:busybox
        D:so:libc.musl-x86_64.so.1
        p:/bin/sh cmd:busybox=1.36.1-r28
        F:bin
        R:busybox

        P:ssl_client
        V:1.36.1-r28
        A:x86_64
        L:GPL-2.0-only AND MIT
        o:busybox
        D:busybox=1.36.1-r28 /bin/sh !conflict so:libmissing.so.1

        """

    private func inventory(_ text: String, release: String = "ID=alpine\nVERSION_ID=3.20.1\n") -> Inventory {
        InventoryAssembler.assemble(
            pass: TestPass.run([[TestFile("lib/apk/db/installed", text), TestFile("etc/os-release", release)]]))
    }

    @Test func readsPackages() throws {
        let packages = inventory(Self.installed).packages
        #expect(packages.map(\.name) == ["busybox", "musl", "ssl_client"])
        let client = try #require(packages.last)
        #expect(client.purl == "pkg:apk/alpine/ssl_client@1.36.1-r28?arch=x86_64&distro=alpine-3.20.1&upstream=busybox")
        #expect(client.sourceName == "busybox")
        #expect(client.licences == ["GPL-2.0-only AND MIT"])
        #expect(packages[1].cpes == ["cpe:2.3:a:musl-libc:musl:1.2.5:*:*:*:*:*:*:*"])
    }

    @Test func dependenciesByNameProvisionAndPath() throws {
        let packages = inventory(Self.installed).packages
        let busybox = try #require(packages.first { $0.name == "busybox" })
        let musl = try #require(packages.first { $0.name == "musl" })
        #expect(busybox.dependsOn == [musl.id])
        #expect(packages.first { $0.name == "ssl_client" }?.dependsOn == [busybox.id])
    }

    @Test func wolfiKeepsItsOwnName() throws {
        let result = inventory(Self.installed, release: "ID=wolfi\nVERSION_ID=20230201\n")
        #expect(result.packages.allSatisfy { $0.distribution == "wolfi" })
        #expect(result.packages.first?.purl?.hasPrefix("pkg:apk/wolfi/busybox@") == true)
    }

    @Test func databaseUnderUsr() {
        let pass = TestPass.run([[TestFile("usr/lib/apk/db/installed", Self.installed)]])
        let result = InventoryAssembler.assemble(pass: pass)
        #expect(result.packages.count == 3)
        #expect(result.packages.allSatisfy { $0.properties["root"] == nil })
    }

    @Test func mutatedInputNeitherTrapsNorHangs() {
        var numbers = SeededNumbers(seed: 2)
        let bytes = Array(Self.installed.utf8)
        for _ in 0..<3000 {
            let input = mutated(bytes, using: &numbers)
            _ = InventoryAssembler.assemble(pass: TestPass.run([[TestFile("lib/apk/db/installed", bytes: input)]]))
        }
    }
}
