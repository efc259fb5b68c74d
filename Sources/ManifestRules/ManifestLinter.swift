import Findings
import Manifests

/// A file that may be a Dockerfile, a compose file or a Kubernetes manifest.
public struct ManifestFile: Sendable {
    /// As it shall stand in the findings: relative to the target, with `/`.
    public var path: String
    public var bytes: [UInt8]
    public var role: Role

    public enum Role: Sendable {
        /// To be judged, at its places.
        case judged
        /// Only there because a judged file refers to it.
        case companion
        /// Kubernetes objects that a tool made of the file: judged, but their lines are not the file's.
        case rendered
    }

    public init(path: String, bytes: [UInt8], role: Role = .judged) {
        self.path = path
        self.bytes = bytes
        self.role = role
    }
}

/// How manifests are judged.
public struct ManifestOptions: Sendable {
    public var dockerfile = DockerfileOptions()
    /// Day of the scan, `YYYY-MM-DD`: suppressions with a date behind them end.
    public var today: String?
    public var ignoresSuppressions = false
    /// Variables for compose files, over those of an `.env` beside them.
    public var variables: [String: String] = [:]
    /// Rules of the user's own.
    public var customRules: [CustomRule] = []
    /// What a person decided on, for fixes that need it.
    public var decisions = ManifestDecisions()
    /// What lies beside a Dockerfile, by its path; where it is given it stands for `dockerfile.context`.
    public var buildContext: (@Sendable (String) -> BuildContext?)?

    public init() {}
}

/// What linting a number of files gives.
public struct ManifestReport: Sendable {
    public struct File: Sendable {
        public var path: String
        public var kind: ManifestKind
        public var result: LintResult
    }

    /// Files that are of a kind we judge, in the order given.
    public var files: [File]
    /// What was not judged, and why.
    public var notes: [ScanNote]

    public init(files: [File] = [], notes: [ScanNote] = []) {
        self.files = files
        self.notes = notes
    }

    public var findings: [Finding] { files.flatMap(\.result.findings) }
    public subscript(path: String) -> LintResult? { files.first { $0.path == path }?.result }
}

/// The one entry for Dockerfiles, compose files and Kubernetes manifests: finds out what each file is, judges each by
/// its rules, and all Kubernetes objects together by the rules across objects.
public enum ManifestLinter {
    /// Lints files as one tree.
    public static func lint(
        files: [ManifestFile], selection: RuleSelection = RuleSelection(), options: ManifestOptions = ManifestOptions()
    ) -> ManifestReport {
        let session = ManifestSession(files: files, selection: selection, options: options)
        var report = ManifestReport(notes: session.notes)
        for index in session.inputs.indices { report.files.append(session.judge(index)) }
        return report
    }

    /// The same on several threads; the result is equal and in the same order.
    public static func lintInParallel(
        files: [ManifestFile], selection: RuleSelection = RuleSelection(), options: ManifestOptions = ManifestOptions(),
        tasks: Int = 4
    ) async -> ManifestReport {
        let session = ManifestSession(files: files, selection: selection, options: options)
        let count = session.inputs.count
        let size = max(1, (count + max(1, tasks) - 1) / max(1, tasks))
        let parts = await withTaskGroup(of: (Int, [ManifestReport.File]).self) { group in
            for start in stride(from: 0, to: count, by: size) {
                group.addTask { (start, (start..<min(count, start + size)).map { session.judge($0) }) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        return ManifestReport(
            files: parts.sorted { $0.0 < $1.0 }.flatMap { $0.1 }, notes: session.notes)
    }

    /// Lints one file among others, for a repair: `bytes` stand in for what the tree has at `path`.
    public static func lint(
        _ bytes: [UInt8], at path: String, among files: [ManifestFile], selection: RuleSelection,
        options: ManifestOptions
    ) -> LintResult {
        var files = files
        if let index = files.firstIndex(where: { $0.path == path }) {
            files[index].bytes = bytes
        } else {
            files.append(ManifestFile(path: path, bytes: bytes))
        }
        let session = ManifestSession(files: files, selection: selection, options: options)
        guard let index = session.inputs.firstIndex(where: { $0.path == path }) else { return LintResult() }
        return session.judge(index).result
    }
}

/// A tree of files that is read once and then judged, whole or a file at a time; repairs judge new versions of one file
/// against it without reading the others again.
public struct ManifestGroup: Sendable {
    private let session: ManifestSession

    public init(
        files: [ManifestFile], selection: RuleSelection = RuleSelection(), options: ManifestOptions = ManifestOptions()
    ) {
        session = ManifestSession(files: files, selection: selection, options: options)
    }

    /// Paths of the files that are of a kind we judge.
    public var paths: [String] { session.inputs.map(\.path) }

    public func report() -> ManifestReport {
        ManifestReport(files: session.inputs.indices.map { session.judge($0) }, notes: session.notes)
    }

    /// Judges another version of one of the files.
    public func lint(_ bytes: [UInt8], at path: String) -> LintResult {
        guard let (changed, index) = session.replacing(path, with: bytes) else { return LintResult() }
        return changed.judge(index).result
    }
}

/// Files read and understood, ready to be judged one by one from any thread.
struct ManifestSession: Sendable {
    struct Input: Sendable {
        var path: String
        var kind: ManifestKind
        var bytes: [UInt8]
        var isRendered = false
        var tree: YAMLTree?
        /// Kubernetes: the objects, numbered by their place in the set.
        var kubernetes: KubernetesLinter.File?
    }

    private(set) var inputs: [Input] = []
    private(set) var notes: [ScanNote] = []
    private var set: KubernetesSet
    private let kubernetesJudge: KubernetesLinter.Judge
    private let composeJudge: ComposeLinter.Judge
    private var composeTrees: [String: YAMLTree]
    private let environments: [String: ComposeVariables]
    private let selection: RuleSelection
    private let options: ManifestOptions

    init(files: [ManifestFile], selection: RuleSelection, options: ManifestOptions) {
        self.selection = selection
        self.options = options
        kubernetesJudge = KubernetesLinter.Judge(
            selection: selection, today: options.today, ignoresSuppressions: options.ignoresSuppressions)
        composeJudge = ComposeLinter.Judge(
            selection: selection, today: options.today, ignoresSuppressions: options.ignoresSuppressions)

        var objects: [KubernetesObject] = []
        var composeTrees: [String: YAMLTree] = [:]
        var environments: [String: ComposeVariables] = [:]
        var inputs: [Input] = []
        var templates: [String] = []
        var images = Set<String>()
        var patches = Set<String>()
        for file in files {
            if file.path == ".env" || file.path.hasSuffix("/.env") {
                environments[String(file.path.dropLast(4))] = ComposeVariables(
                    environmentFile: String(decoding: file.bytes, as: UTF8.self))
                continue
            }
            guard file.role != .companion else { continue }
            let isRendered = file.role == .rendered
            guard let kind = isRendered ? .kubernetes : ManifestKind.detect(path: file.path, bytes: file.bytes) else {
                continue
            }
            var input = Input(path: file.path, kind: kind, bytes: file.bytes, isRendered: isRendered)
            switch kind {
            case .dockerfile: break
            case .template:
                templates.append(file.path)
                continue
            case .compose:
                let tree = YAMLParser.parse(file.bytes)
                guard tree.roots.first.map({ ComposeProject.isCompose($0, path: file.path) }) ?? !tree.faults.isEmpty
                else { continue }
                input.tree = tree
                composeTrees[file.path] = tree
            case .kubernetes, .kustomization:
                let tree = YAMLParser.parse(file.bytes)
                images.formUnion(Self.imagesSet(by: tree, kind))
                if kind == .kustomization { patches.formUnion(Self.patches(of: tree, path: file.path)) }
                let parsed = KubernetesLinter.File(path: file.path, tree: tree, index: inputs.count)
                guard !parsed.objects.isEmpty || !tree.faults.isEmpty else { continue }
                input.tree = tree
                if kind == .kubernetes {
                    input.kubernetes = parsed
                    objects += parsed.objects
                }
            }
            inputs.append(input)
        }
        // A patch is a piece of an object: what it lacks is elsewhere.
        let skipped = inputs.filter { patches.contains($0.path) && $0.kind == .kubernetes }.map(\.path)
        if !skipped.isEmpty {
            let isPatch = Set(skipped)
            inputs.removeAll { isPatch.contains($0.path) }
            for index in inputs.indices where inputs[index].kubernetes != nil {
                inputs[index].kubernetes = inputs[index].tree.map {
                    KubernetesLinter.File(path: inputs[index].path, tree: $0, index: index)
                }
            }
            objects = inputs.flatMap { $0.kubernetes?.objects ?? [] }
        }
        self.inputs = inputs
        Self.addReferences(of: inputs, to: &composeTrees, from: files, environments)
        self.composeTrees = composeTrees
        self.environments = environments
        set = KubernetesSet(objects, imagesSetElsewhere: images, decisions: options.decisions)
        notes = Self.notes(templates, paths: files.map(\.path))
        notes += skipped.map {
            ScanNote(
                "A patch of a kustomization, judged only in what `kustomize build` makes of it.", makesPartial: false,
                location: Location(path: $0))
        }
    }

    /// Reads what compose files refer to, whatever it is called, and what these files refer to in turn.
    private static func addReferences(
        of inputs: [Input], to trees: inout [String: YAMLTree], from files: [ManifestFile],
        _ environments: [String: ComposeVariables]
    ) {
        var open = inputs.filter { $0.kind == .compose }.map(\.path)
        guard !open.isEmpty else { return }
        let known = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
        while let path = open.popLast() {
            guard let root = trees[path]?.roots.first else { continue }
            let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
            let references = ComposeProject.references(
                of: root, path: path, variables: environments[folder] ?? ComposeVariables())
            for reference in references where trees[reference] == nil {
                guard let file = known[reference], !reference.hasSuffix(".env") else { continue }
                trees[reference] = YAMLParser.parse(file.bytes)
                open.append(reference)
            }
        }
    }

    /// The session with another version of one file, and that file's place; nil where the path is not among them or is
    /// no longer of its kind.
    func replacing(_ path: String, with bytes: [UInt8]) -> (session: ManifestSession, index: Int)? {
        guard let index = inputs.firstIndex(where: { $0.path == path }) else { return nil }
        var copy = self
        copy.inputs[index].bytes = bytes
        guard inputs[index].tree != nil else { return (copy, index) }
        let tree = YAMLParser.parse(bytes)
        copy.inputs[index].tree = tree
        if composeTrees[path] != nil { copy.composeTrees[path] = tree }
        if inputs[index].kubernetes != nil {
            copy.inputs[index].kubernetes = KubernetesLinter.File(path: path, tree: tree, index: index)
            copy.set = KubernetesSet(
                copy.inputs.flatMap { $0.kubernetes?.objects ?? [] }, imagesSetElsewhere: set.imagesSetElsewhere,
                decisions: options.decisions)
        }
        return (copy, index)
    }

    /// Files that a kustomization names as patches.
    private static func patches(of tree: YAMLTree, path: String) -> [String] {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        return tree.roots.flatMap { root -> [String] in
            let modern = (root["patches"]?.items ?? []).compactMap { $0["path"]?.text }
            let merges = (root["patchesStrategicMerge"]?.items ?? []).compactMap(\.text)
            let older = (root["patchesJson6902"]?.items ?? []).compactMap { $0["path"]?.text }
            return (modern + merges + older).filter { !$0.contains("\n") }.map { ComposeProject.join(folder, $0) }
        }
    }

    /// Names of images that a Skaffold file builds or a kustomization renames.
    private static func imagesSet(by tree: YAMLTree, _ kind: ManifestKind) -> [String] {
        tree.roots.flatMap { root -> [String] in
            // A kustomization need not say what it is.
            if kind == .kustomization { return (root["images"]?.items ?? []).compactMap { $0["name"]?.text } }
            guard root["apiVersion"]?.text?.hasPrefix("skaffold/") == true else { return [] }
            return (root["build"]?["artifacts"]?.items ?? []).compactMap { $0["image"]?.text }
        }
    }

    /// One note a chart, and one for templates of no chart.
    private static func notes(_ templates: [String], paths: [String]) -> [ScanNote] {
        guard !templates.isEmpty else { return [] }
        let known = Set(paths)
        var charts: [String: Int] = [:]
        var notes: [ScanNote] = []
        for path in templates {
            if let chart = HelmChart.chart(ofTemplate: path, among: known) {
                charts[chart, default: 0] += 1
            } else {
                notes.append(
                    ScanNote(
                        "A template, not read: render it and give the result to drydock.", makesPartial: true,
                        location: Location(path: path)))
            }
        }
        for (chart, count) in charts.sorted(by: { $0.key < $1.key }) {
            let folder = chart.isEmpty ? "." : chart
            notes.append(
                ScanNote(
                    "Helm chart with \(count) template(s), not read: `drydock lint` and `scan --render` read them where helm"
                        + " is installed; else run `helm template \(folder) | drydock lint -`.", makesPartial: true,
                    location: Location(path: chart.isEmpty ? "Chart.yaml" : chart + "/Chart.yaml")))
        }
        return notes
    }

    /// Judges the file at a place in `inputs`.
    func judge(_ index: Int) -> ManifestReport.File {
        let input = inputs[index]
        var result: LintResult
        switch input.kind {
        case .dockerfile:
            var dockerfile = options.dockerfile
            if let buildContext = options.buildContext { dockerfile.context = buildContext(input.path) }
            if let today = options.today { dockerfile.today = today }
            if options.ignoresSuppressions { dockerfile.disablesSuppressions = true }
            result = DockerfileLinter.lint(input.bytes, path: input.path, selection: selection, options: dockerfile)
        case .compose:
            result = judgeCompose(input)
        case .kubernetes, .kustomization, .template:
            result = input.kubernetes.map { kubernetesJudge.judge($0, in: set) } ?? LintResult()
        }
        if let tree = input.tree {
            let text = YAMLRules.check(tree, path: input.path, selection: selection, today: options.today)
            result.findings += text.findings
            result.suppressed += text.suppressed
            result.rulesLeftOut += text.rulesLeftOut
            if !options.customRules.isEmpty { judgeByCustomRules(input, tree, into: &result) }
            result.sort()
        }
        if input.isRendered { result.forgetPlaces() }
        return ManifestReport.File(path: input.path, kind: input.kind, result: result)
    }

    private func judgeByCustomRules(_ input: Input, _ tree: YAMLTree, into result: inout LintResult) {
        let suppressions = options.ignoresSuppressions ? nil : ManifestSuppressions(tree: tree, today: options.today)
        func take(_ problem: Problem?, _ rule: CustomRule, _ object: KubernetesObject?) {
            guard let problem,
                let finding = problem.finding(rule.card, source: tree.source, path: input.path, selection: selection)
            else { return }
            if let hit = suppressions?.find(finding, rule.card, problem.range, object) {
                result.suppressed.append(SuppressedFinding(finding: finding, cause: "ignored", reason: hit.reason))
            } else {
                result.findings.append(finding)
            }
        }
        let services = input.kind == .compose ? project(input, tree)?.services ?? [] : []
        for rule in options.customRules where selection.includes(rule.card) {
            for object in input.kubernetes?.objects ?? [] {
                take(rule.check(object, path: input.path, among: set.objects), rule, object)
            }
            for service in services { take(rule.check(service, path: input.path), rule, nil) }
        }
    }

    private func judgeCompose(_ input: Input) -> LintResult {
        guard let tree = input.tree, let project = project(input, tree) else { return LintResult() }
        return composeJudge.judge(project)
    }

    private func project(_ input: Input, _ tree: YAMLTree) -> ComposeProject? {
        let folder = input.path.lastIndex(of: "/").map { String(input.path[...$0]) } ?? ""
        var variables = environments[folder] ?? ComposeVariables()
        if !options.variables.isEmpty { variables = variables.adding(options.variables) }
        return ComposeProject(
            path: input.path, tree: tree, others: composeTrees, variables: variables, decisions: options.decisions)
    }
}
