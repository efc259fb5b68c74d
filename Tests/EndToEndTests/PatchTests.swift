import Foundation
import Testing

/// What `drydock fix` prints is what `patch` takes, and gives what `--write` writes.
@Suite struct PatchTests {
    @Test func thePatchIsWhatIsWritten() throws {
        guard let patch = Tool.find("patch") else {
            return print("SKIPPED: thePatchIsWhatIsWritten: there is no patch here")
        }
        let scratch = try Scratch()
        var text = Data("FROM debian:12\n# ".utf8)
        // Latin-1, which is no UTF-8.
        text.append(0xE4)
        text.append(Data("\nRUN apt-get update && apt-get install -y curl\nADD . /app\nCMD /app/run".utf8))
        for name in ["one", "two"] {
            let folder = scratch.folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try text.write(to: folder.appendingPathComponent("Dockerfile"))
        }
        let one = scratch.folder.appendingPathComponent("one")
        let two = scratch.folder.appendingPathComponent("two")
        let shown = try Tool.run(Tool.binary, ["fix", ".", "-q"], in: one)
        #expect(shown.status == 0, "\(shown.errors)")
        #expect(try Tool.run(patch, ["-p1"], input: shown.output, in: one).status == 0)
        #expect(try Tool.run(Tool.binary, ["fix", ".", "-q", "--write"], in: two).status == 0)
        let patched = try Data(contentsOf: one.appendingPathComponent("Dockerfile"))
        #expect(try patched == Data(contentsOf: two.appendingPathComponent("Dockerfile")) && patched != text)
    }
}
