import Artifacts
import Findings
import Foundation
import TestSupport
import Testing

@testable import Inventory

@Suite struct DpkgCatalogerTests {
    static let status = """
        Package: libc6
        Status: install ok installed
        Priority: optional
        Section: libs
        Installed-Size: 12986
        Maintainer: GNU Libc Maintainers <debian-glibc@lists.debian.org>
        Architecture: amd64
        Multi-Arch: same
        Source: glibc
        Version: 2.36-9+deb12u4
        Depends: libgcc-s1, libcrypt1 (>= 1:4.4.10-10~)
        Description: GNU C Library: Shared libraries
         Contains the standard libraries.
         .
         Package: not-a-package

        Package: libstdc++6
        Status: install ok installed
        Architecture: amd64
        Source: gcc-12 (12.2.0-14)
        Version: 12.2.0-14+b1
        Depends: libc6:amd64 (>= 2.36), absent | mail-transport-agent | never

        Package: exim4
        Status: hold ok half-configured
        Architecture: all
        Version: 1:4.96-15
        Essential: yes
        Provides: mail-transport-agent (= 4), default-mta
        Pre-Depends: libc6

        Package: gone
        Status: deinstall ok config-files
        Architecture: amd64
        Version: 1.0

        Package: never
        Status: unknown ok not-installed
        Architecture: amd64
        Version: 1.0

        """

    static let release = TestFile("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")

    private func inventory(_ layers: [[TestFile]]) -> Inventory {
        InventoryAssembler.assemble(pass: TestPass.run(layers))
    }

    @Test func readsPackagesWithTheirSources() throws {
        let packages = inventory([[Self.release, TestFile("var/lib/dpkg/status", Self.status)]]).packages
        #expect(packages.map(\.name) == ["exim4", "libc6", "libstdc++6"])
        let libc = try #require(packages.first { $0.name == "libc6" })
        #expect(libc.version == "2.36-9+deb12u4")
        #expect(libc.sourceName == "glibc")
        #expect(libc.sourceVersion == "2.36-9+deb12u4")
        #expect(libc.distribution == "debian")
        #expect(libc.purl == "pkg:deb/debian/libc6@2.36-9%2Bdeb12u4?arch=amd64&distro=debian-12&upstream=glibc")
        #expect(libc.cpes == ["cpe:2.3:a:gnu:glibc:2.36:*:*:*:*:*:*:*"])
        #expect(libc.properties["maintainer"] == "GNU Libc Maintainers <debian-glibc@lists.debian.org>")
        let cxx = try #require(packages.first { $0.name == "libstdc++6" })
        #expect(cxx.sourceName == "gcc-12")
        #expect(cxx.sourceVersion == "12.2.0-14")
        #expect(
            cxx.purl
                == "pkg:deb/debian/libstdc%2B%2B6@12.2.0-14%2Bb1?arch=amd64&distro=debian-12&upstream=gcc-12%4012.2.0-14"
        )
    }

    @Test func onlyStatesWithFilesCount() throws {
        let packages = inventory([[TestFile("var/lib/dpkg/status", Self.status)]]).packages
        #expect(!packages.contains { $0.name == "gone" || $0.name == "never" })
        let exim = try #require(packages.first { $0.name == "exim4" })
        #expect(exim.properties["state"] == "half-configured")
        #expect(exim.properties["essential"] == "yes")
    }

    @Test func dependenciesResolveAlternativesAndVirtualPackages() throws {
        let packages = inventory([[TestFile("var/lib/dpkg/status", Self.status)]]).packages
        let ids = Dictionary(packages.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
        let cxx = try #require(packages.first { $0.name == "libstdc++6" })
        #expect(cxx.dependsOn == [try #require(ids["exim4"]), try #require(ids["libc6"])].sorted())
        #expect(packages.first { $0.name == "exim4" }?.dependsOn == [try #require(ids["libc6"])])
    }

    @Test func locationIsTheLayerThatBroughtTheVersion() throws {
        func status(_ version: String) -> TestFile {
            TestFile(
                "var/lib/dpkg/status",
                "Package: a\nStatus: install ok installed\nVersion: 1\n\nPackage: b\nVersion: \(version)\n")
        }
        let packages = inventory([[status("1")], [status("2")], [], [status("2")]]).packages
        #expect(packages.first { $0.name == "a" }?.locations.first?.layer?.index == 0)
        #expect(packages.first { $0.name == "b" }?.locations.first?.layer?.index == 1)
        // Taken out and brought back: the layer that brought it back.
        let back = inventory([[status("2")], [status("1")], [status("2")]]).packages
        #expect(back.first { $0.name == "b" }?.locations.first?.layer?.index == 2)
    }

    @Test func distrolessFoldersOfParagraphs() throws {
        let result = inventory([
            [
                TestFile("etc/os-release", "ID=debian\nVERSION_ID=12\nPRETTY_NAME=\"Distroless\"\n"),
                TestFile(
                    "var/lib/dpkg/status.d/base-files", "Package: base-files\nVersion: 12.4\nArchitecture: amd64\n"),
                TestFile("var/lib/dpkg/status.d/base-files.md5sums", "0123456789abcdef0123456789abcdef  etc/issue\n"),
            ]
        ])
        #expect(result.packages.map(\.name) == ["base-files"])
        #expect(result.packages.first?.locations.first?.path == "var/lib/dpkg/status.d/base-files")
    }

    @Test func manualsAreOwnedToo() throws {
        let manual = "usr/share/doc/libc6/examples.html"
        let pass = TestPass.run([
            [
                Self.release, TestFile("var/lib/dpkg/status", Self.status),
                TestFile("var/lib/dpkg/info/libc6:amd64.list", "/.\n/usr\n/usr/share\n/\(manual)\n"),
                TestFile(manual, "a sample"), TestFile("usr/share/doc/own.html", "ours"),
            ]
        ])
        let inventory = InventoryAssembler.assemble(
            pass: pass,
            questions: [manual, "usr/share/doc/own.html"].map { PackageLocation(path: $0, layer: nil) })
        #expect(inventory.ownedFiles == [manual])
    }

    @Test func licencesOfCopyrightFiles() throws {
        let files = [
            Self.release, TestFile("var/lib/dpkg/status", Self.status),
            TestFile(
                "usr/share/doc/libc6/copyright",
                """
                Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

                Files: *
                License: LGPL-2.1+

                Files: debian/*
                License: GPL-2+ or Expat
                 Some text.

                License: LGPL-2.1+
                 More text.
                """),
            TestFile(
                "usr/share/doc/exim4/copyright",
                "It may be used under version 2 or any later version, see /usr/share/common-licenses/GPL-2."),
            TestFile(link: "usr/share/doc/libstdc++6", to: "../doc/libc6"),
        ]
        let packages = inventory([files]).packages
        #expect(
            packages.first { $0.name == "libc6" }?.licences == ["GPL-2.0-or-later OR MIT", "LGPL-2.1-or-later"])
        #expect(packages.first { $0.name == "libstdc++6" }?.licences.count == 2)
        #expect(packages.first { $0.name == "exim4" }?.licences == ["GPL-2.0-or-later"])
    }

    @Test func nestedRootsAreSystemsOfTheirOwn() throws {
        let result = inventory([
            [
                TestFile("etc/os-release", "ID=ubuntu\nVERSION_ID=24.04\n"),
                TestFile("srv/root/etc/os-release", "ID=debian\nVERSION_ID=11\n"),
                TestFile("srv/root/var/lib/dpkg/status", "Package: a\nVersion: 1\nArchitecture: all\n"),
            ]
        ])
        #expect(result.os?.id == "ubuntu")
        let package = try #require(result.packages.first)
        #expect(package.purl == "pkg:deb/debian/a@1?arch=all&distro=debian-11")
        #expect(package.properties["root"] == "srv/root/")
    }

    @Test func databasesMadeToStallDoNot() {
        // Everybody needs what everybody provides, in two architectures.
        var status = ""
        for number in 0..<3000 {
            status +=
                "Package: p\(number)\nStatus: install ok installed\nVersion: 1\nProvides: x\nDepends: x\n"
                + "Architecture: \(number % 2 == 0 ? "amd64" : "i386")\n\n"
        }
        let packages = inventory([[TestFile("var/lib/dpkg/status", status)]]).packages
        #expect(packages.count == 3000)
        #expect(packages.allSatisfy { $0.dependsOn.count <= 64 })

        let paragraph = "Package: a\nStatus: install ok installed\nVersion: 1\n\n"
        let roots = (0..<1100).map { TestFile("r\($0)/var/lib/dpkg/status", paragraph) }
        let many = inventory([roots])
        #expect(many.packages.first?.locations.count == 1024)
        #expect(many.notes.contains { $0.makesPartial && $0.text.contains("1100 roots") })
    }

    @Test func mutatedInputNeitherTrapsNorHangs() {
        var numbers = SeededNumbers(seed: 1)
        let bytes = Array(Self.status.utf8)
        for _ in 0..<3000 {
            let input = mutated(bytes, using: &numbers)
            _ = inventory([[TestFile("var/lib/dpkg/status", bytes: input)]])
            input.withUnsafeBytes { _ = CopyrightCataloger.licences(in: Bytes($0)) }
        }
    }

    /// dpkg itself is the judge where the tests run on a Debian.
    @Test func agreesWithDpkgOnThisMachine() throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/dpkg-query"),
            let status = FileManager.default.contents(atPath: "/var/lib/dpkg/status")
        else {
            print("SKIPPED: agreesWithDpkgOnThisMachine: dpkg")
            return
        }
        let query = Process()
        query.executableURL = URL(fileURLWithPath: "/usr/bin/dpkg-query")
        query.arguments = [
            "-W", "-f",
            "${db:Status-Status} ${Package} ${Version} ${Architecture} ${source:Package} ${source:Version}\n",
        ]
        let pipe = Pipe()
        query.standardOutput = pipe
        try query.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        query.waitUntilExit()
        let expected = String(decoding: output, as: UTF8.self).split(separator: "\n").filter {
            !$0.hasPrefix("config-files") && !$0.hasPrefix("not-installed")
        }.map { $0.drop { $0 != " " }.dropFirst() }.map(String.init).sorted()
        let found = inventory([[TestFile("var/lib/dpkg/status", bytes: Array(status))]]).packages.map {
            "\($0.name) \($0.version) \($0.architecture ?? "") \($0.sourceName ?? "") \($0.sourceVersion ?? "")"
        }.sorted()
        #expect(found == expected)
    }
}
