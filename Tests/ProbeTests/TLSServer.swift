import Foundation

/// A private authority with certificates of its own, made by openssl; and real servers that use them.
final class TLSServer {
    struct Skip: Error { var reason: String }

    static let openssl = ["/usr/bin/openssl", "/usr/local/bin/openssl"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Files of one authority: ca.pem, and per name NAME.pem and NAME.key.
    final class Authority {
        let folder: URL
        var file: String { folder.appendingPathComponent("ca.pem").path }

        init() throws {
            guard TLSServer.openssl != nil else { throw Skip(reason: "openssl is not installed") }
            folder = FileManager.default.temporaryDirectory.appendingPathComponent("probe-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try openssl(
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                path("ca.key"), "-out", path("ca.pem"), "-days", "2", "-subj", "/CN=Test authority")
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

        /// - Parameter names: as in subjectAltName: `DNS:localhost,IP:127.0.0.1`.
        func issue(_ name: String, for names: String, days: Int = 2) throws {
            try openssl(
                "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                path(name + ".key"), "-out", path(name + ".csr"), "-subj", "/CN=\(name)")
            try Data("subjectAltName=\(names)\n".utf8).write(to: folder.appendingPathComponent(name + ".ext"))
            try openssl(
                "x509", "-req", "-in", path(name + ".csr"), "-CA", path("ca.pem"), "-CAkey", path("ca.key"),
                "-CAcreateserial", "-out", path(name + ".pem"), "-days", "\(days)", "-extfile", path(name + ".ext"))
        }

        private func openssl(_ arguments: String...) throws {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: TLSServer.openssl ?? "")
            process.arguments = arguments
            process.standardError = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw Skip(reason: "openssl \(arguments[0]) failed") }
        }
    }

    let port: UInt16
    private let process: Process

    /// `openssl s_server -www`, which answers each request with a page.
    convenience init(_ authority: Authority, _ name: String, _ options: String...) throws {
        try self.init(
            program: TLSServer.openssl ?? "",
            [
                "s_server", "-accept", "127.0.0.1:0", "-cert", authority.path(name + ".pem"), "-key",
                authority.path(name + ".key"), "-www",
            ] + options)
    }

    /// A program that prints a line ending in `:PORT` or `PORT` once it listens.
    init(program: String, _ arguments: [String]) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var text = ""
        while let port = Optional(output.fileHandleForReading.availableData), !port.isEmpty {
            text += String(decoding: port, as: UTF8.self)
            let line = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT ") }
            if let line, text.contains("\n"), let number = UInt16(line.split(separator: ":").last ?? "") {
                self.port = number
                return
            }
        }
        kill(process.processIdentifier, SIGKILL)
        throw Skip(reason: "\(program) does not listen: \(text.prefix(200))")
    }

    deinit {
        // Children may have inherited a mask that holds back SIGTERM.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
