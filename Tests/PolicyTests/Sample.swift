import Findings
import Policy

enum Sample {
    static func finding(
        _ id: String, aliases: [String] = [], kind: FindingKind = .vulnerability, severity: Severity = .high,
        path: String? = nil, fixed: String? = "go1.21.11", purl: String = "pkg:golang/stdlib@1.19"
    ) -> Finding {
        Finding(
            id: id, aliases: aliases, kind: kind, severity: severity, title: id,
            package: kind == .vulnerability
                ? PackageReference(
                    name: "stdlib", version: "go1.19", type: "golang", purl: purl, fixedVersion: fixed) : nil,
            location: path.map { Location(path: $0) })
    }

    static func result(_ findings: [Finding], notes: [ScanNote] = []) -> ScanResult {
        ScanResult(
            toolVersion: "0", created: "2026-11-24T00:00:00Z",
            artifacts: [
                ArtifactResult(
                    target: "registry:registry.example.com/shop/api:1.4", kind: .image,
                    digest: "sha256:" + String(repeating: "a", count: 64), findings: findings, notes: notes)
            ])
    }
}
