import Findings
import Foundation
import GoSource
import ManifestRules
import Manifests
import Testing

@testable import Hardening

/// Modules that the tests read, from memory.
enum Modules {
    static func facts(_ files: [String: String]) throws -> ModuleFacts {
        try ModuleFacts.read(
            folder: "m", in: MemoryFiles(Dictionary(uniqueKeysWithValues: files.map { ("m/" + $0.key, $0.value) })))
    }

    static let web = [
        "go.mod": "module example.com/shop/v2\n\ngo 1.25\n\ntoolchain go1.26.1\n", "go.sum": "",
        "main.go": """
        package main

        import (
            "embed"
            "net/http"
            "os"
            "example.com/shop/v2/internal/routes"
        )

        //go:embed web/*.html all:static
        var pages embed.FS

        func main() {
            port := os.Getenv("PORT")
            if port == "" { port = "9090" }
            settings, _ := os.ReadFile("config/shop.yaml")
            _ = settings
            http.ListenAndServe(":"+port, routes.All(pages))
        }
        """,
        "internal/routes/routes.go": """
        package routes

        import "net/http"

        func All(x any) http.Handler {
            mux := http.NewServeMux()
            mux.HandleFunc("GET /api/health", nil)
            mux.HandleFunc("GET /readyz", nil)
            mux.HandleFunc("/items/{id}", nil)
            return mux
        }
        """,
        "config/shop.yaml": "a: 1\n", "web/index.html": "", "static/a.css": "",
        "internal/routes/routes_test.go": "package routes\n\nimport \"C\"\n", "other/go.mod": "module other\n",
        "other/main.go": "package main\n\nfunc main() {}\n",
    ]
    static let cgo = [
        "go.mod": "module example.com/store\n\ngo 1.24\n", "go.sum": "",
        "main.go":
            "package main\n\nimport (\n\t_ \"github.com/mattn/go-sqlite3\"\n\t\"net/http\"\n)\n\nfunc main() { http.ListenAndServe(\"0.0.0.0:8000\", nil) }\n",
    ]
    static let worker = [
        "go.mod": "module example.com/worker\n\ngo 1.24\n",
        "main.go": "package main\n\nimport \"time\"\n\nfunc main() { for { time.Sleep(time.Second) } }\n",
    ]
    /// Vendored, with a module of its own folder and a program whose name is a folder of the system.
    static let vendored = [
        "go.mod": "module example.com/bin\n\ngo 1.24\n\nrequire other v0.0.0\n\nreplace other => ./other\n",
        "go.sum": "",
        "vendor/modules.txt": "", "other/go.mod": "module other\n", "other/o.go": "package other\n",
        "main.go":
            "package main\n\nimport (\n\t\"net/http\"\n\t_ \"other\"\n)\n\nfunc main() { http.ListenAndServe(\":8000\", nil) }\n",
    ]
    static let replaced = vendored.filter { $0.key != "vendor/modules.txt" }
    static let several = [
        "go.mod": "module example.com/fleet\n\ngo 1.24\n", "go.sum": "",
        "cmd/api/main.go":
            "package main\n\nimport (\n\t\"google.golang.org/grpc\"\n\t_ \"google.golang.org/grpc/health\"\n\t\"net\"\n)\n\nfunc main() { l, _ := net.Listen(\"tcp\", \":50051\"); s := grpc.NewServer(); s.Serve(l) }\n",
        "cmd/Clean_Up/main.go": "package main\n\nfunc main() {}\n",
        "tools/lib.go": "package tools\n",
    ]
}

@Suite struct FactsTests {
    @Test func readsAWebService() throws {
        let facts = try Modules.facts(Modules.web)
        #expect(facts.modulePath == "example.com/shop/v2")
        #expect(facts.toolchain == "1.26.1")
        let program = try #require(facts.programs.first)
        #expect(facts.programs.count == 1)
        #expect(program.name == "shop")
        #expect(program.source.servesHTTP)
        #expect(program.source.likelyPorts.map(\.number) == [9090])
        #expect(program.source.healthPaths == ["/api/health", "/readyz"])
        #expect(program.source.embedded == ["web/*.html", "static"])
        #expect(program.source.filesRead == ["config/shop.yaml"])
        #expect(program.source.cgo.isEmpty)
        #expect(program.folders == ["internal", "web", "static"])
        let choices = try Choices(facts: facts)
        #expect(choices.healthPath == "/api/health")
        #expect(choices.readyPath == "/readyz")
        #expect(choices.goVersion == Choices.defaultGoVersion)
    }

    @Test func findsPortsInEveryUsualPlace() throws {
        let lines: [(String, Int, Bool)] = [
            (#"http.ListenAndServe(":8081", nil)"#, 8081, true), (#"s := &http.Server{Addr: ":8082"}"#, 8082, true),
            (#"l, _ := net.Listen("tcp", "[::]:8083")"#, 8083, true), (#"app.Listen("127.0.0.1:8084")"#, 8084, true),
            (#"p := flag.Int("port", 8085, "")"#, 8085, false), (#"a := getenv("ADDR", ":8086")"#, 8086, false),
            (#"const defaultPort = 8087"#, 8087, false), (#"c := Config{Port: "8088"}"#, 8088, false),
        ]
        for (line, port, isCertain) in lines {
            let facts = try Modules.facts([
                "go.mod": "module m\n", "main.go": "package main\n\nfunc main() {\n\t\(line)\n}\n",
            ])
            let found = try #require(facts.programs.first).source.likelyPorts
            #expect(found.map(\.number) == [port], "\(line)")
            #expect(found.first?.isCertain == isCertain, "\(line)")
        }
    }

    @Test func leavesOtherAddressesAlone() throws {
        for line in [
            #"net.Dial("tcp", "db.example.com:5432")"#, #"x := "a:b:99999""#, #"net.Listen("udp", ":514")"#,
            #"t := "12:30""#, #"f("http://localhost:8080/healthz")"#,
        ] {
            let facts = try Modules.facts([
                "go.mod": "module m\n", "main.go": "package main\n\nfunc main() {\n\t\(line)\n}\n",
            ])
            #expect(try #require(facts.programs.first).source.ports.isEmpty, "\(line)")
        }
    }

    @Test func programsKeepTheirOwnFacts() throws {
        let facts = try Modules.facts(Modules.several)
        #expect(facts.programs.map(\.folder) == ["cmd/Clean_Up", "cmd/api"])
        #expect(facts.programs.map(\.name) == ["clean-up", "api"])
        #expect(facts.programs[0].source.ports.isEmpty)
        #expect(facts.programs[1].source.servesGRPCHealth)
        #expect(throws: HardeningError.self) { try Choices(facts: facts) }
        #expect(throws: HardeningError.self) { try Choices(facts: facts, program: "cmd/none") }
        #expect(Generator.questions(facts).map(\.key) == ["program"])
        #expect(
            Generator.questions(facts, program: "./cmd/api").map(\.key) == ["base", "image", "port", "replicas", "ci"])
    }

    @Test func cgoIsFoundByImportAndByModule() throws {
        #expect(try Modules.facts(Modules.cgo).programs[0].source.cgo == ["github.com/mattn/go-sqlite3"])
        let own = "package main\n\n// int f(void);\nimport \"C\"\n\nfunc main() {}\n"
        let needed = try Modules.facts(["go.mod": "module m\n", "main.go": own])
        #expect(needed.programs[0].source.cgo == ["import \"C\" in main.go"])
        let optional = try Modules.facts([
            "go.mod": "module m\n", "main.go": "package main\n\nfunc main() {}\n", "c.go": "//go:build cgo\n\n" + own,
        ])
        #expect(optional.programs[0].source.cgo.isEmpty)
    }

    @Test func saysWhatIsMissing() throws {
        #expect(throws: HardeningError("holds no go.mod: init wants the folder of a Go module", subject: "m")) {
            try Modules.facts(["main.go": "package main\n"])
        }
        #expect(throws: HardeningError.self) { try Modules.facts(["go.mod": "go 1.20\n"]) }
        let library = try Modules.facts(["go.mod": "module m\n", "a.go": "package a\n"])
        #expect(throws: HardeningError.self) { try Choices(facts: library) }
        let broken = try Modules.facts(["go.mod": "module m\n", "a.go": "package main\n\nfunc main() {\n"])
        #expect(broken.notes.count == 1)
    }
}

@Suite struct GeneratorTests {
    static func module(_ name: String) throws -> ModuleFacts {
        switch name {
        case "harbour":
            try ModuleFacts.read(folder: FileManager.default.currentDirectoryPath + "/examples/harbour")
        case "web": try Modules.facts(Modules.web)
        case "cgo": try Modules.facts(Modules.cgo)
        case "worker": try Modules.facts(Modules.worker)
        case "vendored": try Modules.facts(Modules.vendored)
        case "replaced": try Modules.facts(Modules.replaced)
        default: try Modules.facts(Modules.several)
        }
    }

    /// What is written passes the default profile with nothing to say, and is YAML.
    @Test(arguments: ["harbour", "web", "cgo", "worker", "several", "vendored", "replaced"])
    func whatIsWrittenPassesLint(module: String) throws {
        let facts = try Self.module(module)
        for base in ImageBase.allCases {
            for usesProbe in [false, true] {
                for ci in [ContinuousIntegration.github, .gitlab] {
                    var choices = try Choices(facts: facts, program: module == "several" ? "cmd/api" : nil)
                    choices.base = base
                    choices.ci = ci
                    choices.usesProbe = usesProbe
                    let files = try Generator(facts: facts, choices: choices).files()
                    #expect(files.count == 5)
                    var options = ManifestOptions()
                    options.today = "2026-11-24"
                    options.dockerfile.today = "2026-11-24"
                    options.dockerfile.context = BuildContext(
                        ignoreFile: files.first { $0.part == .dockerignore }?.bytes,
                        paths: facts.topEntries.union([".git"]))
                    let report = ManifestLinter.lint(
                        files: files.map { ManifestFile(path: $0.path, bytes: $0.bytes) }, options: options)
                    #expect(report.files.count >= 3)
                    for finding in report.findings {
                        Issue.record(
                            "\(module) \(base) \(finding.location?.path ?? "") \(finding.id): \(finding.title)")
                    }
                }
            }
        }
    }

    /// Whatever is chosen: base, cgo, port or none, health paths or none, names of every length, parts of it only.
    @Test func everyChoicePassesLint() throws {
        let names = ["a", "x1-2", String(repeating: "n", count: 63), "0day"]
        var seed: UInt64 = 42
        func pick<Item>(_ items: [Item]) -> Item {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return items[Int((seed >> 33) % UInt64(items.count))]
        }
        for module in ["web", "cgo", "worker", "several", "vendored"] {
            let facts = try Self.module(module)
            for base in ImageBase.allCases {
                for _ in 0..<6 {
                    var choices = try Choices(facts: facts, program: module == "several" ? "cmd/api" : nil)
                    choices.base = base
                    choices.name = pick(names)
                    choices.namespace = pick(names)
                    choices.image = "registry.example.com/\(choices.name):\(pick(["0.1.0", "v2"]))"
                    choices.port = pick([nil, 80, 8080, 65_535])
                    choices.healthPath = pick([nil, "/healthz"])
                    choices.readyPath = pick([nil, "/readyz"])
                    choices.replicas = pick([1, 2, 5])
                    choices.ci = pick(ContinuousIntegration.allCases)
                    choices.usesProbe = pick([true, false])
                    choices.baseDigest = pick([nil, "sha256:" + String(repeating: "0", count: 64)])
                    // Some choices do not go together; then nothing is written at all.
                    guard let generator = try? Generator(facts: facts, choices: choices) else { continue }
                    let files = generator.files()
                    var options = ManifestOptions()
                    options.today = "2026-11-24"
                    options.dockerfile.today = "2026-11-24"
                    options.dockerfile.context = BuildContext(
                        ignoreFile: files.first { $0.part == .dockerignore }?.bytes,
                        paths: facts.topEntries.union([".git"]))
                    let report = ManifestLinter.lint(
                        files: files.map { ManifestFile(path: $0.path, bytes: $0.bytes) }, options: options)
                    for finding in report.findings {
                        Issue.record("\(choices): \(finding.location?.path ?? "") \(finding.id): \(finding.title)")
                    }
                }
            }
        }
    }

    @Test(arguments: ["harbour", "web", "cgo", "worker", "several"])
    func goldens(module: String) throws {
        let facts = try Self.module(module)
        var choices = try Choices(facts: facts, program: module == "several" ? "cmd/api" : nil)
        if module == "cgo" { choices.base = .alpine }
        if module == "web" { choices.base = .scratch }
        if module == "several" { choices.ci = .gitlab }
        choices.usesProbe = module == "harbour"
        let generator = try Generator(facts: facts, choices: choices)
        let folder = FileManager.default.currentDirectoryPath + "/Tests/HardeningTests/Goldens/" + module
        for file in generator.files() {
            let path =
                folder + "/"
                + file.path.replacing("/", with: "-").replacing(".dockerignore", with: "dockerignore")
                .replacing(".git", with: "git")
            if ProcessInfo.processInfo.environment["DRYDOCK_UPDATE_GOLDENS"] == "1" {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                try Data(file.bytes).write(to: URL(fileURLWithPath: path))
            }
            let golden = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(String(decoding: file.bytes, as: UTF8.self) == String(decoding: golden, as: UTF8.self), "\(path)")
        }
    }

    @Test func impossibleChoicesAreRefused() throws {
        let facts = try Modules.facts(Modules.web)
        let wrong: [(String, (inout Choices) -> Void)] = [
            ("name", { $0.name = "Shop!" }), ("port 80", { $0.port = 80 }), ("port 0", { $0.port = 0 }),
            ("replicas", { $0.replicas = 0 }), ("latest", { $0.image = "shop:latest" }), ("tag", { $0.image = "a/b" }),
            ("quote", { $0.healthPath = "/a\"b" }), ("go", { $0.goVersion = "1.27\nRUN x" }),
            ("digest", { $0.baseDigest = "sha256:0" }), ("namespace", { $0.namespace = "-" }),
        ]
        for (what, change) in wrong {
            var choices = try Choices(facts: facts)
            change(&choices)
            #expect(throws: HardeningError.self, "\(what)") { try Generator(facts: facts, choices: choices) }
        }
    }

    @Test func digestsAndNotes() throws {
        let facts = try Modules.facts(Modules.web)
        var choices = try Choices(facts: facts)
        choices.buildDigest = "sha256:" + String(repeating: "a", count: 64)
        choices.baseDigest = choices.buildDigest
        let dockerfile = try Generator(facts: facts, choices: choices).dockerfile()
        #expect(dockerfile.contains("-trixie@sha256:aaa"))
        #expect(dockerfile.contains(":nonroot@sha256:aaa"))
        #expect(!dockerfile.contains("imagetools"))
        let loopback = try Modules.facts([
            "go.mod": "module m\n\nreplace a => ../a\n",
            "main.go":
                "package main\n\nimport _ \"k8s.io/client-go/rest\"\n\nfunc main() { s.Listen(\"localhost:8080\"); os.Open(\"gone.txt\") }\n",
        ])
        let notes = try Generator(facts: loopback, choices: Choices(facts: loopback)).notes()
        #expect(notes.count == 4, "\(notes)")
    }

    @Test func foldersOfModulesComeFirst() throws {
        let facts = try Modules.facts(Modules.replaced)
        let dockerfile = try Generator(facts: facts, choices: Choices(facts: facts)).dockerfile()
        #expect(dockerfile.contains("COPY other ./other\nRUN --mount=type=cache,target=/go/pkg/mod go mod download"))
        #expect(dockerfile.contains("ENTRYPOINT [\"/usr/local/bin/bin\"]"))
        let vendored = try Modules.facts(Modules.vendored)
        let generator = try Generator(facts: vendored, choices: Choices(facts: vendored))
        #expect(!generator.dockerfile().contains("go mod download"))
        #expect(generator.dockerignore().contains("!vendor\n"))
    }

    @Test func existingFilesAreSeen() throws {
        let folder = NSTemporaryDirectory() + "drydock-init-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let facts = try Modules.facts(Modules.worker)
        let generator = try Generator(facts: facts, choices: Choices(facts: facts))
        try Data("FROM scratch\n".utf8).write(to: URL(fileURLWithPath: folder + "/Dockerfile"))
        try Data(generator.dockerignore().utf8).write(to: URL(fileURLWithPath: folder + "/.dockerignore"))
        let plan = InitPlan(generator, folder: folder)
        #expect(plan.inTheWay.map(\.file.path) == ["Dockerfile"])
        #expect(plan.files.filter(\.exists).map(\.file.path) == [".dockerignore", "Dockerfile"])
    }
}
