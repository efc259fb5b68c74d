import Foundation

@testable import Registries

/// Debian's docker-registry on loopback, on a port of its own, its storage in a temporary folder.
final class RealRegistry: @unchecked Sendable {
    let port: Int
    let folder: URL
    private let process: Process

    var host: String { "127.0.0.1:\(port)" }

    /// Nil, with a line for the list of what was skipped, where the registry is not installed.
    static func start(user: String? = nil, password: String? = nil) throws -> RealRegistry? {
        guard let program = Self.find("docker-registry") else {
            print("SKIPPED: tests against a real registry: docker-registry is not installed")
            return nil
        }
        return try RealRegistry(program: program, user: user, password: password)
    }

    static func find(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
            .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private init(program: String, user: String?, password: String?) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "drydock-registry-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var lastError: (any Error)?
        for _ in 0..<5 {
            let port = Int.random(in: 20_000...60_000)
            var configuration = """
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: \(folder.path)/data}}
                http: {addr: 127.0.0.1:\(port)}

                """
            if let user, let password {
                let entry = try Self.run(["python3", "-c", Self.bcrypt, user, password])
                try Data(entry.utf8).write(to: folder.appending(path: "htpasswd"))
                configuration += "auth: {htpasswd: {realm: test, path: \(folder.path)/htpasswd}}\n"
            }
            let file = folder.appending(path: "config.yml")
            try Data(configuration.utf8).write(to: file)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = ["serve", file.path]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            for _ in 0..<200 {
                if !process.isRunning { break }
                if Self.answers(port) {
                    self.port = port
                    self.process = process
                    return
                }
                usleep(25_000)
            }
            process.terminate()
            lastError = CocoaError(.fileReadUnknown)
        }
        throw lastError ?? CocoaError(.fileReadUnknown)
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func answers(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    /// htpasswd wants bcrypt; crypt(3) of Debian makes it.
    private static let bcrypt = """
        import ctypes, ctypes.util, sys, base64, os
        crypt = ctypes.CDLL(ctypes.util.find_library('crypt'))
        crypt.crypt.restype = ctypes.c_char_p
        print(sys.argv[1] + ':' + crypt.crypt(sys.argv[2].encode(), b'$2y$05$abcdefghijklmnopqrstuu').decode())
        """

    @discardableResult
    static func run(_ command: [String], in folder: URL? = nil) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = folder
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CommandFailure(command: command.joined(separator: " "), output: text)
        }
        return text
    }
}

struct CommandFailure: Error, CustomStringConvertible {
    var command: String
    var output: String
    var description: String { "\(command): \(output)" }
}
