import Foundation
import Testing

/// `drydock scan registry:` and `drydock db push` against Debian's docker-registry.
@Suite(.serialized) struct RegistryScanTests {
    private func scan(
        _ reference: String, _ arguments: [String] = [], environment: [String: String] = [:]
    ) throws -> Outcome {
        try Tool.run(
            Tool.binary, ["scan", "registry:" + reference, "--only", "vuln", "-f", "json", "-q"] + arguments,
            environment: ["SOURCE_DATE_EPOCH": "1790000000", "NO_COLOR": "1", "HOME": "/nonexistent"]
                .merging(environment) { $1 })
    }

    private func artifact(_ outcome: Outcome) throws -> [String: Any] {
        let artifacts = try #require(outcome.json()["artifacts"] as? [[String: Any]])
        return try #require(artifacts.first)
    }

    /// A home folder whose `~/.docker/config.json` holds a text.
    private func home(_ scratch: Scratch, _ configuration: String) throws -> [String: String] {
        let folder = scratch.folder.appendingPathComponent("home-\(UUID().uuidString)/.docker")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(configuration.utf8).write(to: folder.appendingPathComponent("config.json"))
        return ["HOME": folder.deletingLastPathComponent().path]
    }

    private let anna = Data("anna:geheim".utf8).base64EncodedString()

    @Test func anyoneMayReadAnOpenRegistry() throws {
        guard let registry = try DebianRegistry.start() else { return }
        try registry.fill()
        let outcome = try scan("\(registry.host)/shop/harbour:1")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let remote = try artifact(outcome)
        let local = try artifact(
            Tool.drydock("scan", "oci:" + Tool.exampleImage, "--only", "vuln", "-f", "json", "-q"))
        func ids(_ artifact: [String: Any]) -> [String] {
            (artifact["findings"] as? [[String: Any]])?.compactMap { $0["id"] as? String } ?? []
        }
        #expect(!ids(remote).isEmpty)
        #expect(ids(remote) == ids(local))
        #expect(remote["partial"] as? Bool == false)
        let digest = try #require(remote["digest"] as? String)
        // By digest, and without the prefix, as users write it.
        #expect(try scan("\(registry.host)/shop/harbour@\(digest)").status == 0)
        let plain = try Tool.drydock("scan", "\(registry.host)/shop/harbour:1", "--only", "vuln", "-f", "json", "-q")
        #expect(plain.status == 0, "\(plain.errors)")
        let missing = try scan("\(registry.host)/shop/harbour:2")
        #expect(missing.status == 2)
        #expect(missing.errors.contains("shop/harbour:2"), "\(missing.errors)")
    }

    @Test func credentialsComeFromDockersConfiguration() throws {
        let scratch = try Scratch()
        guard let registry = try DebianRegistry.start(.basic(user: "anna", password: "geheim")) else { return }
        try registry.fill("shop/harbour:1", ["--dest-creds", "anna:geheim"])
        let reference = "\(registry.host)/shop/harbour:1"
        let refused = try scan(reference)
        #expect(refused.status == 2)
        #expect(refused.errors.contains("docker login"), "\(refused.errors)")
        let known = try home(scratch, #"{"auths":{"\#(registry.host)":{"auth":"\#(anna)"}}}"#)
        #expect(try scan(reference, environment: known).status == 0)
        let wrong = Data("anna:falsch".utf8).base64EncodedString()
        let mistaken = try home(scratch, #"{"auths":{"\#(registry.host)":{"auth":"\#(wrong)"}}}"#)
        #expect(try scan(reference, environment: mistaken).status == 2)

        // A helper, as desktop systems keep credentials: asked for this registry only, its answer shown to nobody.
        let tools = scratch.folder.appendingPathComponent("bin")
        try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
        let helper = tools.appendingPathComponent("docker-credential-vault")
        try Data(
            """
            #!/bin/sh
            [ "$1" = get ] || exit 1
            read server
            echo "$server" >> '\(scratch.path("asked"))'
            echo '{"ServerURL":"x","Username":"anna","Secret":"geheim"}'

            """.utf8
        ).write(to: helper)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: helper.path)
        let path = tools.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
        for configuration in [#"{"credHelpers":{"\#(registry.host)":"vault"}}"#, #"{"credsStore":"vault"}"#] {
            var environment = try home(scratch, configuration)
            environment["PATH"] = path
            let outcome = try scan(reference, environment: environment)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(!outcome.text.contains("geheim"))
        }
        let asked = try String(contentsOfFile: scratch.path("asked"), encoding: .utf8).split(separator: "\n")
        #expect(Set(asked) == [Substring(registry.host)])
        var broken = try home(scratch, #"{"credsStore":"missing"}"#)
        broken["PATH"] = path
        let failed = try scan(reference, environment: broken)
        #expect(failed.status == 2)
        #expect(failed.errors.contains("docker-credential-missing"), "\(failed.errors)")
    }

    @Test func tokensOfATokenServer() throws {
        let scratch = try Scratch()
        guard let tokens = try TokenServer.start(scratch) else { return }
        let access = DebianRegistry.Access.token(
            realm: tokens.realm, issuer: "issuer", certificate: tokens.certificate)
        guard let registry = try DebianRegistry.start(access) else { return }
        for name in ["public/harbour:1", "shop/harbour:1"] {
            try registry.fill(name, ["--dest-creds", "anna:geheim"])
        }
        let open = try scan("\(registry.host)/public/harbour:1")
        #expect(open.status == 0, "\(open.errors)")
        let refused = try scan("\(registry.host)/shop/harbour:1")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("docker login") || refused.errors.contains("denied"), "\(refused.errors)")
        let known = try home(scratch, #"{"auths":{"\#(registry.host)":{"auth":"\#(anna)"}}}"#)
        let outcome = try scan("\(registry.host)/shop/harbour:1", environment: known)
        #expect(outcome.status == 0, "\(outcome.errors)")
        // A database is pushed with the right to write.
        let file = scratch.path("own/advisories.db")
        try Self.buildDatabase(file)
        let target = "\(registry.host)/security/advisories:latest"
        let pushed = try Tool.drydock("db", "push", target, "--database", file, environment: known)
        #expect(pushed.status == 0, "\(pushed.errors)")
        #expect(
            try Tool.drydock("db", "push", target, "--database", file, environment: ["HOME": "/nonexistent"]).status
                == 2)
    }

    @Test func onePlatformOfSeveral() throws {
        guard let registry = try DebianRegistry.start(), let python = Tool.find("python3") else { return }
        try registry.fill()
        let script = """
            import hashlib, json, sys, urllib.request
            base = "http://" + sys.argv[1] + "/v2/shop/harbour"
            kinds = "application/vnd.oci.image.manifest.v1+json"
            def call(method, url, data=None, kind="application/octet-stream"):
                request = urllib.request.Request(url, data, {"Accept": kinds, "Content-Type": kind}, method=method)
                with urllib.request.urlopen(request) as response:
                    return response.read(), response.headers
            def blob(data):
                digest = "sha256:" + hashlib.sha256(data).hexdigest()
                _, headers = call("POST", base + "/blobs/uploads/", b"")
                place = headers["Location"]
                call("PUT", place + ("&" if "?" in place else "?") + "digest=" + digest, data)
                return digest
            text, _ = call("GET", base + "/manifests/1")
            manifest = json.loads(text)
            config, _ = call("GET", base + "/blobs/" + manifest["config"]["digest"])
            images = []
            for system, architecture, variant in [("linux", "amd64", None), ("linux", "arm64", "v8"), ("linux", "arm", "v7")]:
                changed = json.loads(config)
                changed["architecture"], changed["os"] = architecture, system
                if variant:
                    changed["variant"] = variant
                data = json.dumps(changed).encode()
                manifest["config"].update(digest=blob(data), size=len(data))
                body = json.dumps(manifest).encode()
                digest = "sha256:" + hashlib.sha256(body).hexdigest()
                call("PUT", base + "/manifests/" + digest, body, kinds)
                platform = {"os": system, "architecture": architecture}
                if variant:
                    platform["variant"] = variant
                images.append({"mediaType": kinds, "digest": digest, "size": len(body), "platform": platform})
                print(architecture, digest)
            index = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": images}
            call("PUT", base + "/manifests/all", json.dumps(index).encode(), index["mediaType"])
            """
        let made = try Tool.run(python, ["-c", script, registry.host])
        #expect(made.status == 0, "\(made.errors)")
        var digests: [String: String] = [:]
        for line in made.text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            digests[words[0]] = words[1]
        }
        for (platform, architecture) in [("linux/amd64", "amd64"), ("linux/arm64", "arm64"), ("linux/arm/v7", "arm")] {
            let outcome = try scan("\(registry.host)/shop/harbour:all", ["--platform", platform])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try artifact(outcome)["digest"] as? String == digests[architecture], "\(platform)")
        }
        let missing = try scan("\(registry.host)/shop/harbour:all", ["--platform", "linux/s390x"])
        #expect(missing.status == 2)
        #expect(missing.errors.contains("linux/s390x") && missing.errors.contains("linux/arm64"), "\(missing.errors)")
    }

    @Test func aBlobThatIsNotWhatItsDigestSaysIsRefused() throws {
        let scratch = try Scratch()
        guard let registry = try DebianRegistry.start(),
            let proxy = try FileServer.start(scratch, upstream: "http://" + registry.host)
        else { return }
        try registry.fill()
        let reference = "\(proxy.address.dropFirst(7))/shop/harbour:1"
        let layer = try largestLayer(try scan("\(registry.host)/shop/harbour:1"))
        try proxy.misbehave(.init(path: layer, garble: true, times: 9))
        let outcome = try scan(reference)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(layer) || outcome.errors.contains("digest"), "\(outcome.errors)")
    }

    @Test func aBlobThatBreaksOffIsResumed() throws {
        let scratch = try Scratch()
        guard let registry = try DebianRegistry.start(),
            let proxy = try FileServer.start(scratch, upstream: "http://" + registry.host)
        else { return }
        try registry.fill()
        let reference = "\(proxy.address.dropFirst(7))/shop/harbour:1"
        let whole = try scan("\(registry.host)/shop/harbour:1")
        let layer = try largestLayer(whole)
        try proxy.misbehave(
            .init(path: layer, cut: 100_000, times: 3), .init(path: "/manifests/1", status: 503, times: 2),
            .init(path: "/manifests/1", status: 429))
        let outcome = try scan(reference)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try artifact(outcome)["digest"] as? String == artifact(whole)["digest"] as? String)
        let requests = proxy.requests
        // Refused three times, then given.
        let manifest = requests.filter { $0.contains("/manifests/1 ") }.compactMap {
            $0.split(separator: " ").dropFirst(2).first
        }
        #expect(manifest.prefix(4) == ["503", "503", "429", "200"], "\(requests)")
        let pieces = requests.filter { $0.contains(layer) }
        // From where the client was, each time further on; what was on the way when the connection ended is lost.
        let starts = pieces.compactMap { Int($0.split(separator: "=").last?.dropLast() ?? "") }
        #expect(pieces.count == 4, "\(pieces)")
        #expect(pieces.dropFirst().allSatisfy { $0.contains(" 206 bytes=") }, "\(pieces)")
        #expect(starts.count == 3 && starts.allSatisfy { $0 > 0 } && starts == starts.sorted(), "\(pieces)")
        // A server that never gives is given up on, and named.
        try proxy.misbehave(.init(path: "/manifests/1", status: 404, times: 9))
        #expect(try scan(reference).status == 2)
    }

    /// Digest of the largest layer, which is what a test cuts or changes.
    private func largestLayer(_ outcome: Outcome) throws -> String {
        let index = try JSONSerialization.jsonObject(
            with: Data(contentsOf: URL(fileURLWithPath: Tool.exampleImage + "/index.json")))
        let manifests = try #require((index as? [String: Any])?["manifests"] as? [[String: Any]])
        let digest = try #require(manifests.first?["digest"] as? String)
        let file = Tool.exampleImage + "/blobs/sha256/" + digest.dropFirst(7)
        let manifest = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: file)))
        let layers = try #require((manifest as? [String: Any])?["layers"] as? [[String: Any]])
        let largest = layers.max { ($0["size"] as? Int ?? 0) < ($1["size"] as? Int ?? 0) }
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try #require(largest?["digest"] as? String)
    }

    @Test func certificates() throws {
        let scratch = try Scratch()
        guard let openssl = Tool.find("openssl") else {
            print("SKIPPED: certificates of registries: openssl is not installed")
            return
        }
        let (certificate, key) = (scratch.path("server.pem"), scratch.path("server.key"))
        let made = try Tool.run(
            openssl,
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-subj",
                "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2",
            ])
        #expect(made.status == 0, "\(made.errors)")
        guard let registry = try DebianRegistry.start(.encrypted(certificate: certificate, key: key)) else {
            return
        }
        try registry.fill()
        let reference = "\(registry.host)/shop/harbour:1"
        let refused = try scan(reference)
        #expect(refused.status == 2)
        #expect(refused.errors.lowercased().contains("certificate"), "\(refused.errors)")
        #expect(try scan(reference, ["--ca-file", certificate]).status == 0)
        #expect(try scan(reference, ["--insecure"]).status == 0)
    }

    // MARK: - Databases

    private static func buildDatabase(_ file: String) throws {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let record = folder.appendingPathComponent("GO-2099-0001.json")
        try Data(
            #"{"id":"GO-2099-0001","modified":"2026-01-02T00:00:00Z","aliases":["CVE-2099-1"],"affected":[{"package":{"name":"golang.org/x/net","ecosystem":"Go"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"0.99.0"}]}]}]}"#
                .utf8
        ).write(to: record)
        let built = try Tool.drydock("db", "build", "--from", record.path, "-o", file)
        guard built.status == 0 else { throw Tool.Failure(description: built.errors) }
    }

    @Test func aDatabaseGoesThroughARegistry() throws {
        let scratch = try Scratch()
        guard let registry = try DebianRegistry.start() else { return }
        let (own, other) = (scratch.path("own/advisories.db"), scratch.path("other/advisories.db"))
        try Self.buildDatabase(own)
        let target = "\(registry.host)/security/advisories:latest"
        let pushed = try Tool.drydock("db", "push", target, "--database", own)
        #expect(pushed.status == 0, "\(pushed.errors)")
        #expect(pushed.text.contains("@sha256:"))
        let pulled = try Tool.drydock("db", "update", "--from", "registry:" + target, "--database", other)
        #expect(pulled.status == 0, "\(pulled.errors)")
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: own)) == Data(contentsOf: URL(fileURLWithPath: other)))
        // The same by configuration, and a scan judges by it.
        let configuration = scratch.path("drydock.yaml")
        try Data("advisories:\n  registry: \(target)\n".utf8).write(to: URL(fileURLWithPath: configuration))
        let cache = ["DRYDOCK_CACHE_DIR": scratch.path("cache")]
        let updated = try Tool.drydock("db", "update", "--config", configuration, environment: cache)
        #expect(updated.status == 0, "\(updated.errors)")
        let outcome = try Tool.drydock(
            "scan", "oci:" + Tool.exampleImage, "--only", "vuln", "-f", "json", "-q", environment: cache)
        #expect(try (artifact(outcome)["findings"] as? [[String: Any]])?.map { $0["id"] as? String } == ["CVE-2099-1"])
        // What is there is no database, or is not there.
        try registry.fill()
        let image = try Tool.drydock(
            "db", "update", "--from", "registry:\(registry.host)/shop/harbour:1", "--database", other)
        #expect(image.status == 2)
        #expect(
            try Tool.drydock("db", "update", "--from", "registry:\(registry.host)/no/such:1", "--database", other)
                .status == 2)
        #expect(try Tool.drydock("db", "verify", "--database", other).status == 0)
    }
}
