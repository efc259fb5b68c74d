import Foundation
import Testing

@Suite struct SecretAndCodeTests {
    private func findings(_ outcome: Outcome) throws -> [[String: Any]] {
        let artifacts = try #require(outcome.json()["artifacts"] as? [[String: Any]])
        return try #require(artifacts.first?["findings"] as? [[String: Any]])
    }

    private static let example = Tool.packageRoot.appendingPathComponent("examples/harbour").path

    /// The key was deleted by a later layer, and is still in the image.
    @Test func secretOfALowerLayerIsFoundAndRedacted() throws {
        let outcome = try Tool.drydock("scan", "oci:" + Tool.exampleImage, "--only", "secret", "-f", "json")
        let finding = try #require(try findings(outcome).first)
        #expect(finding["id"] as? String == "DD-SEC-PRIVATE-KEY")
        #expect((finding["location"] as? [String: Any])?["path"] as? String == "app/deploy.key")
        #expect("\(finding)".contains("recover"))
        for format in ["json", "sarif", "html", "table", "markdown"] {
            let report = try Tool.drydock("scan", "oci:" + Tool.exampleImage, "--only", "secret", "-f", format)
            // What follows the head of the key in PEM.
            #expect(!report.text.contains("MHcCAQEE"), "\(format)")
        }
    }

    /// Findings of other kinds quote lines; what is secret in them is cut down too.
    @Test func noReportHoldsASecret() throws {
        let scratch = try Scratch()
        let password = "Vq7" + "xPw2Lm9Zr4t"
        for (name, text) in [
            ("go.mod", "module shop.corp/shop\n\ngo 1.22\n"),
            ("main.go", "package main\n\nconst password = \"\(password)\"\n\nfunc main() { println(password) }\n"),
            ("Dockerfile", "FROM debian:12\nENV DB_PASSWORD=\(password)\nRUN curl -u bot:\(password) https://a.corp\n"),
        ] {
            try Data(text.utf8).write(to: scratch.folder.appendingPathComponent(name))
        }
        for format in ["json", "sarif", "html", "table", "markdown"] {
            let report = try Tool.drydock("scan", "dir:" + scratch.folder.path, "--rules", "all", "-f", format)
            #expect(report.text.contains("main.go"), "\(format)")
            #expect(!report.text.contains(password), "\(format)")
        }
    }

    @Test func taintShowsItsWay() throws {
        let outcome = try Tool.drydock("scan", "--only", "code", Self.example, "-f", "json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let found = try findings(outcome)
        let command = try #require(found.first { $0["id"] as? String == "DD-GO-COMMAND-TAINT" })
        #expect((command["aliases"] as? [String])?.contains("G702") == true)
        #expect((command["flow"] as? [[String: Any]])?.isEmpty == false)
        let sarif = try Tool.drydock("scan", "--only", "code", Self.example, "-f", "sarif")
        #expect(sarif.text.contains("codeFlows"))
    }

    /// A second scan reads what the first one kept, and says the same byte for byte.
    @Test func keptResultsAreTheSame() throws {
        let scratch = try Scratch()
        let source = scratch.folder.appendingPathComponent("src")
        try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
        func write(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: source.appendingPathComponent(name))
        }
        let password = "Vq7" + "xPw2Lm9Zr4t"
        let filling = String(repeating: "// Small folders are not kept.\n", count: 40_000)
        try write("go.mod", "module shop.corp/shop\n\ngo 1.22\n")
        try write("filling.go", filling + "package main\n")
        try write(
            "main.go",
            """
            package main

            import "crypto/tls"

            const password = "\(password)"

            var c = tls.Config{InsecureSkipVerify: true} // #nosec G402 -- a test server

            func main() { println(password) }

            """)
        let cache = ["DRYDOCK_CACHE_DIR": scratch.path("cache")]
        let kept = scratch.path("cache/go")
        func scan(_ more: String...) throws -> Outcome {
            try Tool.run(
                Tool.binary, ["scan", "--only", "code", "--rules", "all", "dir:" + source.path, "-f", "json"] + more,
                environment: ["SOURCE_DATE_EPOCH": "1790000000", "NO_COLOR": "1"].merging(cache) { $1 })
        }
        let without = try scan("--no-cache")
        #expect(try !findings(without).isEmpty)
        #expect(!FileManager.default.fileExists(atPath: kept))
        #expect(try scan().output == without.output)
        let entry = try #require(try FileManager.default.contentsOfDirectory(atPath: kept).first)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: kept + "/" + entry))
        for text in [password, "a test server", "InsecureSkipVerify: true"] {
            #expect(bytes.range(of: Data(text.utf8)) == nil, "\(text)")
        }
        #expect(try scan().output == without.output)

        try write("main.go", "package main\n\nfunc main() {}\n")
        let changed = try scan()
        #expect(try findings(changed).isEmpty)
        #expect(try changed.output == scan("--no-cache").output)
        // A folder that cannot be used is no error.
        let unusable = try Tool.drydock(
            "scan", "--only", "code", "--rules", "all", "dir:" + source.path, "-f", "json",
            environment: ["DRYDOCK_CACHE_DIR": source.path + "/go.mod"])
        #expect(unusable.status == changed.status)
        #expect(unusable.output == changed.output)
    }

    @Test func reasonsCanBeRequired() throws {
        let scratch = try Scratch()
        let hash =
            "package a\n\nimport \"crypto/md5\"\n\nfunc f(b []byte) [16]byte {\n\treturn md5.Sum(b) // #nosec(0)\n}\n"
        func found(_ comment: String, _ flags: [String]) throws -> Bool {
            let text = hash.replacingOccurrences(of: "(0)", with: comment)
            try Data(text.utf8).write(to: scratch.folder.appendingPathComponent("a.go"))
            let outcome = try Tool.run(
                Tool.binary, ["scan", scratch.folder.path, "--only", "code", "--rules", "all", "-f", "json"] + flags)
            return try findings(outcome).contains { ($0["aliases"] as? [String])?.contains("G401") == true }
        }
        #expect(try !found(" G401", []))
        #expect(try found(" G401", ["--require-reasons"]))
        #expect(try !found(" G401 -- no secret is hashed", ["--require-reasons"]))
    }

    @Test func goPatternsAreFolders() throws {
        let outcome = try Tool.drydock(
            "scan", "--only", "code", "./...", "-f", "json", in: URL(fileURLWithPath: Self.example))
        #expect(try !findings(outcome).isEmpty)
    }

    /// What a distribution's package ships everyone has; what is written into its configuration is ours.
    @Test func samplesOfTheDistributionAreSetAside() throws {
        let scratch = try Scratch()
        let key = "aws_secret_access_key = " + "wJalr" + "XUtn7EMIK7MDENGbPxRfiCYzT4kQ8vLp2sWd" + "\n"
        let files = [
            ("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n"),
            (
                "var/lib/dpkg/status",
                "Package: shop\nStatus: install ok installed\nArchitecture: all\nVersion: 1.0-1\n\n"
            ),
            (
                "var/lib/dpkg/info/shop.list",
                "/.\n/etc\n/etc/shop.conf\n/usr\n/usr/share\n/usr/share/doc\n/usr/share/doc/shop.txt\n"
            ),
            ("etc/shop.conf", key), ("usr/share/doc/shop.txt", key.replacingOccurrences(of: "XUtn", with: "YVuo")),
        ]
        for (path, text) in files {
            let file = scratch.folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let outcome = try Tool.drydock("scan", "dir:" + scratch.folder.path, "--only", "secret", "-f", "json")
        let paths = try Set(findings(outcome).compactMap { ($0["location"] as? [String: Any])?["path"] as? String })
        #expect(paths == ["etc/shop.conf"], "\(outcome.text)")
        #expect(outcome.text.contains("owned-by-distribution"))
    }

    /// A working tree is judged as it is; its history is asked for, and told by commit.
    @Test func historyIsToldOnlyWhereItIsAskedFor() throws {
        guard let git = Tool.find("git") else {
            print("SKIPPED: historyIsToldOnlyWhereItIsAskedFor: git is not installed")
            return
        }
        let scratch = try Scratch()
        let file = scratch.folder.appendingPathComponent("a.env")
        func commit(_ text: String) throws {
            try Data(text.utf8).write(to: file)
            for arguments in [["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "c"]] {
                #expect(try Tool.run(git, arguments, in: scratch.folder).status == 0)
            }
        }
        #expect(try Tool.run(git, ["init", "-q"], in: scratch.folder).status == 0)
        try commit("GITHUB_TOKEN=" + "ghp_" + "8kQwzXr4TnVb2LmYc7HsPd5JfGa9Ue3Rt6Wq" + "\n")
        try commit("GITHUB_TOKEN=\n")
        #expect(try Tool.run(git, ["gc", "-q"], in: scratch.folder).status == 0)
        let tree = try Tool.drydock("scan", scratch.folder.path, "--only", "secret", "-f", "json")
        #expect(try findings(tree).isEmpty, "\(tree.text)")
        #expect(tree.text.contains("--git-history"))
        let past = try Tool.drydock(
            "scan", scratch.folder.path, "--only", "secret", "--git-history", "--rules", "all", "-f", "json")
        #expect(try findings(past).count == 1, "\(past.text)")
    }

    /// In images nothing of the path is told; in source its types are known, its findings are not.
    @Test func excludedPathsHaveNoFindings() throws {
        let image = try Tool.drydock(
            "scan", "oci:" + Tool.exampleImage, "--only", "secret", "-f", "json", "--exclude", "app/**")
        #expect(try findings(image).isEmpty)
        let source = try Tool.drydock(
            "scan", "--only", "code", Self.example, "-f", "json", "--rules", "all", "--exclude", "internal/preview/**")
        let paths = try findings(source).compactMap { ($0["location"] as? [String: Any])?["path"] as? String }
        #expect(!paths.isEmpty && paths.allSatisfy { !$0.hasPrefix("internal/preview/") }, "\(paths)")
    }

    @Test func initWritesOnceAndPassesLint() throws {
        let scratch = try Scratch()
        let module = scratch.folder.appendingPathComponent("module")
        try FileManager.default.createDirectory(at: module, withIntermediateDirectories: true)
        let program =
            "package main\n\nimport \"net/http\"\n\nfunc main() {\n"
            + "\thttp.HandleFunc(\"/healthz\", func(w http.ResponseWriter, r *http.Request) {})\n"
            + "\t_ = http.ListenAndServe(\":8080\", nil)\n}\n"
        try Data(program.utf8).write(to: module.appendingPathComponent("main.go"))
        try Data("module example.com/shop\n\ngo 1.26\n".utf8).write(to: module.appendingPathComponent("go.mod"))
        let first = try Tool.drydock("init", "--yes", in: module)
        #expect(first.status == 0, "\(first.errors)")
        let file = module.appendingPathComponent("Dockerfile")
        try Data("FROM scratch\n".utf8).write(to: file)
        #expect(try Tool.drydock("init", "--yes", in: module).status == 0)
        #expect(try String(contentsOf: file, encoding: .utf8) == "FROM scratch\n")
        #expect(try Tool.drydock("init", "--yes", "--force", in: module).status == 0)
        let lint = try Tool.drydock("lint", ".", "-f", "json", in: module)
        #expect(try findings(lint).isEmpty, "\(lint.text)")
    }

    @Test func probeSaysHealthyOrNot() throws {
        #expect(try Tool.drydock("probe", "tcp://127.0.0.1:1").status == 1)
        #expect(try Tool.drydock("probe", "nonsense").status == 1)
    }
}
