import Findings
import Foundation
import TestSupport
import Testing

@testable import Artifacts

/// Images and archives as the tools of the trade write them.
struct RealToolTests {
    /// Runs a program; nil where there is none.
    private func run(_ arguments: [String], in folder: String) -> (status: Int32, output: String)? {
        guard let program = arguments.first.flatMap(Tool.find),
            let outcome = try? Tool.run(program, Array(arguments.dropFirst()), in: URL(fileURLWithPath: folder))
        else { return nil }
        return (outcome.status, outcome.text + outcome.errors)
    }

    private func has(_ tools: String..., test: String) -> Bool {
        for tool in tools where Tool.find(tool) == nil {
            print("SKIPPED: RealToolTests.\(test): no \(tool)")
            return false
        }
        return true
    }

    private func read(_ target: String, _ analyzers: [any Analyzer] = [WholeText()]) async throws -> PassResult {
        try await SinglePass(analyzers: analyzers).run(ArtifactSource.open(ArtifactTarget(target)))
    }

    @Test(arguments: ["gnu", "pax", "oldgnu", "ustar", "v7"]) func formatsOfGNUTar(_ format: String) async throws {
        guard has("tar", "truncate", test: "formatsOfGNUTar") else { return }
        let folder = TemporaryFolder()
        let deep = format == "v7" ? "d" : "d/" + String(repeating: "long/", count: 24)
        folder.write("root/\(deep)/f", Array("content".utf8))
        folder.write("root/hole", Array("start".utf8))
        _ = run(["truncate", "-s", "300000", "root/hole"], in: folder.path)
        let tail = FileHandle(forWritingAtPath: "\(folder.path)/root/hole")
        _ = try tail?.seekToEnd()
        tail?.write(Data("end".utf8))
        tail?.closeFile()
        let hole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/root/hole")))
        var sparse: [[String]] = [[]]
        if format == "gnu" || format == "oldgnu" { sparse.append(["--sparse"]) }
        if format == "pax" { sparse += ["0.0", "0.1", "1.0"].map { ["--sparse", "--sparse-version=\($0)"] } }
        for options in sparse {
            let made = run(
                ["tar", "--format=\(format)"] + options + ["-cf", "t.tar", "-C", "root", "."], in: folder.path)
            #expect(made?.status == 0, "\(made?.output ?? "")")
            let result = try await read("\(folder.path)/t.tar")
            let path = "\(deep)/f".split(separator: "/").joined(separator: "/")
            #expect(result.seen.contains("\(path): content"), "\(format) \(options)")
            #expect(result.seen.contains("hole: " + String(decoding: hole, as: UTF8.self)), "\(format) \(options)")
            let streamed = try await read("\(folder.path)/t.tar", [Streamed()])
            #expect(streamed.facts.count == 2)
        }
    }

    @Test func imagesOfUmociAndSkopeo() async throws {
        guard has("umoci", "skopeo", test: "imagesOfUmociAndSkopeo") else { return }
        let folder = TemporaryFolder()
        folder.write("one/a", Array("1".utf8))
        folder.write("one/b", Array("2".utf8))
        folder.write("two/c", Array("3".utf8))
        for command in [
            "umoci init --layout image", "umoci new --image image:1",
            "umoci insert --rootless --image image:1 one /etc",
            "umoci insert --rootless --image image:1 two /opt",
            "umoci insert --rootless --image image:1 --whiteout /etc/a",
            "skopeo copy -q oci:image:1 docker-archive:d.tar:example.com/app:1",
            "skopeo copy -q oci:image:1 oci-archive:o.tar:1",
        ] {
            let made = run(command.split(separator: " ").map(String.init), in: folder.path)
            #expect(made?.status == 0, "\(command): \(made?.output ?? "")")
        }
        for target in ["image", "oci:X/image:1", "d.tar", "docker-archive:X/d.tar:1", "o.tar"] {
            let full =
                target.contains("X")
                ? target.replacingOccurrences(of: "X", with: folder.path) : "\(folder.path)/\(target)"
            let result = try await read(full)
            #expect(result.seen == ["etc/b: 2", "opt/c: 3"], "\(target)")
            #expect(result.hidden == ["etc/a: 1"])
            #expect(!result.isPartial)
        }
    }
}
