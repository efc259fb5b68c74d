import Foundation
import TestSupport

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
        guard made.status == 0 else { throw Tool.Failure(description: made.errors) }
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
        guard let port else { throw Tool.Failure(description: "the token server does not start") }
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
