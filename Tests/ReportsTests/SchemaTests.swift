import Foundation
import Testing

@testable import Reports

/// Every format with a published schema validates against it; ours against the one under docs/schema.
@Suite struct SchemaTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let validator = root.appending(path: "Tests/ReportsTests/Fixtures/validate.py")

    @Test(arguments: [
        ("sarif", "../shared/schemas/sarif-2.1.0.schema.json"), ("cyclonedx", "../shared/schemas/bom-1.6.schema.json"),
        ("cyclonedx-xml", "../shared/schemas/bom-1.6.xsd"), ("spdx", "../shared/schemas/spdx-2.3.schema.json"),
        ("json", "docs/schema/scan-result-1.0.schema.json"),
    ]) func validates(_ name: String, _ schema: String) throws {
        let schemaFile = Self.root.appending(path: schema).standardizedFileURL.path
        guard FileManager.default.fileExists(atPath: schemaFile) else {
            print("SKIPPED: schema of \(name): \(schema) is not here")
            return
        }
        let format = try #require(AllFormats.named(name))
        for (label, result) in [("sample", SampleResult.result), ("empty", SampleResult.empty)] {
            let document = FileManager.default.temporaryDirectory.appending(
                path: "drydock-\(UUID().uuidString).\(format.fileExtension)")
            defer { try? FileManager.default.removeItem(at: document) }
            try Data(format.render(result)).write(to: document)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["python3", Self.validator.path, schemaFile, document.path]
            let output = Pipe()
            process.standardOutput = output
            process.standardError = output
            try process.run()
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            if process.terminationStatus == 3 {
                print("SKIPPED: schema of \(name): \(text.trimmingCharacters(in: .whitespacesAndNewlines))")
                return
            }
            #expect(process.terminationStatus == 0, "\(name) of \(label): \(text)")
        }
    }
}
