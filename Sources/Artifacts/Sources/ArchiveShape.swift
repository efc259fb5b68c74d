/// Tells archives of images from those of file systems by the names of their members.
enum ArchiveShape {
    static let index = "index.json"
    static let layout = "oci-layout"
    static let manifest = "manifest.json"

    /// A name that only an image archive has at its root.
    static func isMark(_ path: String) -> Bool {
        path == index || path == layout || path == manifest || path == "repositories"
    }

    /// Whether an archive whose first member this is may be one of images. Docker, Podman, skopeo, crane and Bazel name
    /// members after digests.
    static func mayStartImage(_ path: String) -> Bool {
        if isMark(path) || path == "blobs" || path.hasPrefix("blobs/") { return true }
        var run = 0
        for byte in path.utf8 {
            if byte == 0x2F { break }
            let isHex = (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
            run = isHex ? run + 1 : 0
            if run == 64 { return true }
        }
        return false
    }
}
