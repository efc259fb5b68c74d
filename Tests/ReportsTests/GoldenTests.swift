import Foundation
import Testing

@testable import Reports

/// Whole reports, byte for byte. `make golden` rewrites the files; the diff is read.
@Suite struct GoldenTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Goldens")

    @Test(arguments: AllFormats.list.map(\.name)) func report(_ name: String) throws {
        let format = try #require(AllFormats.named(name))
        try compare(format.render(SampleResult.result), with: "sample-\(name).\(format.fileExtension)")
        try compare(format.render(SampleResult.empty), with: "empty-\(name).\(format.fileExtension)")
    }

    @Test func colouredAndVerboseTable() throws {
        let options = ReportOptions(usesColour: true, width: 72, isVerbose: true)
        try compare(TableReport().render(SampleResult.result, options: options), with: "sample-table-colour.txt")
    }

    private func compare(_ bytes: [UInt8], with name: String) throws {
        let file = Self.folder.appending(path: name)
        if ProcessInfo.processInfo.environment["DRYDOCK_UPDATE_GOLDENS"] != nil {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
            return
        }
        let golden = try Data(contentsOf: file)
        #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: golden, as: UTF8.self), "\(name)")
    }
}
