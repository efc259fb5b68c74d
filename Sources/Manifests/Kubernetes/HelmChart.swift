/// Tells files of Helm charts and other templates, which are no YAML until they are rendered.
public enum HelmChart {
    /// The folder of the chart a path belongs to as a template (`charts/web` of `charts/web/templates/app.yaml`), where
    /// the chart's `Chart.yaml` is among `paths` (relative, with `/`).
    public static func chart(ofTemplate path: String, among paths: Set<String>) -> String? {
        var parts = path.split(separator: "/").map(String.init)
        _ = parts.popLast()
        while let last = parts.popLast() {
            guard last == "templates" || last == "crds" else { continue }
            let folder = parts.joined(separator: "/")
            if paths.contains(folder.isEmpty ? "Chart.yaml" : folder + "/Chart.yaml") { return folder }
        }
        return nil
    }

    /// Folders that hold a `Chart.yaml`, outermost first, without charts that lie inside of others (they are rendered
    /// with them). The lead renders each with `helm template` where helm is installed.
    public static func detect(_ paths: some Sequence<String>) -> [String] {
        var folders: [String] = []
        for path in paths {
            if path == "Chart.yaml" { folders.append("") }
            if path.hasSuffix("/Chart.yaml") { folders.append(String(path.dropLast("/Chart.yaml".count))) }
        }
        folders.sort { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        var outer: [String] = []
        for folder in folders
        where !outer.contains(where: { $0.isEmpty || folder.hasPrefix($0 + "/charts/") }) {
            outer.append(folder)
        }
        return outer
    }

    /// Whether a text has Go template actions (`{{ … }}`) outside of what YAML would read as a quoted text or comment.
    public static func isTemplate(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            var index = 0
            while index + 1 < buffer.count {
                if buffer[index] == UInt8(ascii: "{"), buffer[index + 1] == UInt8(ascii: "{") {
                    // `{{` that opens a flow mapping in a flow mapping has no `}}` with words between.
                    var end = index + 2
                    while end + 1 < buffer.count, buffer[end] != 0x0A {
                        if buffer[end] == UInt8(ascii: "}"), buffer[end + 1] == UInt8(ascii: "}") { return true }
                        end += 1
                    }
                    if end < buffer.count, buffer[index + 2] == UInt8(ascii: "-") { return true }
                }
                index += 1
            }
            return false
        }
    }
}
