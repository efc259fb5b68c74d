import Foundation

/// Runs a tool of the machine and gives its standard output; nil when it is absent.
func output(of tool: String, _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:])
    -> String?
{
    let folders = ["/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin"]
    guard let path = folders.map({ "\($0)/\(tool)" }).first(where: FileManager.default.isExecutableFile(atPath:)) else {
        return nil
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
}

/// Says which test could not run, and why.
func skip(_ test: String, _ missing: String) {
    print("SKIPPED: \(test): \(missing)")
}
