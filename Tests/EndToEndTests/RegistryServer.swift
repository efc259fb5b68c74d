import Foundation

/// Debian's docker-registry on loopback for the command line to speak with.
final class RegistryServer {
    enum Access {
        case anyone
        case basic(user: String, password: String)
        /// A token server's address, its name, and the certificate of its key.
        case token(realm: String, issuer: String, certificate: String)
        case encrypted(certificate: String, key: String)
    }

    let host: String
    let storage: URL
    private let process: Process

    static func start(_ scratch: Scratch, _ access: Access = .anyone) throws -> RegistryServer? {
        guard let program = Tool.find("docker-registry"), Tool.find("skopeo") != nil, Tool.find("python3") != nil else {
            print("SKIPPED: commands against a real registry: docker-registry, skopeo or python3 is not installed")
            return nil
        }
        for _ in 0..<5 {
            if let server = try RegistryServer(program, scratch, access) { return server }
        }
        throw CocoaError(.fileReadUnknown)
    }

    private init?(_ program: URL, _ scratch: Scratch, _ access: Access) throws {
        let port = Int.random(in: 20_000...60_000)
        host = "127.0.0.1:\(port)"
        let folder = scratch.folder.appendingPathComponent("registry-\(port)")
        storage = folder.appendingPathComponent("data")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var configuration = """
            version: 0.1
            log: {level: error, accesslog: {disabled: true}}
            storage: {filesystem: {rootdirectory: \(storage.path)}}

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

    func stop() {
        guard process.isRunning else { return }
        // A child inherits the blocked signals of the thread that starts it; this one cannot be blocked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Stores the bundled example under a name.
    func fill(_ name: String = "shop/harbour:1", _ arguments: [String] = []) throws {
        guard let skopeo = Tool.find("skopeo") else { return }
        let outcome = try Tool.run(
            skopeo,
            ["copy", "-q", "--dest-tls-verify=false"] + arguments
                + ["oci:" + Tool.exampleImage, "docker://\(host)/\(name)"])
        guard outcome.status == 0 else { throw Failure(description: outcome.errors) }
    }

    struct Failure: Error, CustomStringConvertible { var description: String }

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

/// A token server as registries send their users to: it gives a signed token to whoever it knows.
///
/// Source: Docker Registry v2 authentication, "Token Authentication Specification" and its implementation in JSON Web
/// Tokens. OpenSSL signs.
final class TokenServer {
    let realm: String
    let certificate: String
    private let process: Process

    static func start(_ scratch: Scratch) throws -> TokenServer? {
        guard let openssl = Tool.find("openssl"), let python = Tool.find("python3") else {
            print("SKIPPED: tokens of a real registry: openssl or python3 is not installed")
            return nil
        }
        return try TokenServer(openssl, python, scratch)
    }

    private init(_ openssl: URL, _ python: URL, _ scratch: Scratch) throws {
        certificate = scratch.path("token.pem")
        let made = try Tool.run(
            openssl,
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", scratch.path("token.key"), "-out",
                certificate,
                "-subj", "/CN=issuer", "-days", "2",
            ])
        guard made.status == 0 else { throw RegistryServer.Failure(description: made.errors) }
        let script = scratch.folder.appendingPathComponent("token.py")
        try Data(Self.script.utf8).write(to: script)
        process = Process()
        process.executableURL = python
        process.arguments = [script.path, scratch.folder.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        var port: String?
        for _ in 0..<400 where port == nil {
            usleep(25_000)
            port = try? String(contentsOf: scratch.folder.appendingPathComponent("token.port"), encoding: .utf8)
        }
        guard let port else { throw RegistryServer.Failure(description: "the token server does not start") }
        realm = "http://127.0.0.1:\(port)/token"
    }

    deinit {
        // A child inherits the blocked signals of the thread that starts it; this one cannot be blocked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private static let script = #"""
        import base64, http.server, json, os, subprocess, sys, time, urllib.parse
        folder = sys.argv[1]
        pem = open(folder + "/token.pem").read().split("-----")[2]

        def encoded(data):
            return base64.urlsafe_b64encode(data).rstrip(b"=")

        def token(user, scopes):
            access = []
            for scope in scopes:
                kind, name, actions = scope.split(":", 2)
                # Strangers may read what is public.
                granted = actions.split(",") if user else ["pull"] if name.startswith("public/") else []
                access.append({"type": kind, "name": name, "actions": granted})
            now = int(time.time())
            head = {"typ": "JWT", "alg": "RS256", "x5c": ["".join(pem.split())]}
            body = {"iss": "issuer", "sub": user, "aud": "registry", "exp": now + 60, "nbf": now - 10, "iat": now,
                    "jti": str(now), "access": access}
            text = encoded(json.dumps(head).encode()) + b"." + encoded(json.dumps(body).encode())
            signature = subprocess.run(["openssl", "dgst", "-sha256", "-sign", folder + "/token.key"], input=text,
                                       stdout=subprocess.PIPE, check=True).stdout
            return (text + b"." + encoded(signature)).decode()

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *arguments):
                pass

            def do_GET(self):
                query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
                user, header = "", self.headers.get("Authorization", "")
                if header.startswith("Basic "):
                    user, _, password = base64.b64decode(header[6:]).decode().partition(":")
                    if (user, password) != ("anna", "geheim"):
                        self.send_response(401)
                        self.send_header("Content-Length", "0")
                        self.end_headers()
                        return
                body = json.dumps({"token": token(user, query.get("scope", [])), "expires_in": 60}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        with open(folder + "/token.port.new", "w") as file:
            file.write(str(server.server_port))
        os.rename(folder + "/token.port.new", folder + "/token.port")
        server.serve_forever()
        """#
}
