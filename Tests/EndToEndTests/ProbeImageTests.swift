import Foundation
import Testing

/// The small probe as images use it: installed by drydock, alone in a root file system, under crun.
@Suite struct ProbeImageTests {
    @Test func asksByTLSFromAScratchImage() throws {
        let probe = Tool.packageRoot.appendingPathComponent(".build-probe/release/drydock-probe")
        guard FileManager.default.isExecutableFile(atPath: probe.path) else {
            return print("SKIPPED: asksByTLSFromAScratchImage: the static probe is not built (make probe)")
        }
        for tool in ["crun", "unshare", "openssl"] where Tool.find(tool) == nil {
            return print("SKIPPED: asksByTLSFromAScratchImage: \(tool) is not installed")
        }
        guard getuid() == 0 else { return print("SKIPPED: asksByTLSFromAScratchImage: needs root") }
        let scratch = try Scratch()
        let root = scratch.folder.appendingPathComponent("bundle/rootfs")
        for folder in ["proc", "dev"] {
            try FileManager.default.createDirectory(
                at: root.appendingPathComponent(folder), withIntermediateDirectories: true)
        }
        #expect(try Tool.drydock("probe", "--install", root.path, "--from", probe.path).status == 0)
        let installed = root.appendingPathComponent("drydock-probe")
        #expect(try Data(contentsOf: installed).count < 10 << 20, "it is small")

        let openssl = try #require(Tool.find("openssl"))
        let made = try Tool.run(
            openssl,
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", scratch.path("key.pem"),
                "-out",
                root.appendingPathComponent("ca.pem").path,
            ])
        #expect(made.status == 0, "\(made.errors)")
        let port = Int.random(in: 29_001...31_999)
        let server = Process()
        server.executableURL = openssl
        server.arguments = [
            "s_server", "-accept", "127.0.0.1:\(port)", "-cert", root.appendingPathComponent("ca.pem").path, "-key",
            scratch.path("key.pem"), "-www",
        ]
        server.standardOutput = FileHandle.nullDevice
        server.standardError = FileHandle.nullDevice
        server.standardInput = FileHandle.nullDevice
        try server.run()
        defer { kill(server.processIdentifier, SIGKILL) }

        let address = "https://127.0.0.1:\(port)/"
        var first = Outcome(status: 1, output: Data(), errors: "")
        for _ in 0..<30 where first.status != 0 {
            first = try run(["/drydock-probe", address, "--ca-file", "/ca.pem"], scratch)
            if first.errors.contains("crun") || first.errors.contains("cgroup") || first.errors.contains("unshare") {
                return print("SKIPPED: asksByTLSFromAScratchImage: crun cannot run here: \(first.errors.prefix(200))")
            }
            if first.status != 0 { usleep(100_000) }
        }
        #expect(first.status == 0 && first.errors.contains("healthy"), "\(first.errors)")
        #expect(try run(["/drydock-probe", address, "--insecure"], scratch).status == 0)
        let stranger = try run(["/drydock-probe", address], scratch)
        #expect(stranger.status == 1 && stranger.errors.contains("--ca-file"), "\(stranger.errors)")
    }

    private func run(_ arguments: [String], _ scratch: Scratch) throws -> Outcome {
        let configuration: [String: Any] = [
            "ociVersion": "1.0.2",
            "process": [
                "user": ["uid": 65532, "gid": 65532], "args": arguments, "env": [String](), "cwd": "/",
                "noNewPrivileges": true,
            ] as [String: Any],
            "root": ["path": "rootfs", "readonly": true] as [String: Any],
            "mounts": [
                ["destination": "/proc", "type": "proc", "source": "proc"],
                ["destination": "/dev", "type": "tmpfs", "source": "tmpfs"],
            ],
            "linux": ["namespaces": [["type": "mount"], ["type": "pid"]]],
        ]
        let bundle = scratch.folder.appendingPathComponent("bundle")
        try JSONSerialization.data(withJSONObject: configuration)
            .write(to: bundle.appendingPathComponent("config.json"))
        let command =
            "umount /sys/fs/cgroup/unified 2>/dev/null; exec crun --root \(scratch.path("crun"))"
            + " --cgroup-manager=disabled run --bundle \(bundle.path) probe-\(UUID().uuidString.prefix(8))"
        return try Tool.run(try #require(Tool.find("unshare")), ["-m", "sh", "-c", command])
    }
}
