import Findings
import Testing

@testable import Policy

@Suite struct VEXTests {
    private func openVEX(_ statements: String) throws -> [VEXStatement] {
        let text = """
            {"@context": "https://openvex.dev/ns/v0.2.0", "author": "us", "timestamp": "2026-01-01T00:00:00Z",
             "statements": [\(statements)]}
            """
        return try VEXStatement.statements(in: Array(text.utf8), file: "vex.json")
    }

    private func judged(_ statements: [VEXStatement], _ finding: Finding = Sample.finding("CVE-2024-1")) throws
        -> ArtifactResult
    {
        let day = try #require(Day("2026-11-24"))
        return try #require(Policy(vex: statements).apply(to: Sample.result([finding]), on: day).artifacts.first)
    }

    @Test(
        arguments: [
            (#""products": [{"@id": "pkg:golang/stdlib@1.19"}]"#, true),
            (#""products": [{"@id": "pkg:golang/stdlib@1.20"}]"#, false),
            (#""products": [{"@id": "registry.example.com/shop/api:1.4"}]"#, false),
            (#""products": [{"@id": "registry:registry.example.com/shop/api:1.4"}]"#, true),
            (#""products": [{"@id": "pkg:oci/api?repository_url=registry.example.com/shop/api&tag=1.4"}]"#, true),
            (#""products": [{"@id": "pkg:oci/api?repository_url=registry.example.com/shop/api&tag=1.5"}]"#, false),
            (#""products": [{"@id": "pkg:oci/api", "subcomponents": [{"@id": "pkg:golang/stdlib"}]}]"#, true),
            (#""products": [{"@id": "pkg:oci/api", "subcomponents": [{"@id": "pkg:golang/other"}]}]"#, false),
            (#""products": [{"@id": "x", "identifiers": {"purl": "pkg:golang/stdlib"}}]"#, true),
            (#""products": []"#, false),
        ])
    func productsOfOpenVEX(products: String, isMeant: Bool) throws {
        let statements = try openVEX(
            #"{"vulnerability": {"name": "CVE-2024-1"}, "status": "not_affected", "#
                + #""justification": "vulnerable_code_not_in_execute_path", \#(products)}"#)
        let artifact = try judged(statements)
        #expect(artifact.findings.isEmpty == isMeant)
        if isMeant {
            #expect(artifact.suppressed.first?.cause == "vex")
            #expect(
                artifact.suppressed.first?.reason == "not_affected, vulnerable_code_not_in_execute_path (vex.json)")
        }
    }

    /// Names in the form of 0.0.1, aliases, and an address that ends in the id.
    @Test(
        arguments: [
            #""CVE-2024-1""#, #"{"name": "GO-1", "aliases": ["cve-2024-1"]}"#,
            #"{"@id": "https://nvd.nist.gov/vuln/detail/CVE-2024-1"}"#,
        ])
    func namesOfOpenVEX(vulnerability: String) throws {
        let statements = try openVEX(
            #"{"vulnerability": \#(vulnerability), "status": "fixed", "products": ["pkg:golang/stdlib"]}"#)
        #expect(try judged(statements).findings.isEmpty)
    }

    @Test func theLatestStatementCounts() throws {
        let product = #""products": ["pkg:golang/stdlib"]"#
        let statements = try openVEX(
            #"{"vulnerability": "CVE-2024-1", "status": "affected", "timestamp": "2026-03-01T00:00:00Z", \#(product)},"#
                + #"{"vulnerability": "CVE-2024-1", "status": "not_affected", \#(product)}"#)
        #expect(try judged(statements).findings.count == 1)
    }

    @Test func underInvestigationIsAStatus() throws {
        let artifact = try judged(
            openVEX(
                #"{"vulnerability": "CVE-2024-1", "status": "under_investigation", "products": ["pkg:golang/stdlib"]}"#)
        )
        #expect(artifact.findings.first?.status == .underInvestigation)
    }

    @Test func cycloneDX() throws {
        let text = """
            {"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"timestamp": "2026-01-01T00:00:00Z"},
             "components": [{"bom-ref": "s", "name": "stdlib", "purl": "pkg:golang/stdlib@1.19"}],
             "vulnerabilities": [
              {"id": "CVE-2024-1", "affects": [{"ref": "s"}],
               "analysis": {"state": "false_positive", "detail": "only tests"}},
              {"id": "CVE-2024-2", "affects": [{"ref": "urn:cdx:1/1#pkg:golang/stdlib",
               "versions": [{"version": "1.19"}, {"version": "1.20", "status": "unaffected"}]}],
               "analysis": {"state": "resolved"}},
              {"id": "CVE-2024-3", "affects": [{"ref": "s"}]}]}
            """
        let statements = try VEXStatement.statements(in: Array(text.utf8), file: "bom.json")
        #expect(statements.map(\.vulnerabilities) == [["CVE-2024-1"], ["CVE-2024-2"]])
        #expect(try judged(statements).suppressed.first?.reason?.contains("only tests") == true)
        #expect(try judged(statements, Sample.finding("CVE-2024-2")).findings.isEmpty)
        #expect(
            try judged(statements, Sample.finding("CVE-2024-2", purl: "pkg:golang/stdlib@1.20")).findings.count == 1)
        #expect(try judged(statements, Sample.finding("CVE-2024-3")).findings.count == 1)
    }

    @Test(
        arguments: [
            ("{", "not JSON"), ("{}", "neither an OpenVEX nor a CycloneDX"),
            (#"{"bomFormat": "CycloneDX"}"#, "no vulnerabilities"), (#"{"@context": "openvex"}"#, "no statements"),
            (#"{"@context": "openvex", "statements": [{"vulnerability": "A"}]}"#, "needs a status"),
            (#"{"@context": "openvex", "statements": [{"status": "fixed"}]}"#, "names no vulnerability"),
        ])
    func otherDocumentsAreRefused(text: String, words: String) {
        do throws(PolicyError) {
            _ = try VEXStatement.statements(in: Array(text.utf8), file: "v.json")
            Issue.record("taken: \(text)")
        } catch {
            #expect(error.file == "v.json" && error.description.contains(words), "\(error)")
        }
    }
}
