import Findings
import Testing

@testable import Inventory

@Suite struct OSReleaseCatalogerTests {
    private func system(_ files: [TestFile]) -> OperatingSystem? {
        InventoryAssembler.assemble(pass: TestPass.run([files])).os
    }

    @Test func readsQuotedAndEscapedValues() throws {
        let os = try #require(
            system([
                TestFile(
                    "usr/lib/os-release",
                    """
                    # a comment
                    PRETTY_NAME="Debian \\"GNU\\"/Linux 12 (bookworm)"
                    VERSION_ID="12"
                    VERSION_CODENAME=bookworm
                    ID=debian
                    """)
            ]))
        #expect(os.id == "debian")
        #expect(os.version == "12")
        #expect(os.codename == "bookworm")
        #expect(os.prettyName == "Debian \"GNU\"/Linux 12 (bookworm)")
    }

    @Test func etcWinsOverUsr() throws {
        let os = try #require(
            system([
                TestFile("usr/lib/os-release", "ID=alpine\nVERSION_ID=3.20.1\n"),
                TestFile("etc/os-release", "ID=wolfi\nVERSION_ID=20230201\n"),
            ]))
        #expect(os.id == "wolfi")
    }

    @Test func higherLayerWins() throws {
        let pass = TestPass.run([
            [TestFile("etc/os-release", "ID=alpine\nVERSION_ID=3.19.0\n")],
            [TestFile("etc/os-release", "ID=alpine\nVERSION_ID=3.20.0\n")],
        ])
        #expect(InventoryAssembler.assemble(pass: pass).os?.version == "3.20.0")
    }

    @Test(arguments: [
        ("etc/alpine-release", "3.18.4\n", "alpine", "3.18.4"),
        ("etc/redhat-release", "CentOS Linux release 7.9.2009 (Core)\n", "centos", "7.9.2009"),
        ("etc/redhat-release", "Red Hat Enterprise Linux Server release 6.10 (Santiago)\n", "rhel", "6.10"),
        ("etc/system-release", "Amazon Linux release 2 (Karoo)\n", "amzn", "2"),
        (
            "etc/SuSE-release", "SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 4\n", "sles",
            "11.4"
        ),
        ("etc/lsb-release", "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=14.04\nDISTRIB_CODENAME=trusty\n", "ubuntu", "14.04"),
        ("etc/debian_version", "11.7\n", "debian", "11"),
    ]) func readsPeers(path: String, text: String, id: String, version: String) throws {
        let os = try #require(system([TestFile(path, text)]))
        #expect(os.id == id)
        #expect(os.version == version)
    }

    @Test func debianInTheMakingHasNoNumber() throws {
        let os = try #require(
            system([
                TestFile("etc/os-release", "ID=debian\nVERSION_CODENAME=trixie\nPRETTY_NAME=\"Debian trixie/sid\"\n"),
                TestFile("etc/debian_version", "trixie/sid\n"),
            ]))
        #expect(os.version == nil)
        #expect(os.codename == "trixie")
    }

    @Test func emptyAndForeignFilesTellNothing() {
        #expect(system([TestFile("etc/os-release", "garbage\n=\n\0\0")]) == nil)
        #expect(system([TestFile("opt/notes-os-release", "ID=debian\n")]) == nil)
    }
}
