import Findings
import Testing

@testable import Reports

/// What a table tells beside the golden sample.
@Suite struct TableTests {
    private func table(_ artifact: ArtifactResult, width: Int = 100, verbose: Bool = false) -> String {
        let result = ScanResult(toolVersion: "0", created: "2026-11-24T12:00:00Z", artifacts: [artifact])
        let options = ReportOptions(usesColour: false, width: width, isVerbose: verbose)
        return String(decoding: TableReport().render(result, options: options), as: UTF8.self)
    }

    private func unrated(_ id: String, _ reachability: Reachability? = nil) -> Finding {
        var finding = Finding(id: id, kind: .vulnerability, severity: .unknown, title: "Vulnerability in net/http")
        finding.package = PackageReference(name: "stdlib", version: "go1.19", type: "golang")
        finding.location = Location(path: "bin/app")
        finding.reachability = reachability
        return finding
    }

    @Test func unratedFindingsAreNamedThoseInUseFirst() {
        let text = table(
            ArtifactResult(
                target: "image", kind: .image,
                findings: [unrated("CVE-2024-1", .unreachable), unrated("CVE-2024-2", .present), unrated("CVE-2024-3")])
        )
        #expect(
            text.contains("… and 3 negligible or unrated, 1 not reachable: CVE-2024-2, CVE-2024-3, CVE-2024-1\n"),
            "\(text)")
    }

    @Test func manyUnratedFindingsTakeThreeLinesAtMost() {
        let findings = (100..<400).map { unrated("CVE-2024-\($0)") }
        let lines = table(ArtifactResult(target: "image", kind: .image, findings: findings)).split(separator: "\n")
        #expect(lines.count { $0.contains("CVE-2024-") } <= 3)
        #expect(lines.contains { $0.contains("(--verbose lists them)") })
        #expect(lines.allSatisfy { $0.count <= 100 })
        let all = table(ArtifactResult(target: "image", kind: .image, findings: findings), verbose: true)
        #expect(all.contains("CVE-2024-399"))
    }

    @Test func extendedSupportIsTold() {
        var os = OperatingSystem(
            id: "debian", version: "12", prettyName: "Distroless", endOfLife: "2026-07-11", isEndOfLife: true,
            extendedSupport: "2028-06-30")
        var warnings = SupportWarnings.of(ArtifactResult(target: "i", kind: .image, os: os), on: "2026-11-24")
        #expect(warnings.count == 1)
        #expect(
            warnings[0].hasPrefix("Distroless (debian 12) is out of regular support since 2026-07-11: only extended"))
        warnings = SupportWarnings.of(ArtifactResult(target: "i", kind: .image, os: os), on: "2028-07-01")
        #expect(warnings[0].hasSuffix("it gets no more security fixes."))
        os.isEndOfLife = false
        #expect(SupportWarnings.of(ArtifactResult(target: "i", kind: .image, os: os), on: "2026-11-24").isEmpty)
    }

    @Test func endedToolchainsAreNamed() {
        let packages = (0..<5).map { index in
            Package(
                id: "stdlib#\(index)", name: "stdlib", version: "go1.19.\(index)", type: .golang,
                locations: [PackageLocation(path: "bin/\(index)")],
                properties: ["endOfLife": "2023-09-06", "isEndOfLife": "true"])
        }
        let warnings = SupportWarnings.of(
            ArtifactResult(target: "i", kind: .image, packages: packages), on: "2026-11-24")
        #expect(warnings.first == "The Go toolchain go1.19.0 of bin/0 is out of support since 2023-09-06.")
        #expect(warnings.last == "2 more Go programs are built by toolchains out of support.")
        #expect(warnings.count == 4)
    }

    @Test func aGoDirectiveIsNoToolchain() {
        let package = Package(
            id: "stdlib", name: "stdlib", version: "go1.19", type: .golang,
            locations: [PackageLocation(path: "go.mod")],
            properties: ["endOfLife": "2023-09-06", "isEndOfLife": "true", "minimum": "true"])
        let warnings = SupportWarnings.of(
            ArtifactResult(target: "i", kind: .folder, packages: [package]), on: "2026-11-24")
        #expect(warnings == ["go.mod is content with go1.19, which is out of support since 2023-09-06."])
    }
}
