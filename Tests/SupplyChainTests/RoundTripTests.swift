import Findings
import Reports
import Testing

@testable import Inventory
@testable import SupplyChain

/// What drydock writes of a scan it reads back as the same inventory.
@Suite struct RoundTripTests {
    private static let layer = LayerReference(
        index: 1, digest: "sha256:packed", diffID: "sha256:bbb", createdBy: "COPY")

    static func result() -> ScanResult {
        let libc = Package(
            id: "pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12&upstream=glibc", name: "libc6",
            version: "2.36-9", type: .deb,
            purl: "pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12&upstream=glibc",
            cpes: ["cpe:2.3:a:gnu:glibc:2.36:*:*:*:*:*:*:*", "cpe:2.3:a:gnu:libc:2.36:*:*:*:*:*:*:*"],
            licences: ["GPL-2.0-only"], architecture: "amd64", sourceName: "glibc", sourceVersion: "2.36-9",
            distribution: "debian", locations: [PackageLocation(path: "var/lib/dpkg/status")],
            properties: ["maintainer": "Somebody <a@b.example>"])
        let tool = Package(
            id: "pkg:deb/debian/tool@1%3A1.0-1%2Bb2?arch=amd64&distro=debian-12&upstream=tool%401%3A1.0-1",
            name: "tool",
            version: "1:1.0-1+b2", type: .deb,
            purl: "pkg:deb/debian/tool@1%3A1.0-1%2Bb2?arch=amd64&distro=debian-12&upstream=tool%401%3A1.0-1",
            architecture: "amd64", sourceName: "tool", sourceVersion: "1:1.0-1", distribution: "debian",
            locations: [PackageLocation(path: "var/lib/dpkg/status")], dependsOn: [libc.id])
        func module(_ name: String, _ version: String, _ path: String, owner: String? = nil) -> Package {
            let purl = PackageURL.golang(name, version: version == "(devel)" ? nil : version).description
            return Package(
                id: "\(purl)#\(path)", name: name, version: version, type: .golang, purl: purl,
                locations: [PackageLocation(path: path, layer: Self.layer)], ownedBy: owner)
        }
        var packages = [
            libc, tool, module("stdlib", "go1.19.8", "usr/bin/tool", owner: tool.id),
            module("github.com/BurntSushi/toml", "v1.2.1", "usr/bin/tool", owner: tool.id),
            module("stdlib", "go1.22.1", "srv/app"), module("golang.org/x/net", "v0.7.0", "srv/app"),
            module("github.com/golang-jwt/jwt/v4", "v4.0.0", "srv/app"),
        ]
        var main = module("example.com/app", "(devel)", "srv/app")
        main.properties = ["main": "true", "goos": "linux", "vcs.revision": "abc"]
        main.dependsOn = packages[4...].map(\.id).sorted()
        packages.append(main)
        let image = ImageFacts(layers: [
            LayerSummary(reference: LayerReference(index: 0, diffID: "sha256:aaa")), LayerSummary(reference: layer),
        ])
        let digest = "sha256:" + String(repeating: "ab", count: 32)
        return ScanResult(
            toolVersion: "1.0", created: "2026-11-24T00:00:00Z",
            artifacts: [
                ArtifactResult(
                    target: "registry.example.com/app:1", kind: .image, digest: digest,
                    os: OperatingSystem(id: "debian", version: "12", codename: "bookworm", prettyName: "Debian 12"),
                    base: BaseImage(name: "debian:12", evidence: "os-release"), image: image, packages: packages,
                    notes: [ScanNote("etc/odd: not read", makesPartial: true)])
            ])
    }

    @Test(arguments: ["cyclonedx", "cyclonedx-xml", "spdx", "spdx-tv"])
    func everyFormatComesBack(_ format: String) throws {
        let result = Self.result()
        let report = try #require(AllFormats.named(format))
        let bytes = report.render(result)
        #expect(bytes.withUnsafeBytes { SBOMFormat.detect(head: $0) } != nil)
        let document = try SBOMDocument(bytes)
        let artifact = result.artifacts[0]
        #expect(document.digest == artifact.digest)
        #expect(document.name == artifact.target)
        let inventory = document.inventory
        #expect(inventory.os?.id == "debian")
        #expect(inventory.os?.version == "12")
        #expect(inventory.notes.contains { $0.makesPartial && $0.text.contains("etc/odd: not read") })

        func essence(_ packages: [Package]) -> [[String]] {
            let names = Dictionary(uniqueKeysWithValues: packages.map { ($0.id, "\($0.name) \($0.version)") })
            return packages.map { package -> [String] in
                let needs = package.dependsOn.map { names[$0] ?? "?" }.sorted().joined(separator: ",")
                return [
                    package.type.rawValue, package.name, package.version, package.purl ?? "",
                    package.sourceName ?? "", package.sourceVersion ?? "", package.architecture ?? "",
                    package.distribution ?? "", package.locations.map(\.path).joined(separator: ","), needs,
                    package.ownedBy.flatMap { names[$0] } ?? "", package.cpes.joined(separator: " "),
                    package.licences.joined(separator: " "),
                ]
            }.sorted { $0.lexicographicallyPrecedes($1) }
        }
        let (back, sent) = (essence(inventory.packages), essence(artifact.packages))
        #expect(back.count == sent.count)
        for (left, right) in zip(back, sent) { #expect(left == right) }

        #expect(inventory.programs.map(\.location.path) == ["srv/app", "usr/bin/tool"])
        #expect(inventory.programs.map(\.goVersion) == ["go1.22.1", "go1.19.8"])
        #expect(inventory.programs[0].ownedBy == nil)
        let owner = try #require(inventory.programs[1].ownedBy)
        #expect(inventory.packages.first { $0.id == owner }?.name == "tool")
        #expect(inventory.programs[0].packages.count == 4)
        if format.hasPrefix("cyclonedx") {
            #expect(Set(inventory.packages.map(\.id)) == Set(artifact.packages.map(\.id)))
            let main = try #require(inventory.packages.first { $0.name == "example.com/app" })
            #expect(main.properties == ["main": "true", "goos": "linux", "vcs.revision": "abc"])
            #expect(inventory.programs[0].main == main.id)
            #expect(main.locations[0].layer == LayerReference(index: 1, diffID: "sha256:bbb"))
            #expect(inventory.base?.name == "debian:12")
            #expect(inventory.os?.codename == "bookworm")
        }
    }
}
