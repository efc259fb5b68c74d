import Foundation

/// How a program ended.
package struct Outcome {
    /// The exit status; below zero the signal that ended it.
    package var status: Int32
    package var output: Data
    package var errors: String

    package init(status: Int32, output: Data, errors: String) {
        self.status = status
        self.output = output
        self.errors = errors
    }

    package var text: String { String(decoding: output, as: UTF8.self) }
}

/// The programs of this machine, and the folders that tests read from.
package enum Tool {
    package static let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    /// Data that lies beside every checkout; a test that needs some of it says `SKIPPED` where it is not there.
    package static let shared = packageRoot.deletingLastPathComponent().appendingPathComponent("shared")
    package static let exampleImage = packageRoot.appendingPathComponent("examples/images/harbour").path

    package struct Failure: Error, CustomStringConvertible {
        package var description: String

        package init(description: String) { self.description = description }
    }

    package static func run(
        _ program: URL, _ arguments: [String], input: Data? = nil, environment: [String: String] = [:],
        in folder: URL? = nil
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.currentDirectoryURL = folder
        // Files, not pipes: no reader is needed while the program runs, however much it prints.
        let scratch = try Scratch()
        let output = scratch.folder.appendingPathComponent("out")
        let errors = scratch.folder.appendingPathComponent("err")
        for file in [output, errors] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        if let input {
            let file = scratch.folder.appendingPathComponent("in")
            try input.write(to: file)
            process.standardInput = try FileHandle(forReadingFrom: file)
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: try Data(contentsOf: output), errors: try String(contentsOf: errors, encoding: .utf8))
    }

    /// The standard output of a program; nil where it is not installed or fails.
    @discardableResult
    package static func output(
        of program: String, _ arguments: [String], input: Data? = nil, environment: [String: String] = [:],
        in folder: URL? = nil
    ) -> String? {
        guard let file = find(program),
            let outcome = try? run(file, arguments, input: input, environment: environment, in: folder),
            outcome.status == 0
        else { return nil }
        return outcome.text
    }

    /// Runs a program that must succeed.
    package static func check(_ program: String, _ arguments: [String]) throws {
        guard let file = find(program) else { throw Failure(description: "\(program) is not installed") }
        let outcome = try run(file, arguments)
        guard outcome.status == 0 else {
            throw Failure(description: ([program] + arguments).joined(separator: " ") + ": " + outcome.errors)
        }
    }

    package static func find(_ program: String) -> URL? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let others = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/usr/local/go/bin"]
        return (path.split(separator: ":").map(String.init) + others).map { "\($0)/\(program)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }.map { URL(fileURLWithPath: $0) }
    }
}
