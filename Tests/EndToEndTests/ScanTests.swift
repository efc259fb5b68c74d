import Foundation
import Testing

/// `drydock scan` on the bundled example, in every form an image has.
@Suite(.serialized) struct ScanTests {
    private func scan(_ arguments: String...) throws -> Outcome {
        try Tool.run(
            Tool.binary, ["scan"] + arguments, environment: ["SOURCE_DATE_EPOCH": "1790000000", "NO_COLOR": "1"])
    }

    private func artifact(_ outcome: Outcome) throws -> [String: Any] {
        let artifacts = try #require(outcome.json()["artifacts"] as? [[String: Any]])
        return try #require(artifacts.first)
    }

    private func ids(_ artifact: [String: Any]) throws -> Set<String> {
        let findings = try #require(artifact["findings"] as? [[String: Any]])
        return Set(findings.flatMap { [$0["id"] as? String ?? ""] + ($0["aliases"] as? [String] ?? []) })
    }

    private static let exampleLayout = "oci:" + Tool.exampleImage

    @Test func exampleImageHasItsRealVulnerabilities() throws {
        let outcome = try scan(Self.exampleLayout, "-f", "json", "--only", "vuln")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let artifact = try artifact(outcome)
        #expect(artifact["kind"] as? String == "image")
        #expect(artifact["partial"] as? Bool == false)
        #expect((artifact["digest"] as? String)?.hasPrefix("sha256:") == true)
        let packages = try #require(artifact["packages"] as? [[String: Any]])
        #expect(packages.contains { $0["name"] as? String == "stdlib" })
        #expect(packages.contains { $0["name"] as? String == "golang.org/x/net" })
        let ids = try ids(artifact)
        // HTTP/2 rapid reset: x/net before 0.17, and the Go library before 1.20.10.
        #expect(ids.contains("CVE-2023-39325"))
        for finding in try #require(artifact["findings"] as? [[String: Any]]) {
            let location = try #require(finding["location"] as? [String: Any])
            #expect((location["layer"] as? [String: Any])?["digest"] != nil)
        }
    }

    @Test func sameInputSameBytes() throws {
        for format in ["json", "sarif", "cyclonedx", "spdx", "html", "table"] {
            let first = try scan(Self.exampleLayout, "-f", format)
            let second = try scan(Self.exampleLayout, "-f", format)
            #expect(first.output == second.output, "\(format)")
            #expect(!first.output.isEmpty)
        }
    }

    @Test func gatesSetTheExitCode() throws {
        #expect(try scan(Self.exampleLayout, "--only", "vuln", "--fail-on", "low", "-q").status == 1)
        #expect(
            try scan(Self.exampleLayout, "--only", "vuln", "--fail-on", "low", "--exit-code", "7", "-q").status == 7)
        #expect(try scan(Self.exampleLayout, "--only", "vuln", "-q").status == 0)
    }

    @Test func severalReportsInOneRun() throws {
        let scratch = try Scratch()
        let (sarif, html) = (scratch.path("out.sarif"), scratch.path("out.html"))
        let outcome = try scan(Self.exampleLayout, "-f", "json", "-f", "sarif=\(sarif)", "-f", "html=\(html)")
        #expect(outcome.status == 0, "\(outcome.errors)")
        _ = try outcome.json()
        #expect(FileManager.default.fileExists(atPath: sarif))
        #expect(FileManager.default.fileExists(atPath: html))
        #expect(outcome.errors.contains(sarif))
    }

    @Test func ignoreFileAndVEXSetAside() throws {
        let scratch = try Scratch()
        let ignore = scratch.path(".trivyignore")
        try Data("CVE-2023-39325\n".utf8).write(to: URL(fileURLWithPath: ignore))
        let outcome = try scan(Self.exampleLayout, "-f", "json", "--only", "vuln", "--ignore-file", ignore)
        let artifact = try artifact(outcome)
        #expect(try !ids(artifact).contains("CVE-2023-39325"))
        let suppressed = try #require(artifact["suppressed"] as? [[String: Any]])
        #expect(suppressed.contains { ($0["finding"] as? [String: Any])?["id"] as? String == "CVE-2023-39325" })
    }

    @Test func everyFormOfTheImageGivesTheSameFindings() throws {
        guard Tool.find("skopeo") != nil else {
            print("SKIPPED: forms of one image: skopeo is not installed")
            return
        }
        let scratch = try Scratch()
        let expected = try ids(artifact(try scan(Self.exampleLayout, "-f", "json", "--only", "vuln")))
        let archive = scratch.path("archive.tar")
        let layout = scratch.path("layout.tar")
        let skopeo = try #require(Tool.find("skopeo"))
        for target in ["docker-archive:\(archive):example:1", "oci-archive:\(layout):1"] {
            let copied = try Tool.run(skopeo, ["copy", "-q", Self.exampleLayout, target])
            #expect(copied.status == 0, "\(copied.errors)")
        }
        for target in [archive, "docker-archive:\(archive)", layout, "oci:\(layout)"] {
            let outcome = try scan(target, "-f", "json", "--only", "vuln")
            #expect(outcome.status == 0, "\(target): \(outcome.errors)")
            #expect(try ids(artifact(outcome)) == expected, "\(target)")
        }
        let piped = try Tool.run(
            Tool.binary, ["scan", "-", "-f", "json", "--only", "vuln"],
            input: try Data(contentsOf: URL(fileURLWithPath: archive)))
        #expect(piped.status == 0, "\(piped.errors)")
        #expect(try ids(artifact(piped)) == expected)
    }

    @Test func severalTargetsStandInTheirOrder() throws {
        let outcome = try scan(
            Self.exampleLayout, "dir:" + Tool.packageRoot.appendingPathComponent("examples/harbour").path, "-f", "json",
            "--only", "vuln")
        let artifacts = try #require(outcome.json()["artifacts"] as? [[String: Any]])
        #expect(artifacts.map { $0["kind"] as? String } == ["image", "folder"])
    }

    /// The same vulnerabilities through an SBOM that Drydock wrote.
    @Test(arguments: ["cyclonedx", "cyclonedx-xml", "spdx", "spdx-tv"]) func sbomsRoundTrip(_ format: String) throws {
        let scratch = try Scratch()
        let file = scratch.path("sbom")
        let written = try scan(Self.exampleLayout, "--only", "vuln", "-f", "\(format)=\(file)", "-f", "json")
        #expect(written.status == 0, "\(written.errors)")
        let outcome = try scan("sbom:\(file)", "-f", "json", "--only", "vuln")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try ids(artifact(outcome)) == ids(artifact(written)))
        let detected = try scan(file, "-f", "json", "--only", "vuln")
        #expect(try artifact(detected)["kind"] as? String == "sbom")
    }
}
