import Foundation

/// A web server on loopback for updates and registries to be tried against: it serves a folder or passes on to another
/// server, with entity tags and ranges, and misbehaves as its `faults` say. Python runs it, as its library has it all.
final class FileServer {
    let folder: URL
    let port: Int
    private let process: Process
    private let state: URL

    var address: String { "http://127.0.0.1:\(port)" }

    /// How often and in what way requests for a path go wrong; the path is matched by its end.
    struct Fault: Encodable {
        var path: String
        /// The connection ends after so many bytes of the body.
        var cut: Int?
        /// An answer of this status instead.
        var status: Int?
        /// One byte of the body is changed.
        var garble = false
        /// The body comes only after `release()`.
        var stall = false
        var times = 1
    }

    /// - Parameter upstream: passes requests on instead of serving `folder`.
    static func start(_ scratch: Scratch, upstream: String? = nil) throws -> FileServer? {
        guard let python = Tool.find("python3") else {
            print("SKIPPED: tests against a local server: python3 is not installed")
            return nil
        }
        return try FileServer(python, scratch, upstream)
    }

    private init(_ python: URL, _ scratch: Scratch, _ upstream: String?) throws {
        state = scratch.folder.appendingPathComponent("server-\(UUID().uuidString)")
        folder = state.appendingPathComponent("files")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let script = state.appendingPathComponent("server.py")
        try Data(Self.script.utf8).write(to: script)
        process = Process()
        process.executableURL = python
        process.arguments = [script.path, state.path, upstream ?? ""]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: Self.made(state.appendingPathComponent("errors")))
        try process.run()
        let portFile = state.appendingPathComponent("port")
        var found: Int?
        for _ in 0..<400 where found == nil {
            usleep(25_000)
            found = (try? String(contentsOf: portFile, encoding: .utf8)).flatMap { Int($0) }
        }
        guard let found else {
            // A child inherits the blocked signals of the thread that starts it; this one cannot be blocked.
            kill(process.processIdentifier, SIGKILL)
            throw CocoaError(.fileReadUnknown)
        }
        port = found
    }

    deinit { stop() }

    func stop() {
        guard process.isRunning else { return }
        // A child inherits the blocked signals of the thread that starts it; this one cannot be blocked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private static func made(_ file: URL) throws -> URL {
        try Data().write(to: file)
        return file
    }

    func put(_ path: String, _ bytes: Data) throws {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: file, options: .atomic)
    }

    func put(_ path: String, _ text: String) throws { try put(path, Data(text.utf8)) }

    func misbehave(_ faults: Fault...) throws {
        try JSONEncoder().encode(faults).write(to: state.appendingPathComponent("faults"), options: .atomic)
    }

    /// Lets go what stalls.
    func release() throws { try Data().write(to: state.appendingPathComponent("go")) }

    /// Waits for a request whose body stalls.
    func waitForStall() -> Bool {
        for _ in 0..<1200 {
            if FileManager.default.fileExists(atPath: state.appendingPathComponent("stalled").path) { return true }
            usleep(50_000)
        }
        return false
    }

    /// `GET /path 206 bytes=100-`: every request so far, in order.
    var requests: [String] {
        let text = (try? String(contentsOf: state.appendingPathComponent("log"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }

    private static let script = #"""
        import hashlib, http.client, http.server, json, os, sys, threading, time
        state, upstream = sys.argv[1], sys.argv[2]
        lock, used = threading.Lock(), {}

        def fault(path):
            try:
                text = open(state + "/faults").read()
            except OSError:
                return {}
            with lock:
                for number, item in enumerate(json.loads(text)):
                    key = text + str(number)
                    if path.split("?")[0].endswith(item["path"]) and used.get(key, 0) < item["times"]:
                        used[key] = used.get(key, 0) + 1
                        return item
            return {}

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def note(self, status):
                with lock, open(state + "/log", "a") as log:
                    print(self.command, self.path, status, self.headers.get("Range", ""), file=log)

            def reply(self, status, headers, body, item):
                if item.get("stall"):
                    open(state + "/stalled", "w").close()
                    while not os.path.exists(state + "/go"):
                        time.sleep(0.05)
                if item.get("garble") and body:
                    body = bytes([body[0] ^ 1]) + body[1:]
                self.note(status)
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                if status != 304 and self.command != "HEAD":
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command == "HEAD" or status == 304:
                    return
                cut = item.get("cut")
                if cut is not None and cut < len(body):
                    self.wfile.write(body[:cut])
                    self.wfile.flush()
                    self.close_connection = True
                    self.connection.shutdown(2)
                else:
                    self.wfile.write(body)

            def answer(self):
                item = fault(self.path)
                length = int(self.headers.get("Content-Length") or 0)
                content = self.rfile.read(length) if length else None
                if item.get("status"):
                    return self.reply(item["status"], [("Retry-After", "0")], b"not now", {})
                if upstream:
                    return self.pass_on(item, content)
                path = os.path.join(state, "files", self.path.split("?")[0].lstrip("/"))
                if not os.path.isfile(path):
                    return self.reply(404, [], b"not found", {})
                body = open(path, "rb").read()
                tag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
                headers = [("ETag", tag), ("Accept-Ranges", "bytes")]
                if self.headers.get("If-None-Match") == tag:
                    return self.reply(304, headers, b"", {})
                span = self.headers.get("Range")
                if span and self.headers.get("If-Range", tag) == tag:
                    start = int(span.split("=")[1].split("-")[0])
                    headers.append(("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}"))
                    return self.reply(206, headers, body[start:], item)
                self.reply(200, headers, body, item)

            def pass_on(self, item, content):
                host = upstream.split("//")[1]
                connection = http.client.HTTPConnection(host)
                headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
                connection.request(self.command, self.path, content, headers)
                response = connection.getresponse()
                body = response.read()
                kept = [(name, value) for name, value in response.getheaders()
                        if name.lower() not in ("content-length", "connection", "transfer-encoding", "date", "server")]
                if self.command == "HEAD":
                    kept.append(("Content-Length", response.getheader("Content-Length", "0")))
                self.reply(response.status, kept, body, item)

            do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = answer

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        with open(state + "/port.new", "w") as file:
            file.write(str(server.server_port))
        os.rename(state + "/port.new", state + "/port")
        server.serve_forever()
        """#
}
