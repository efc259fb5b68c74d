import Findings
import Inventory
import Testing

@testable import SupplyChain

/// Documents as syft, Trivy and cyclonedx-gomod shape them.
@Suite struct OtherToolsTests {
    private func read(_ text: String) throws -> SBOMDocument { try SBOMDocument(Array(text.utf8)) }

    private func package(_ name: String, _ document: SBOMDocument) throws -> Package {
        try #require(document.inventory.packages.first { $0.name == name })
    }

    /// A document put together of the packages of several images.
    @Test func packagesOfSeveralSystems() throws {
        let purls = [
            "pkg:apk/alpine/musl@1.2.4-r2?distro=alpine-3.19.1", "pkg:apk/wolfi/zlib@1.3-r0?distro=wolfi-20230201",
            "pkg:deb/debian/curl@7.88.1-10?distro=debian-12", "pkg:deb/debian/bash@5.2-1?distro=debian-11",
            "pkg:deb/debian/dash@0.5-1?distro=debian-12", "pkg:rpm/redhat/bash@5.1.8-6.el9?distro=redhat-9.3",
        ]
        let components = purls.map { purl in
            let name = purl.split(separator: "/")[2].prefix { $0 != "@" }
            return
                #"{"bom-ref": "\#(purl)", "type": "library", "name": "\#(name)", "version": "1", "purl": "\#(purl)"}"#
        }
        let document = try read(
            #"{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": ["# + components.joined(separator: ",")
                + "]}")
        #expect(document.inventory.os == OperatingSystem(id: "debian", version: "12"))
        let found = document.inventory.packages.map { "\($0.name) \($0.distribution ?? "")" }
        #expect(
            found == ["musl alpine", "zlib wolfi", "bash debian", "curl debian", "dash debian", "bash rhel"])
    }

    @Test func syftInCycloneDX() throws {
        let document = try read(
            """
            {"bomFormat": "CycloneDX", "specVersion": "1.6",
             "metadata": {"tools": {"components": [{"type": "application", "name": "syft", "version": "1.18.1"}]},
               "component": {"bom-ref": "x", "type": "container", "name": "app:1", "version": "sha256:abc"}},
             "components": [
              {"bom-ref": "a", "type": "library", "name": "github.com/Masterminds/semver/v3", "version": "v3.3.0",
               "purl": "pkg:golang/github.com/Masterminds/semver@v3.3.0#v3",
               "properties": [{"name": "syft:package:type", "value": "go-module"},
                 {"name": "syft:location:0:layerID", "value": "sha256:l"},
                 {"name": "syft:location:0:path", "value": "/srv/app"},
                 {"name": "syft:metadata:h1Digest", "value": "h1:x="}]},
              {"bom-ref": "s", "type": "library", "name": "stdlib", "version": "go1.22.1",
               "cpe": "cpe:2.3:a:golang:go:1.22.1:-:*:*:*:*:*:*", "purl": "pkg:golang/stdlib@1.22.1",
               "properties": [{"name": "syft:location:0:path", "value": "/srv/app"}]},
              {"bom-ref": "d", "type": "library", "name": "libgcc-s1", "version": "12.2.0-14+b1",
               "licenses": [{"license": {"id": "GPL-2.0-only"}}, {"expression": "MIT OR BSD-2-Clause"}],
               "purl": "pkg:deb/debian/libgcc-s1@12.2.0-14%2Bb1?arch=amd64&distro=debian-12&upstream=gcc-12%4012.2.0-14"},
              {"bom-ref": "r", "type": "library", "name": "bash", "version": "0:5.1.8-6.el9",
               "purl": "pkg:rpm/rhel/bash@5.1.8-6.el9?arch=x86_64&upstream=bash-5.1.8-6.el9.src.rpm&distro=rhel-9.3"},
              {"bom-ref": "os:debian@12", "type": "operating-system", "name": "debian", "version": "12",
               "properties": [{"name": "syft:distro:id", "value": "debian"},
                 {"name": "syft:distro:versionCodename", "value": "bookworm"}]},
              {"bom-ref": "n", "type": "library", "name": "left-pad", "version": "1.3.0", "purl": "pkg:npm/left-pad@1.3.0"},
              {"bom-ref": "f", "type": "file", "name": "/etc/passwd"}],
             "dependencies": [{"ref": "d", "dependsOn": ["r", "unknown"]}]}
            """)
        #expect(document.format == .cycloneDXJSON)
        #expect(document.tool == "syft 1.18.1")
        #expect(document.digest == "sha256:abc")
        #expect(document.inventory.os == OperatingSystem(id: "debian", version: "12", codename: "bookworm"))
        #expect(document.inventory.packages.count == 5)
        let semver = try package("github.com/Masterminds/semver/v3", document)
        #expect(semver.version == "v3.3.0")
        #expect(semver.locations.map(\.path) == ["srv/app"])
        #expect(semver.properties["h1"] == "h1:x=")
        let gcc = try package("libgcc-s1", document)
        #expect(gcc.sourceName == "gcc-12")
        #expect(gcc.sourceVersion == "12.2.0-14")
        #expect(gcc.licences == ["GPL-2.0-only", "MIT OR BSD-2-Clause"])
        let bash = try package("bash", document)
        #expect(bash.version == "5.1.8-6.el9")
        #expect(bash.sourceName == "bash")
        #expect(bash.sourceVersion == "5.1.8-6.el9")
        #expect(gcc.dependsOn == [bash.id])
        #expect(document.inventory.programs.map(\.location.path) == ["srv/app"])
        #expect(document.inventory.programs.first?.goVersion == "go1.22.1")
        #expect(
            document.inventory.notes == [
                ScanNote("packages that are listed but not judged, by type: 1 npm", makesPartial: false)
            ])
    }

    @Test func trivyInCycloneDX() throws {
        let document = try read(
            """
            {"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6",
             "metadata": {"component": {"bom-ref": "root", "type": "container", "name": "alpine:3.19"}},
             "components": [
              {"bom-ref": "os", "type": "operating-system", "name": "alpine", "version": "3.19.1",
               "properties": [{"name": "aquasecurity:trivy:Type", "value": "alpine"},
                 {"name": "aquasecurity:trivy:Class", "value": "os-pkgs"}]},
              {"bom-ref": "p1", "type": "library", "name": "libcrypto3", "version": "3.1.4-r5",
               "purl": "pkg:apk/alpine/libcrypto3@3.1.4-r5?arch=x86_64&distro=3.19.1",
               "properties": [{"name": "aquasecurity:trivy:SrcName", "value": "openssl"},
                 {"name": "aquasecurity:trivy:SrcVersion", "value": "3.1.4-r5"}]},
              {"bom-ref": "p2", "type": "library", "name": "login", "version": "4.13+dfsg1-1+b1",
               "purl": "pkg:deb/debian/login@4.13%2Bdfsg1-1%2Bb1?arch=amd64&distro=debian-12.5&epoch=1",
               "properties": [{"name": "aquasecurity:trivy:SrcName", "value": "shadow"},
                 {"name": "aquasecurity:trivy:SrcEpoch", "value": "1"},
                 {"name": "aquasecurity:trivy:SrcRelease", "value": "1"},
                 {"name": "aquasecurity:trivy:SrcVersion", "value": "4.13+dfsg1"}]},
              {"bom-ref": "bin", "type": "application", "name": "usr/bin/app",
               "properties": [{"name": "aquasecurity:trivy:Class", "value": "lang-pkgs"},
                 {"name": "aquasecurity:trivy:Type", "value": "gobinary"}]},
              {"bom-ref": "m1", "type": "library", "name": "github.com/BurntSushi/toml", "version": "v1.2.1",
               "purl": "pkg:golang/github.com/burntsushi/toml@v1.2.1"},
              {"bom-ref": "m2", "type": "library", "name": "stdlib", "version": "v1.22.1",
               "purl": "pkg:golang/stdlib@v1.22.1"}],
             "dependencies": [{"ref": "bin", "dependsOn": ["m1", "m2"]}]}
            """)
        #expect(document.inventory.os == OperatingSystem(id: "alpine", version: "3.19.1"))
        #expect(document.inventory.packages.count == 4)
        #expect(try package("libcrypto3", document).sourceName == "openssl")
        let login = try package("login", document)
        #expect(login.version == "1:4.13+dfsg1-1+b1")
        #expect(login.sourceVersion == "1:4.13+dfsg1-1")
        #expect(try package("stdlib", document).version == "go1.22.1")
        #expect(try package("github.com/BurntSushi/toml", document).version == "v1.2.1")
        let program = try #require(document.inventory.programs.first)
        #expect(program.location.path == "usr/bin/app")
        #expect(program.goVersion == "go1.22.1")
        #expect(program.packages.count == 2)
    }

    @Test(arguments: [
        ("pkg:apk/alpine/musl@1.2.4?arch=x86_64&distro=3.19.1", "alpine", "3.19.1"),
        ("pkg:deb/debian/a@1?distro=debian-12.5", "debian", "12.5"),
        ("pkg:rpm/redhat/a@1?distro=redhat-8.9", "rhel", "8.9"),
        ("pkg:rpm/opensuse/a@1?distro=opensuse-leap-15.5", "opensuse-leap", "15.5"),
    ])
    func theSystemIsToldByPurls(_ purl: String, _ id: String, _ version: String) throws {
        let document = try read(
            #"{"bomFormat":"CycloneDX","components":[{"type":"library","name":"a","version":"1","purl":"\#(purl)"}]}"#)
        #expect(document.inventory.os == OperatingSystem(id: id, version: version))
    }

    @Test func cycloneDXInXML() throws {
        let document = try read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- made by hand -->
            <c:bom xmlns:c="http://cyclonedx.org/schema/bom/1.4" xmlns="http://cyclonedx.org/schema/bom/1.4" version="1">
              <metadata><tools><tool><vendor>v</vendor><name>maker</name><version>2</version></tool></tools>
                <component type="application" bom-ref="main"><name>example.com/app</name><version>v1.0.0</version>
                  <purl>pkg:golang/example.com/app@v1.0.0?type=module</purl>
                  <components><component type="library"><name>in the subject</name></component></components>
                </component></metadata>
              <components>
                <component type="library" bom-ref="pkg:golang/golang.org/x/net@v0.7.0?type=module&amp;goos=linux">
                  <group></group><name>golang.org/x/net</name><version><![CDATA[v0.7.0]]></version>
                  <hashes><hash alg="SHA-256">ab</hash></hashes>
                  <licenses><license><id>BSD-3-Clause</id></license><license><name>Odd &#x26; rare</name></license>
                    <expression>MIT</expression></licenses>
                  <purl>pkg:golang/golang.org/x/net@v0.7.0?type=module&amp;goos=linux</purl>
                  <components><component type="library" bom-ref='n'><name>nested</name><version>1</version></component></components>
                </component>
              </components>
              <dependencies><dependency ref="main">
                <dependency ref="pkg:golang/golang.org/x/net@v0.7.0?type=module&amp;goos=linux"/></dependency></dependencies>
            </c:bom>
            """)
        #expect(document.format == .cycloneDXXML)
        #expect(document.tool == "maker 2")
        #expect(document.name == "example.com/app")
        let net = try package("golang.org/x/net", document)
        #expect(net.version == "v0.7.0")
        #expect(net.licences == ["BSD-3-Clause", "Odd & rare", "MIT"])
        #expect(try package("example.com/app", document).dependsOn == [net.id])
        #expect(try package("nested", document).type == .other)
        #expect(document.inventory.packages.count == 3)
    }

    @Test func syftInSPDX() throws {
        let document = try read(
            """
            {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "app:1",
             "creationInfo": {"created": "2026-01-01T00:00:00Z", "creators": ["Organization: X", "Tool: syft-1.18.1"]},
             "packages": [
              {"name": "app:1", "SPDXID": "SPDXRef-Root", "versionInfo": "sha256:abc", "primaryPackagePurpose": "CONTAINER"},
              {"name": "docker-registry", "SPDXID": "SPDXRef-deb", "versionInfo": "2.8.1-1",
               "sourceInfo": "acquired package info from DPKG DB: /var/lib/dpkg/status",
               "licenseDeclared": "Apache-2.0", "externalRefs": [
                {"referenceCategory": "SECURITY", "referenceType": "cpe23Type", "referenceLocator": "cpe:2.3:a:x:y:1:*:*:*:*:*:*:*"},
                {"referenceCategory": "PACKAGE_MANAGER", "referenceType": "http://spdx.org/rdf/references/purl",
                 "referenceLocator": "pkg:deb/debian/docker-registry@2.8.1-1?arch=amd64&distro=debian-12"}]},
              {"name": "stdlib", "SPDXID": "SPDXRef-go", "versionInfo": "go1.19.8",
               "sourceInfo": "acquired package info from go module information: /usr/bin/docker-registry",
               "licenseDeclared": "NOASSERTION", "externalRefs": [
                {"referenceType": "purl", "referenceLocator": "pkg:golang/stdlib@1.19.8"}]}],
             "relationships": [
              {"spdxElementId": "SPDXRef-deb", "relationshipType": "OTHER", "relatedSpdxElement": "SPDXRef-go",
               "comment": "ownership-by-file-overlap: indicates that"},
              {"spdxElementId": "SPDXRef-go", "relationshipType": "DEPENDENCY_OF", "relatedSpdxElement": "SPDXRef-deb"},
              {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-Root"}]}
            """)
        #expect(document.format == .spdxJSON)
        #expect(document.specVersion == "2.3")
        #expect(document.digest == "sha256:abc")
        #expect(document.inventory.os == OperatingSystem(id: "debian", version: "12"))
        let registry = try package("docker-registry", document)
        let stdlib = try package("stdlib", document)
        #expect(stdlib.ownedBy == registry.id)
        #expect(stdlib.licences.isEmpty)
        #expect(registry.dependsOn == [stdlib.id])
        #expect(document.inventory.programs.first?.ownedBy == registry.id)
        #expect(document.inventory.packages.count == 2)
    }

    @Test func tagsAndValues() throws {
        let document = try read(
            """
            # a comment
            SPDXVersion: SPDX-2.2
            DataLicense: CC0-1.0
            SPDXID: SPDXRef-DOCUMENT
            DocumentName: things
            DocumentComment: <text>of
            several lines: yes</text>
            Creator: Tool: maker-1

            FileName: ./x
            SPDXID: SPDXRef-File

            PackageName: golang.org/x/net
            SPDXID: SPDXRef-net
            PackageVersion: v0.7.0
            ExternalRef: PACKAGE-MANAGER purl pkg:golang/golang.org/x/net@v0.7.0
            PackageAttributionText: <text>PkgType: gomod</text>

            FileName: ./y
            SPDXID: SPDXRef-File2

            PackageName: golang.org/x/text
            SPDXID: SPDXRef-text
            PackageVersion: v0.3.0
            PackageChecksum: SHA256: ab
            ExternalRef: PACKAGE-MANAGER purl pkg:golang/golang.org/x/text@v0.3.0
            Relationship: SPDXRef-net DEPENDS_ON SPDXRef-text
            RelationshipComment: <text>why
            not</text>
            """)
        #expect(document.format == .spdxTagValue)
        #expect(document.name == "things")
        #expect(document.tool == "maker-1")
        let text = try package("golang.org/x/text", document)
        #expect(try package("golang.org/x/net", document).dependsOn == [text.id])
    }

    @Test func spdxThree() throws {
        let document = try read(
            """
            {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [
              {"type": "CreationInfo", "@id": "_:c", "specVersion": "3.0.1", "created": "2026-01-01T00:00:00Z"},
              {"type": "software_Package", "spdxId": "urn:a", "name": "golang.org/x/net",
               "software_packageVersion": "v0.7.0", "software_packageUrl": "pkg:golang/golang.org/x/net@v0.7.0"},
              {"type": "software_Package", "spdxId": "urn:b", "name": "bash", "software_packageVersion": "5.2-1",
               "externalIdentifier": [{"type": "ExternalIdentifier", "externalIdentifierType": "packageUrl",
                 "identifier": "pkg:deb/debian/bash@5.2-1?distro=debian-12"}]},
              {"type": "Relationship", "from": "urn:a", "relationshipType": "dependsOn", "to": ["urn:b"]}]}
            """)
        #expect(document.format == .spdx3JSON)
        #expect(document.specVersion == "3.0.1")
        let bash = try package("bash", document)
        #expect(bash.type == .deb)
        #expect(try package("golang.org/x/net", document).dependsOn == [bash.id])
    }
}
