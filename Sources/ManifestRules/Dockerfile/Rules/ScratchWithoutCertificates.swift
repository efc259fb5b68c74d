import Findings
import Manifests

/// scratch without certificates.
enum ScratchWithoutCertificates: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-SCRATCH-CERTS", title: "No CA certificates on scratch", severity: .low,
        why: "A program that calls a server by TLS finds no authority to trust: x509: certificate signed by unknown "
            + "authority.",
        repair:
            "COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/, use distroless static, or import "
            + "golang.org/x/crypto/x509roots/fallback.", maps: [.cwe(295)],
        references: ["https://pkg.go.dev/crypto/x509#SystemCertPool"], profile: .strict, confidence: .medium)

    static let examples = Examples(
        good: [
            "FROM golang:1.27 AS build\nFROM scratch\nCOPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\nCOPY app /app\nENTRYPOINT [\"/app\"]\n"
        ],
        bad: ["FROM scratch\nCOPY app /app\nENTRYPOINT [\"/app\"]\n"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        view.reportMissingOnScratch(["certs", "ca-certificates", "cacert", "ca-bundle"], report: report)
    }
}

extension DockerfileView {
    /// Reports a final stage on scratch that runs a program and is given no path that holds one of the words.
    func reportMissingOnScratch(_ words: [String], report: (Problem) -> Void) {
        guard let final = file.finalStage, let from = final.from, file.rootBase(of: final) == .scratch else { return }
        let shippedItems = items.filter { isShipped($0.stage) && !$0.isTrigger }
        guard shippedItems.contains(where: { $0.keyword == .entrypoint || $0.keyword == .cmd }) else { return }
        let isGiven = shippedItems.contains { item in
            guard item.keyword == .copy || item.keyword == .add else { return false }
            return item.instruction.words.contains { word in
                let path = word.best.lowercased()
                // A whole file system, or the whole of /etc, brings them along.
                return ["/", "/etc", "/etc/", "."].contains(path) || words.contains { path.contains($0) }
                    || path.contains("rootfs")
            }
        }
        guard !isGiven else { return }
        report(Problem(file.instructions[from].headRange))
    }
}
