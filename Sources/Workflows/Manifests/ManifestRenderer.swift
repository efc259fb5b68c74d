import Findings
import ManifestRules
import Manifests

/// Renders Helm charts and kustomizations of a tree by the user's own `helm` and `kustomize`, so that what they deploy is
/// judged: a chart in the place of its templates, a kustomization beside the files it is made of.
///
/// Only what lies in the tree is rendered: a kustomization or a schema that names something elsewhere would be fetched, and
/// is left to the user, with a note.
struct ManifestRenderer {
    var helm = UserTool(["helm"])
    var kustomize = UserTool(["kustomize", "kubectl"])
    /// The folder that the paths of the tree start in; empty for the working folder.
    var root = ""

    static let outputLimit = 64 << 20
    static let secondsLimit = 60
    /// Charts and kustomizations of one tree.
    static let countLimit = 200

    /// What a kustomization deploys.
    struct Kustomization {
        var file: ManifestFile
        /// Paths of what it is made of.
        var parts: Set<String>

        /// What is wrong with it as it deploys, beside what the report says of its files already, set aside or not.
        func findings(
            beside report: ManifestReport, selection: RuleSelection, options: ManifestOptions
        ) -> [Finding] {
            let known = report.files.filter { parts.contains($0.path) }
                .flatMap { $0.result.findings + $0.result.suppressed.map(\.finding) }
            let rendered = ManifestLinter.lint(files: [file], selection: selection, options: options).findings
            return ManifestRenderer.additional(rendered, beside: known)
        }
    }

    /// Puts rendered charts in the place of their templates, and gives what kustomizations make.
    ///
    /// - Parameter named: the paths that the user named: of kustomizations only these are rendered.
    func render(_ tree: inout ManifestTree, named: [String]) -> [Kustomization] {
        var budget = Self.countLimit
        for chart in HelmChart.detect(tree.files.map(\.path)) {
            guard let helm, budget > 0 else { break }
            budget -= 1
            renderChart(chart, by: helm, in: &tree)
        }
        let graph = KustomizationGraph(tree.files)
        var rendered: [Kustomization] = []
        // Each costs a start of the tool, and their files are judged all the same: of a whole tree none is rendered.
        let wanted = Set(named.map { ComposeProject.join("", $0) })
        for folder in graph.outermost where wanted.contains(folder) {
            guard let kustomize, budget > 0 else { break }
            budget -= 1
            if let one = renderKustomization(folder, of: graph, by: kustomize, in: &tree) { rendered.append(one) }
        }
        let left = graph.outermost.filter { !wanted.contains($0) || kustomize == nil }
        if let first = left.first {
            let place = place(first)
            let way = kustomize == nil ? "kustomize build \(place) | drydock lint -" : "drydock lint \(place)"
            tree.notes.append(
                ScanNote(
                    "\(left.count) kustomization(s) judged by their files, not as they deploy; for one of them: `\(way)`.",
                    makesPartial: false, location: Location(path: graph.path(of: first))))
        }
        return rendered
    }

    /// What is wrong with a kustomization as it deploys and is not said of one of its files already, where it has a place.
    ///
    /// - Parameter known: findings of the files, those set aside too.
    static func additional(_ rendered: [Finding], beside known: [Finding]) -> [Finding] {
        var messages: [String: Int] = [:]
        var counts: [String: Int] = [:]
        for finding in known {
            messages[finding.id + (finding.message ?? ""), default: 0] += 1
            counts[finding.id, default: 0] += 1
        }
        let total = rendered.reduce(into: [String: Int]()) { $0[$1.id, default: 0] += 1 }
        return rendered.filter { finding in
            let key = finding.id + (finding.message ?? "")
            if let left = messages[key], left > 0 {
                messages[key] = left - 1
                return false
            }
            // Names get prefixes and hashes: as many of a rule as there are in the files are the same ones.
            return total[finding.id, default: 0] > counts[finding.id, default: 0]
        }
    }

    /// A folder of the tree, seen from the working folder.
    private func place(_ folder: String) -> String {
        if root.isEmpty { return folder.isEmpty ? "." : folder }
        return folder.isEmpty ? root : root.hasSuffix("/") ? root + folder : root + "/" + folder
    }

    // MARK: Helm

    private func renderChart(_ chart: String, by helm: UserTool, in tree: inout ManifestTree) {
        let prefix = chart.isEmpty ? "" : chart + "/"
        let manifest = prefix + "Chart.yaml"
        guard let file = tree.files.first(where: { $0.path == manifest }),
            let root = YAMLParser.parse(file.bytes).roots.first, root["type"]?.text != "library"
        else { return }
        let schemas = tree.files.filter { $0.path.hasPrefix(prefix) && $0.path.hasSuffix("values.schema.json") }
        if let schema = schemas.first(where: { Self.refersElsewhere(YAMLParser.parse($0.bytes).roots.first, depth: 0) })
        {
            return note(
                "The schema of the chart's values refers to the network: not rendered. Run `helm template` and give the"
                    + " result to `drydock lint -`.", at: schema.path, in: &tree)
        }
        do {
            let bytes = try helm.run(
                ["template", place(chart)], limit: Self.outputLimit, seconds: Self.secondsLimit)
            tree.files.removeAll { file in
                file.path.hasPrefix(prefix)
                    && HelmChart.chart(ofTemplate: file.path, among: [manifest]).map { $0 == chart } ?? false
            }
            // Charts inside are rendered with it.
            tree.files.removeAll { $0.path.hasPrefix(prefix + "charts/") && $0.path.contains("/templates/") }
            for (source, text) in Self.pieces(bytes) {
                tree.files.append(
                    ManifestFile(path: source.map { prefix + $0 } ?? manifest, bytes: text, role: .rendered))
            }
            tree.rendered += 1
        } catch {
            note("helm does not render the chart: \(error.problem)", at: manifest, in: &tree)
        }
    }

    /// Documents by the template that made them, as `# Source: CHART/templates/x.yaml` says; the chart's own name is
    /// dropped.
    static func pieces(_ bytes: [UInt8]) -> [(source: String?, text: [UInt8])] {
        var result: [(source: String?, text: [UInt8])] = []
        var current: [UInt8] = []
        var source: String?
        func finish() {
            if current.contains(where: { $0 > 0x20 }) { result.append((source, current)) }
            current = []
        }
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if line.starts(with: "---".utf8), line.count == 3 || line[line.startIndex + 3] <= 0x20 {
                finish()
                continue
            }
            if line.starts(with: "# Source: ".utf8) {
                let name = String(decoding: line.dropFirst(10), as: UTF8.self)
                source = name.firstIndex(of: "/").map { String(name[name.index(after: $0)...]) }
            }
            current += line
            current.append(0x0A)
        }
        finish()
        return result
    }

    /// Whether a schema has a reference to another host.
    private static func refersElsewhere(_ node: YAMLNode?, depth: Int) -> Bool {
        guard let node, depth < 64 else { return node != nil }
        for entry in node.entries {
            if entry.name == "$ref", entry.value.text?.contains("://") == true { return true }
            if refersElsewhere(entry.value, depth: depth + 1) { return true }
        }
        return node.items.contains { refersElsewhere($0, depth: depth + 1) }
    }

    // MARK: Kustomize

    private func renderKustomization(
        _ folder: String, of graph: KustomizationGraph, by tool: UserTool, in tree: inout ManifestTree
    ) -> Kustomization? {
        let path = graph.path(of: folder)
        let place = place(folder)
        let isKubectl = tool.name == "kubectl"
        let (parts, elsewhere) = graph.reach(from: folder)
        if let elsewhere {
            let command = isKubectl ? "kubectl kustomize" : "kustomize build"
            note(
                "Names '\(elsewhere)', which is not in this folder: not rendered, as it would be fetched. Run"
                    + " `\(command) \(place) | drydock lint -`.", at: path, in: &tree)
            return nil
        }
        do {
            let bytes = try tool.run(
                isKubectl ? ["kustomize", place] : ["build", place], limit: Self.outputLimit,
                seconds: Self.secondsLimit)
            tree.rendered += 1
            return Kustomization(file: ManifestFile(path: path, bytes: bytes, role: .rendered), parts: parts)
        } catch {
            note("\(tool.name) does not render it: \(error.problem)", at: path, in: &tree)
            return nil
        }
    }

    private func note(_ text: String, at path: String, in tree: inout ManifestTree) {
        tree.notes.append(ScanNote(text, makesPartial: true, location: Location(path: path)))
    }
}

/// Which kustomizations a tree holds, and which files each is made of.
struct KustomizationGraph {
    private var roots: [String: (path: String, root: YAMLNode)] = [:]
    private let known: Set<String>
    /// Folders of kustomizations that no other one uses, without components.
    private(set) var outermost: [String] = []

    static let names = ["kustomization.yaml", "kustomization.yml", "Kustomization"]

    init(_ files: [ManifestFile]) {
        known = Set(files.map(\.path))
        for file in files {
            let slash = file.path.lastIndex(of: "/")
            let name = slash.map { String(file.path[file.path.index(after: $0)...]) } ?? file.path
            guard Self.names.contains(name), let root = YAMLParser.parse(file.bytes).roots.first else { continue }
            roots[slash.map { String(file.path[..<$0]) } ?? ""] = (file.path, root)
        }
        var used = Set<String>()
        for (folder, entry) in roots {
            for name in Self.parts(entry.root) { used.insert(Self.join(folder, name)) }
        }
        outermost = roots.filter { !used.contains($0.key) && $0.value.root["kind"]?.text != "Component" }.keys.sorted()
    }

    func path(of folder: String) -> String { roots[folder]?.path ?? folder }

    /// Every file that a kustomization is made of, and the first thing it names that is not in the tree.
    func reach(from folder: String) -> (files: Set<String>, elsewhere: String?) {
        var files = Set<String>()
        var open = [folder]
        var seen = Set<String>()
        while let folder = open.popLast() {
            guard seen.insert(folder).inserted, let entry = roots[folder] else { continue }
            files.insert(entry.path)
            if let remote = Self.remote(entry.root, depth: 0) { return (files, remote) }
            for name in Self.parts(entry.root) {
                let target = Self.join(folder, name)
                if roots[target] != nil {
                    open.append(target)
                } else if known.contains(target) {
                    files.insert(target)
                } else {
                    return (files, name)
                }
            }
            for patch in entry.root["patches"]?.items ?? [] {
                if let path = patch["path"]?.text { files.insert(Self.join(folder, path)) }
            }
            for path in entry.root["patchesStrategicMerge"]?.items ?? [] {
                if let path = path.text { files.insert(Self.join(folder, path)) }
            }
        }
        return (files, nil)
    }

    private static func parts(_ root: YAMLNode) -> [String] {
        ["resources", "bases", "components"].flatMap { (root[$0]?.items ?? []).compactMap(\.text) }
    }

    /// Any text that kustomize may take for an address: it loads files of most fields from URLs too.
    private static func remote(_ node: YAMLNode, depth: Int) -> String? {
        guard depth < 64 else { return "…" }
        if node.isScalar {
            guard let text = node.text, !text.contains("\n") else { return nil }
            return text.contains("://") || text.hasPrefix("git@") || text.contains("?ref=") ? text : nil
        }
        for entry in node.entries where !["commonAnnotations", "annotations", "literals"].contains(entry.name) {
            if let found = remote(entry.value, depth: depth + 1) { return found }
        }
        for item in node.items {
            if let found = remote(item, depth: depth + 1) { return found }
        }
        return nil
    }

    private static func join(_ folder: String, _ path: String) -> String {
        let joined = ComposeProject.join(folder.isEmpty ? "" : folder + "/", path)
        return joined.hasSuffix("/") ? String(joined.dropLast()) : joined
    }
}
