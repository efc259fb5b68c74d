import Foundation
import TestSupport
import Testing

@testable import Secrets

/// The shared cases: what users of gitleaks rely on. The disagreements are listed with reasons in docs/secrets.md.
struct SharedCasesTests {
    struct Case: Decodable {
        var id: String
        var rule: String
        var text: String
        var expect: Bool
    }

    static func load() throws -> [Case]? {
        let path = Tool.shared.appendingPathComponent("cases/gitleaks/dev.jsonl.zst").path
        guard FileManager.default.fileExists(atPath: path), let zstd = Tool.find("zstd") else { return nil }
        return try Tool.run(zstd, ["-dcq", path]).output.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(Case.self, from: $0)
        }
    }

    @Test func agreesWithTheCases() throws {
        guard let cases = try Self.load() else {
            print("SKIPPED: agreesWithTheCases: ../shared/cases/gitleaks or zstd is missing")
            return
        }
        let scanner = SecretScanner(SecretScanOptions(selection: .init(profile: .all)))
        let worker = SecretWorker(scanner.engine)
        var disagreements: [String] = []
        for one in cases {
            var text = one.text
            let facts = text.withUTF8 { bytes in
                scanner.scan(
                    text: UnsafeRawBufferPointer(bytes),
                    path: one.rule == "hashicorp-tf-password" ? "a.tf" : "case.txt", worker: worker)
            }
            let isFound = facts.contains { $0.aliases.contains(one.rule) }
            if isFound != one.expect {
                disagreements.append("\(one.id) expect \(one.expect): \(one.text.prefix(150).debugDescription)")
            }
        }
        let agreement = 100 - 100 * Double(disagreements.count) / Double(cases.count)
        print("agreement \(agreement) % of \(cases.count)")
        for line in disagreements { print("  ", line) }
        #expect(agreement >= 97)
    }
}
