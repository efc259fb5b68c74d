import Foundation

/// Debian's docker-registry on loopback, on a port of its own, its storage in a private folder.
package final class DebianRegistry: @unchecked Sendable {
    package enum Access {
        case anyone
        case basic(user: String, password: String)
        /// A token server's address, its name, and the certificate of its key.
        case token(realm: String, issuer: String, certificate: String)
        case encrypted(certificate: String, key: String)
    }

    package let host: String
    /// Holds its configuration and its data.
    package let folder: URL
    private let scratch: Scratch
    private let process: Process

    /// Nil, with a line for the list of what was skipped, where a tool is not installed. The port may be another's: then it
    /// tries again.
    package static func start(_ access: Access = .anyone) throws -> DebianRegistry? {
        guard let program = Tool.find("docker-registry"), Tool.find("skopeo") != nil, Tool.find("python3") != nil else {
            print("SKIPPED: tests against a real registry: docker-registry, skopeo or python3 is not installed")
            return nil
        }
        for _ in 0..<5 {
            if let server = try DebianRegistry(program, access) { return server }
        }
        throw Tool.Failure(description: "docker-registry does not start")
    }

    private init?(_ program: URL, _ access: Access) throws {
        scratch = try Scratch()
        folder = scratch.folder
        let port = Int.random(in: 20_000...60_000)
        host = "127.0.0.1:\(port)"
        var configuration = """
            version: 0.1
            log: {level: error, accesslog: {disabled: true}}
            storage: {filesystem: {rootdirectory: \(folder.path)/data}}

            """
        var http = "addr: \(host)"
        switch access {
        case .anyone: break
        case .basic(let user, let password):
            let python = Tool.find("python3") ?? program
            let entry = try Tool.run(python, ["-c", Self.bcrypt, user, password])
            try entry.output.write(to: folder.appendingPathComponent("htpasswd"))
            configuration += "auth: {htpasswd: {realm: test, path: \(folder.path)/htpasswd}}\n"
        case .token(let realm, let issuer, let certificate):
            configuration +=
                "auth: {token: {realm: \(realm), service: registry, issuer: \(issuer), rootcertbundle: \(certificate)}}\n"
        case .encrypted(let certificate, let key): http += ", tls: {certificate: \(certificate), key: \(key)}"
        }
        configuration += "http: {\(http)}\n"
        let file = folder.appendingPathComponent("config.yml")
        try Data(configuration.utf8).write(to: file)
        process = Process()
        process.executableURL = program
        process.arguments = ["serve", file.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<400 where process.isRunning {
            if Self.answers(port) { return }
            usleep(25_000)
        }
        stop()
        return nil
    }

    deinit { stop() }

    package func stop() {
        guard process.isRunning else { return }
        // A child inherits the blocked signals of the thread that starts it; this one cannot be blocked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Stores the bundled example under a name.
    package func fill(_ name: String = "shop/harbour:1", _ arguments: [String] = []) throws {
        try Tool.check(
            "skopeo",
            ["copy", "-q", "--dest-tls-verify=false"] + arguments
                + ["oci:" + Tool.exampleImage, "docker://\(host)/\(name)"])
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
        import ctypes, ctypes.util, sys
        crypt = ctypes.CDLL(ctypes.util.find_library('crypt'))
        crypt.crypt.restype = ctypes.c_char_p
        print(sys.argv[1] + ':' + crypt.crypt(sys.argv[2].encode(), b'$2y$05$abcdefghijklmnopqrstuu').decode())
        """
}
