import Foundation
import Testing

/// Damaged images end with 2 and one clear error that names the file and where, or are marked as partial.
@Suite(.serialized) struct HostileInputTests {
    private func copyOfExample() throws -> (Scratch, URL) {
        let scratch = try Scratch()
        let layout = scratch.folder.appendingPathComponent("layout")
        try FileManager.default.copyItem(at: URL(fileURLWithPath: Tool.exampleImage), to: layout)
        return (scratch, layout)
    }

    private func largestBlob(_ layout: URL) throws -> URL {
        let blobs = layout.appendingPathComponent("blobs/sha256")
        let files = try FileManager.default.contentsOfDirectory(at: blobs, includingPropertiesForKeys: [.fileSizeKey])
        return try #require(
            try files.max {
                try $0.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
                    < $1.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
            })
    }

    @Test func truncatedLayer() throws {
        let (scratch, layout) = try copyOfExample()
        defer { withExtendedLifetime(scratch) {} }
        let blob = try largestBlob(layout)
        let bytes = try Data(contentsOf: blob)
        try bytes.prefix(bytes.count / 2).write(to: blob)
        let outcome = try Tool.drydock("scan", "oci:" + layout.path, "--only", "vuln")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(blob.lastPathComponent.prefix(12)), "\(outcome.errors)")
    }

    @Test func corruptLayer() throws {
        let (scratch, layout) = try copyOfExample()
        defer { withExtendedLifetime(scratch) {} }
        let blob = try largestBlob(layout)
        var bytes = try Data(contentsOf: blob)
        bytes[bytes.count / 2] ^= 0x55
        try bytes.write(to: blob)
        let outcome = try Tool.drydock("scan", "oci:" + layout.path, "--only", "vuln")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("corrupt"), "\(outcome.errors)")
        let partial = try Tool.drydock("scan", "oci:" + layout.path, "--only", "vuln", "--allow-partial", "-f", "json")
        #expect(partial.status == 0, "\(partial.errors)")
        let artifacts = try #require(partial.json()["artifacts"] as? [[String: Any]])
        #expect(artifacts.first?["partial"] as? Bool == true)
        #expect(
            try Tool.drydock(
                "scan", "oci:" + layout.path, "--only", "vuln", "--allow-partial", "--fail-on-partial", "-q"
            )
            .status == 1)
    }

    @Test func missingBlob() throws {
        let (scratch, layout) = try copyOfExample()
        defer { withExtendedLifetime(scratch) {} }
        try FileManager.default.removeItem(at: try largestBlob(layout))
        let outcome = try Tool.drydock("scan", "oci:" + layout.path)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("sha256:"), "\(outcome.errors)")
    }

    @Test func manifestThatIsNoJSON() throws {
        let (scratch, layout) = try copyOfExample()
        defer { withExtendedLifetime(scratch) {} }
        try Data("{".utf8).write(to: layout.appendingPathComponent("index.json"))
        let outcome = try Tool.drydock("scan", "oci:" + layout.path)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("index.json"), "\(outcome.errors)")
    }

    @Test func limitsHaveFlags() throws {
        let outcome = try Tool.drydock("scan", "oci:" + Tool.exampleImage, "--max-layer", "10K")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("limit"), "\(outcome.errors)")
    }

    @Test func emptyAndRandomFiles() throws {
        let scratch = try Scratch()
        for (name, bytes) in [
            ("empty", Data()), ("noise", Data((0..<9999).map { UInt8(truncatingIfNeeded: $0 &* 77) })),
        ] {
            let file = scratch.path(name)
            try bytes.write(to: URL(fileURLWithPath: file))
            for target in ["oci:\(file)", "docker-archive:\(file)", "sbom:\(file)"] {
                let outcome = try Tool.drydock("scan", target)
                #expect(outcome.status == 2, "\(target)")
                #expect(outcome.errors.contains(file), "\(outcome.errors)")
            }
        }
    }
}
