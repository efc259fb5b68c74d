import Foundation
import Testing

/// `drydock init`, from the questions to a container that runs.
@Suite struct InitTests {
    private let scratch: Scratch
    private let module: URL
    private let port = Int.random(in: 20_000...29_000)

    init() throws {
        scratch = try Scratch()
        module = scratch.folder.appendingPathComponent("module")
        try FileManager.default.createDirectory(at: module, withIntermediateDirectories: true)
        try write("go.mod", "module example.com/shop\n\ngo 1.19\n")
        try write("go.sum", "")
        try write(
            "main.go",
            """
            package main

            import (
            \t"log"
            \t"net/http"
            \t"time"
            )

            func main() {
            \tmux := http.NewServeMux()
            \tmux.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("fine")) })
            \tserver := &http.Server{Addr: ":\(port)", Handler: mux, ReadHeaderTimeout: 5 * time.Second}
            \tlog.Fatal(server.ListenAndServe())
            }

            """)
    }

    private func write(_ path: String, _ text: String) throws {
        try Data(text.utf8).write(to: module.appendingPathComponent(path))
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOf: module.appendingPathComponent(path), encoding: .utf8)
    }

    // MARK: Questions

    /// A terminal, by Python's pty: each answer is typed once its question stands there.
    @Test func asksOnATerminal() throws {
        guard let python = Tool.find("python3") else {
            return print("SKIPPED: asksOnATerminal: python3 is not installed")
        }
        let driver = """
            import os, pty, select, sys, time
            answers = [("based on", "nonsense"), ("based on", "scratch"), ("be called", "example.org/shop:2.0.0")]
            pid, fd = pty.fork()
            if pid == 0:
                os.chdir(sys.argv[2])
                os.execv(sys.argv[1], [sys.argv[1], "init"])
            seen, end = b"", time.time() + 60
            asked = 0
            while time.time() < end:
                ready, _, _ = select.select([fd], [], [], 0.2)
                if ready:
                    try: data = os.read(fd, 4096)
                    except OSError: break
                    if not data: break
                    seen += data
                    if data.rstrip().endswith(b"]"):
                        question = seen.decode().split("\\n")[-1]
                        answer = ""
                        if answers and answers[0][0] in question.lower(): answer = answers.pop(0)[1]
                        asked += 1
                        os.write(fd, answer.encode() + b"\\n")
            _, status = os.waitpid(pid, 0)
            print(seen.decode())
            print("ASKED", asked, "LEFT", len(answers), "STATUS", os.waitstatus_to_exitcode(status))
            """
        let outcome = try Tool.run(python, ["-c", driver, Tool.binary.path, module.path])
        #expect(outcome.text.contains("LEFT 0 STATUS 0"), "\(outcome.text)\(outcome.errors)")
        let dockerfile = try text("Dockerfile")
        #expect(dockerfile.contains("FROM scratch") && dockerfile.contains("EXPOSE \(port)"))
        #expect(try text("deploy/kubernetes.yaml").contains("example.org/shop:2.0.0"))
    }

    @Test func elsewhereFlagsAnswer() throws {
        let outcome = try Tool.drydock("init", "--base", "alpine", "--port", "none", "--ci", "none", in: module)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let dockerfile = try text("Dockerfile")
        #expect(dockerfile.contains("FROM alpine") && !dockerfile.contains("EXPOSE"))
        #expect(!FileManager.default.fileExists(atPath: module.appendingPathComponent(".github").path))
        #expect(try Tool.drydock("init", "--base", "windows", in: module).status == 2)
    }

    // MARK: What is written

    @Test func manifestsHoldKubernetesSchemas() throws {
        let named = ProcessInfo.processInfo.environment["DRYDOCK_TEST_PYTHON"].map { URL(fileURLWithPath: $0) }
        guard let python = named ?? Tool.find("python3"),
            try Tool.run(python, ["-c", "import kubernetes_validate, yaml"]).status == 0
        else {
            return print(
                "SKIPPED: manifestsHoldKubernetesSchemas: no python with kubernetes-validate (DRYDOCK_TEST_PYTHON)")
        }
        #expect(try Tool.drydock("init", "--yes", "--probe", in: module).status == 0)
        let check = """
            import sys, yaml, kubernetes_validate
            kinds = []
            for one in yaml.safe_load_all(open(sys.argv[1])):
                kubernetes_validate.validate(one, "1.31", strict=True)
                kinds.append(one["kind"])
            print(" ".join(sorted(set(kinds))))
            """
        let outcome = try Tool.run(python, ["-c", check, module.appendingPathComponent("deploy/kubernetes.yaml").path])
        #expect(outcome.status == 0, "\(outcome.errors)")
        for kind in ["ServiceAccount", "Deployment", "Service", "PodDisruptionBudget", "NetworkPolicy", "Role"] {
            #expect(outcome.text.contains(kind), "\(kind)")
        }
    }

    /// The image that the Dockerfile describes, made step by step (no base images can be had here: the build stage is this
    /// machine's Go, the final one is scratch), put together by umoci and run by crun as the compose file limits it.
    @Test func theImageRunsWithinItsLimits() throws {
        for tool in ["go", "umoci", "crun", "unshare"] where Tool.find(tool) == nil {
            return print("SKIPPED: theImageRunsWithinItsLimits: \(tool) is not installed")
        }
        guard getuid() == 0 else { return print("SKIPPED: theImageRunsWithinItsLimits: needs root") }
        #expect(try Tool.drydock("init", "--yes", "--base", "scratch", in: module).status == 0)
        let stages = try Dockerfile(text("Dockerfile"))

        // The build stage.
        let command = try #require(stages.build.first { $0.contains("go build") })
        let shell = try #require(command.range(of: "CGO_ENABLED")).lowerBound
        let output = scratch.path("out")
        let script = command[shell...].replacingOccurrences(of: "/out/", with: output + "/")
        let built = try Tool.run(
            URL(fileURLWithPath: "/bin/sh"), ["-c", String(script)],
            environment: [
                "VERSION": "1.0", "GOPROXY": "off", "GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local",
                "GOCACHE": scratch.path("cache"), "HOME": scratch.folder.path,
            ], in: module)
        #expect(built.status == 0, "\(built.errors)")

        // The final stage.
        let image = scratch.path("image")
        func umoci(_ arguments: String...) throws {
            let outcome = try Tool.run(try #require(Tool.find("umoci")), arguments)
            #expect(outcome.status == 0, "umoci \(arguments): \(outcome.errors)")
        }
        try umoci("init", "--layout", image)
        try umoci("new", "--image", image + ":a")
        for (source, target) in stages.copies {
            let file = source.replacingOccurrences(of: "/out/", with: output + "/")
            guard FileManager.default.fileExists(atPath: file) else { continue }
            try umoci("insert", "--image", image + ":a", file, target)
        }
        try umoci(
            "config", "--image", image + ":a", "--config.user", stages.user, "--config.entrypoint", stages.entrypoint,
            "--config.exposedports", "\(port)")
        let scan = try Tool.drydock("scan", "oci:" + image, "--only", "misconfig", "-f", "json")
        #expect(!scan.text.contains("\"DD-IMG-"), "\(scan.text)")

        // A container of it.
        let bundle = scratch.folder.appendingPathComponent("bundle")
        try umoci("unpack", "--image", image + ":a", bundle.path)
        try limit(bundle.appendingPathComponent("config.json"), as: text("compose.yaml"))
        let name = "drydock-\(UUID().uuidString.prefix(8))"
        let container = Process()
        container.executableURL = Tool.find("unshare")
        // A mixed hierarchy of control groups is more than crun knows: in its own view the second is taken away.
        container.arguments = [
            "-m", "sh", "-c",
            "umount /sys/fs/cgroup/unified 2>/dev/null; exec crun --root \(scratch.path("crun")) --cgroup-manager=cgroupfs"
                + " run --bundle \(bundle.path) \(name) 2>\(scratch.path("crun.err"))",
        ]
        container.standardInput = FileHandle.nullDevice
        try container.run()
        defer {
            kill(container.processIdentifier, SIGKILL)
            _ = try? Tool.run(
                URL(fileURLWithPath: "/bin/sh"), ["-c", "crun --root \(scratch.path("crun")) delete --force \(name)"])
        }
        var outcome = Outcome(status: 1, output: Data(), errors: "")
        for _ in 0..<50 where container.isRunning && outcome.status != 0 {
            outcome = try Tool.drydock(
                "probe", "http://127.0.0.1:\(port)/healthz", "--body-contains", "fine", "--timeout", "1s")
            if outcome.status != 0 { usleep(100_000) }
        }
        let complaint = (try? String(contentsOfFile: scratch.path("crun.err"), encoding: .utf8)) ?? ""
        if outcome.status != 0, !container.isRunning, complaint.contains("cgroup") || complaint.contains("mount") {
            return print("SKIPPED: theImageRunsWithinItsLimits: crun cannot run here: \(complaint.prefix(200))")
        }
        #expect(outcome.status == 0, "\(outcome.errors) \(complaint)")
    }

    /// What the two stages of a generated Dockerfile say.
    private struct Dockerfile {
        var build: [String] = []
        var copies: [(String, String)] = []
        var user = ""
        var entrypoint = ""

        init(_ text: String) {
            var stage = 0
            for line in text.replacingOccurrences(of: "\\\n", with: " ").split(separator: "\n") {
                let words = line.split(separator: " ").map(String.init)
                switch words.first {
                case "FROM": stage += 1
                case "RUN" where stage == 1: build.append(String(line))
                case "COPY" where stage == 2:
                    let places = words.dropFirst().filter { !$0.hasPrefix("--") }
                    if places.count == 2 { copies.append((places[0], places[1])) }
                case "USER" where stage == 2: user = words[1]
                case "ENTRYPOINT" where stage == 2:
                    entrypoint = words[1].filter { !"[]\"".contains($0) }
                default: break
                }
            }
        }
    }

    /// Puts the limits of the compose file into the container's configuration.
    private func limit(_ file: URL, as compose: String) throws {
        func value(_ key: String) throws -> String {
            let line = try #require(compose.split(separator: "\n").first { $0.contains(key + ":") }, "\(key)")
            return line.split(separator: ":")[1].filter { !" \"".contains($0) }
        }
        var configuration = try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        var process = try #require(configuration["process"] as? [String: Any])
        #expect(try value("cap_drop") == "[ALL]" && compose.contains("no-new-privileges:true"))
        process["capabilities"] = [String: Any]()
        process["noNewPrivileges"] = true
        process["terminal"] = false
        configuration["process"] = process
        configuration["root"] = ["path": "rootfs", "readonly": try value("read_only") == "true"]
        var linux = try #require(configuration["linux"] as? [String: Any])
        // The host's network, in place of a bridge that only a daemon would set up.
        linux["namespaces"] = [["type": "mount"], ["type": "pid"], ["type": "ipc"], ["type": "uts"]]
        let megabytes = try #require(Int(try value("memory").dropLast()))
        let processors = try #require(Double(try value("cpus")))
        linux["resources"] = [
            "memory": ["limit": megabytes << 20], "pids": ["limit": try #require(Int(try value("pids")))],
            "cpu": ["quota": Int(processors * 100_000), "period": 100_000],
        ]
        configuration["linux"] = linux
        let mounts = (configuration["mounts"] as? [[String: Any]] ?? []).filter {
            ["/proc", "/dev", "/dev/shm"].contains($0["destination"] as? String ?? "")
        }
        configuration["mounts"] =
            mounts + [
                [
                    "destination": "/tmp", "type": "tmpfs", "source": "tmpfs",
                    "options": ["rw", "noexec", "nosuid", "nodev", "size=16m"],
                ]
            ]
        try JSONSerialization.data(withJSONObject: configuration).write(to: file)
    }
}
