import Foundation

@testable import Artifacts

/// Makes images of layers given as tar bytes.
struct ImageMaker {
    struct Layer {
        var tar: [UInt8]
        var packed: [UInt8]
        var mediaType = "application/vnd.oci.image.layer.v1.tar+gzip"
        var diffID: Digest { .of(tar) }
        var digest: Digest { .of(packed) }

        init(_ tar: [UInt8], packed: [UInt8]? = nil, mediaType: String? = nil) {
            self.tar = tar
            self.packed = packed ?? Pack.gzip(tar)
            if let mediaType { self.mediaType = mediaType }
        }

        init(_ body: (inout TarMaker) -> Void) { self.init(TarMaker.make(body)) }
    }

    var layers: [Layer]
    var tag = "app:1"
    var architecture = "amd64"
    /// Blobs by path.
    var files: [String: [UInt8]] = [:]

    init(_ layers: [Layer]) { self.layers = layers }

    static func json(_ value: Any) -> [UInt8] {
        guard let data = try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys]) else { return [] }
        return Array(data)
    }

    var configuration: [UInt8] {
        Self.json([
            "architecture": architecture, "os": "linux", "config": ["User": "65532"],
            "rootfs": ["type": "layers", "diff_ids": layers.map { "\($0.diffID)" }],
            "history": layers.indices.map { ["created_by": "step \($0)"] },
        ])
    }

    func descriptor(_ bytes: [UInt8], _ mediaType: String) -> [String: Any] {
        ["mediaType": mediaType, "digest": "\(Digest.of(bytes))", "size": bytes.count]
    }

    var manifest: [UInt8] {
        Self.json([
            "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": descriptor(configuration, "application/vnd.oci.image.config.v1+json"),
            "layers": layers.map { descriptor($0.packed, $0.mediaType) },
        ])
    }

    /// The files of an OCI layout by path, in the order skopeo writes them.
    func layout(extraManifests: [[String: Any]] = [], platform: Bool = false) -> [(String, [UInt8])] {
        var entry = descriptor(manifest, "application/vnd.oci.image.manifest.v1+json")
        entry["annotations"] = ["org.opencontainers.image.ref.name": tag]
        if platform { entry["platform"] = ["os": "linux", "architecture": architecture] }
        let index: [String: Any] = ["schemaVersion": 2, "manifests": [entry] + extraManifests]
        var result: [(String, [UInt8])] = []
        for layer in layers { result.append((layer.digest.layoutPath, layer.packed)) }
        result.append((Digest.of(configuration).layoutPath, configuration))
        result.append((Digest.of(manifest).layoutPath, manifest))
        result += files.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        result.append(("oci-layout", Self.json(["imageLayoutVersion": "1.0.0"])))
        result.append(("index.json", Self.json(index)))
        return result
    }

    func layoutTar() -> [UInt8] {
        TarMaker.make { tar in for (path, bytes) in layout() { tar.file(path, bytes) } }
    }

    /// As skopeo writes it: uncompressed layers first, then configuration and manifest.
    func dockerArchive() -> [UInt8] {
        TarMaker.make { tar in
            for layer in layers { tar.file("\(layer.diffID.hex).tar", layer.tar) }
            tar.file("\(Digest.of(configuration).hex).json", configuration)
            tar.file(
                "manifest.json",
                Self.json([
                    [
                        "Config": "\(Digest.of(configuration).hex).json", "RepoTags": [tag],
                        "Layers": layers.map { "\($0.diffID.hex).tar" },
                    ]
                ]))
        }
    }
}

/// A folder that goes away at the end of a test.
final class TemporaryFolder {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "/drydock-tests-\(UUID().uuidString)"
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) -> String {
        let full = "\(path)/\(name)"
        let folder = full.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = FileManager.default.createFile(atPath: full, contents: Data(bytes))
        return full
    }

    func write(layout: [(String, [UInt8])], in name: String = "image") -> String {
        for (file, bytes) in layout { write("\(name)/\(file)", bytes) }
        return "\(path)/\(name)"
    }
}
