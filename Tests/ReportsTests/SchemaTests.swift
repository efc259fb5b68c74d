import Foundation
import TestSupport
import Testing

@testable import Reports

/// Every format with a published schema validates against it; ours against the one under docs/schema.
@Suite struct SchemaTests {
    static let validator = Tool.packageRoot.appending(path: "Tests/ReportsTests/Fixtures/validate.py")

    @Test(arguments: [
        ("sarif", "../shared/schemas/sarif-2.1.0.schema.json"), ("cyclonedx", "../shared/schemas/bom-1.6.schema.json"),
        ("cyclonedx-xml", "../shared/schemas/bom-1.6.xsd"), ("spdx", "../shared/schemas/spdx-2.3.schema.json"),
        ("json", "docs/schema/scan-result-1.0.schema.json"),
    ]) func validates(_ name: String, _ schema: String) throws {
        let schemaFile = Tool.packageRoot.appending(path: schema).standardizedFileURL.path
        guard FileManager.default.fileExists(atPath: schemaFile) else {
            print("SKIPPED: schema of \(name): \(schema) is not here")
            return
        }
        guard let python = Tool.find("python3") else {
            print("SKIPPED: schema of \(name): python3 is not installed")
            return
        }
        let format = try #require(AllFormats.named(name))
        let scratch = try Scratch()
        for (label, result) in [("sample", SampleResult.result), ("empty", SampleResult.empty)] {
            let document = scratch.folder.appending(path: "\(label).\(format.fileExtension)")
            try Data(format.render(result)).write(to: document)
            let outcome = try Tool.run(python, [Self.validator.path, schemaFile, document.path])
            let text = outcome.text + outcome.errors
            if outcome.status == 3 {
                print("SKIPPED: schema of \(name): \(text.trimmingCharacters(in: .whitespacesAndNewlines))")
                return
            }
            #expect(outcome.status == 0, "\(name) of \(label): \(text)")
        }
    }
}
