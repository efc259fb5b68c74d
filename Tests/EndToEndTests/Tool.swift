import Foundation
import TestSupport
import Testing

// What all test rooms share, by its own name in every file here.
typealias Outcome = TestSupport.Outcome
typealias Scratch = TestSupport.Scratch
typealias Tool = TestSupport.Tool
typealias DebianRegistry = TestSupport.DebianRegistry

extension Outcome {
    func json() throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: output) as? [String: Any])
    }
}

/// Runs the built drydock, as a user would.
extension Tool {
    /// The binary lies beside the test bundle.
    static let binary: URL = {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        let beside = (bundle ?? URL(fileURLWithPath: CommandLine.arguments[0])).deletingLastPathComponent()
        return beside.appendingPathComponent("drydock")
    }()

    static func drydock(
        _ arguments: String..., input: Data? = nil, environment: [String: String] = [:], in folder: URL? = nil
    ) throws -> Outcome {
        try run(
            binary, arguments, input: input,
            environment: ["SOURCE_DATE_EPOCH": "1790000000", "NO_COLOR": "1"].merging(environment) { $1 }, in: folder)
    }
}
