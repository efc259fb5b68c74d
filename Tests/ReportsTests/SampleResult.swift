import Findings

/// A result that holds one of everything, with text that a report must not trust.
enum SampleResult {
    static let layer = LayerReference(
        index: 1, digest: "sha256:" + String(repeating: "ab", count: 32),
        diffID: "sha256:" + String(repeating: "cd", count: 32), createdBy: "COPY app /app # buildkit")

    static let result = ScanResult(
        toolVersion: "0.1.0", created: "2026-11-24T12:00:00Z",
        snapshot: SnapshotInfo(
            origin: "embedded",
            sources: [
                SnapshotSource(
                    name: "Go vulnerability database", date: "2026-08-21", records: 4291, licence: "CC-BY-4.0"),
                SnapshotSource(name: "CISA KEV", date: "2025-08-25", records: 1395, licence: "CC0-1.0"),
            ], ageInDays: 456, isEmbedded: true),
        artifacts: [image, folder],
        verdict: Verdict(isAccepted: false, reasons: ["1 finding of severity critical (--fail-on critical)"]))

    static let empty = ScanResult(
        toolVersion: "0.1.0", created: "2026-11-24T12:00:00Z",
        artifacts: [ArtifactResult(target: "dir:empty", kind: .folder)], verdict: Verdict(isAccepted: true))

    private static let packages: [Package] = [
        Package(
            id: "pkg:deb/debian/openssl@3.0.11-1~deb12u1?arch=amd64&distro=debian-12", name: "openssl",
            version: "3.0.11-1~deb12u1", type: .deb,
            purl: "pkg:deb/debian/openssl@3.0.11-1~deb12u1?arch=amd64&distro=debian-12",
            cpes: ["cpe:2.3:a:openssl:openssl:3.0.11-1\\~deb12u1:*:*:*:*:*:*:*"], licences: ["Apache-2.0"],
            architecture: "amd64", sourceName: "openssl", sourceVersion: "3.0.11-1~deb12u1", distribution: "debian",
            locations: [PackageLocation(path: "var/lib/dpkg/status", layer: layer)]),
        Package(
            id: "pkg:golang/golang.org/x/net@v0.7.0", name: "golang.org/x/net", version: "v0.7.0", type: .golang,
            purl: "pkg:golang/golang.org/x/net@v0.7.0", licences: [],
            locations: [PackageLocation(path: "app/server", layer: layer)],
            properties: ["h1": "h1:rJrUqqhjsgNp7KqAIc25s9pZnjU7TUcSY7HcVZjdn1g="]),
        Package(
            id: "pkg:golang/example.com/shop@v1.2.3", name: "example.com/shop", version: "v1.2.3", type: .golang,
            purl: "pkg:golang/example.com/shop@v1.2.3", licences: ["MIT OR made by \"us\" & <co>"],
            locations: [PackageLocation(path: "app/server", layer: layer)],
            dependsOn: ["pkg:golang/golang.org/x/net@v0.7.0"]),
    ]

    private static let image = ArtifactResult(
        target: "registry.example.com/shop/api:1.4", kind: .image,
        digest: "sha256:" + String(repeating: "12", count: 32),
        os: OperatingSystem(
            id: "debian", version: "12", codename: "bookworm", prettyName: "Debian GNU/Linux 12 (bookworm)",
            endOfLife: "2026-06-10", isEndOfLife: true),
        base: BaseImage(name: "debian:12", evidence: "os-release"),
        image: ImageFacts(
            reference: "registry.example.com/shop/api:1.4", created: "2026-11-01T00:00:00Z", architecture: "amd64",
            platformOS: "linux", user: "65532", entrypoint: ["/app/server"], exposedPorts: ["8080/tcp"],
            environment: ["PATH=/usr/bin"], labels: ["org.opencontainers.image.title": "shop"],
            layers: [
                LayerSummary(
                    reference: LayerReference(index: 0, createdBy: "ADD rootfs.tar /"), packedSize: 50_000_000,
                    unpackedSize: 120_000_000, entryCount: 9000),
                LayerSummary(reference: layer, packedSize: 4_000_000, unpackedSize: 9_000_000, entryCount: 3),
            ], hasShell: true, packageManagers: ["apt"], setUIDFiles: ["usr/bin/passwd"]),
        packages: packages,
        findings: [
            Finding(
                id: "CVE-2023-39325", aliases: ["GO-2023-2102", "GHSA-4374-p667-p6c8"], kind: .vulnerability,
                severity: .critical, severitySource: "ghsa", title: "Resource exhaustion in golang.org/x/net",
                package: PackageReference(
                    name: "golang.org/x/net", version: "v0.7.0", type: "golang",
                    purl: "pkg:golang/golang.org/x/net@v0.7.0", fixedVersion: "v0.17.0"),
                location: Location(path: "app/server", layer: layer), status: .fixed, priority: 93,
                reachability: .present,
                cvss: [
                    CVSSRating(
                        version: "3.1", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", score: 7.5,
                        source: "ghsa")
                ],
                exploitation: Exploitation(
                    kevAdded: "2023-10-10", kevRansomware: false, epss: 0.94, epssPercentile: 0.99),
                cwe: [400], references: ["https://pkg.go.dev/vuln/GO-2023-2102"], published: "2023-10-10"),
            Finding(
                id: "CVE-2024-0001", kind: .vulnerability, severity: .low, severitySource: "debian",
                title: "Vulnerability in openssl",
                package: PackageReference(
                    name: "openssl", version: "3.0.11-1~deb12u1", type: "deb",
                    purl: "pkg:deb/debian/openssl@3.0.11-1~deb12u1?arch=amd64&distro=debian-12"),
                location: Location(path: "var/lib/dpkg/status", layer: layer), status: .willNotFix, priority: 11),
            Finding(
                id: "DD-SEC-AWS-KEY", aliases: ["aws-access-token"], kind: .secret, severity: .high,
                title: "AWS access key <script>alert(1)</script>",
                location: Location(path: "app/.env", line: 3, column: 9, layer: layer), priority: 70,
                confidence: .high, evidence: ["AKIA…QX7A \u{202E}evil\u{1B}[31m"]),
        ],
        suppressed: [
            SuppressedFinding(
                finding: Finding(
                    id: "CVE-2020-0002", kind: .vulnerability, severity: .medium, title: "Vulnerability in openssl"),
                cause: "ignored", reason: "not used | by us")
        ],
        upgrades: [
            UpgradeAdvice(
                package: "golang.org/x/net", type: "golang", from: "v0.7.0", to: "v0.17.0", path: "app/server",
                clears: ["CVE-2023-39325"])
        ],
        notes: [ScanNote("UPX-packed: opaque", makesPartial: true, location: Location(path: "app/packed"))],
        statistics: ["files": 9003])

    private static let folder = ArtifactResult(
        target: "dir:shop", kind: .folder,
        findings: [
            Finding(
                id: "DD-DF-USER-ROOT", aliases: ["DL3002"], kind: .misconfiguration, severity: .high,
                severitySource: "drydock", title: "Final stage runs as root",
                message: "Code execution in the service becomes root in the container.",
                location: Location(path: "Dockerfile", line: 7, column: 1, endLine: 7, endColumn: 10), priority: 60,
                confidence: .high, evidence: ["USER root"],
                fix: Fix(
                    summary: "Use USER 65532:65532.",
                    edits: [TextEdit(range: 80..<89, replacement: "USER 65532:65532")]),
                cwe: [250]),
            Finding(
                id: "DD-GO-G201", aliases: ["G201"], kind: .code, severity: .medium, title: "SQL built from input",
                location: Location(path: "db/query.go", line: 20, column: 5), priority: 40, confidence: .medium,
                flow: [
                    FlowStep(location: Location(path: "web/handler.go", line: 11), note: "source: r.FormValue"),
                    FlowStep(location: Location(path: "db/query.go", line: 20), note: "sink: db.Query"),
                ], cwe: [89]),
        ])
}
