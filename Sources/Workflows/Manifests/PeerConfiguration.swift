import Findings
import ManifestRules
import Manifests

/// What the configuration files of the peers say, where they lie in the working folder: `.hadolint.yaml` and
/// `.kube-linter.yaml`. Who comes from these tools has not to say it twice.
struct PeerConfiguration: Sendable {
    /// Rules that are off, by the peers' names.
    var excluded: Set<String> = []
    var included: Set<String> = []
    /// Globs of paths that are not judged.
    var ignoredPaths: [String] = []
    var rules: [CustomRule] = []
    var trustedRegistries: [String] = []
    var requiredLabels: [String: LabelFormat] = [:]
    var strictLabels = false
    var disablesSuppressions = false
    var notes: [ScanNote] = []

    static let fileLimit = 1 << 20

    /// - Throws: `WorkflowError` for a file that is no configuration.
    static func read(in folder: String = ".") throws(WorkflowError) -> PeerConfiguration {
        var result = PeerConfiguration()
        for name in [".hadolint.yaml", ".hadolint.yml"] where FileBytes.exists(folder + "/" + name) {
            try result.addHadolint(FileBytes.read(folder + "/" + name, limit: fileLimit), name)
            break
        }
        for name in [".kube-linter.yaml", ".kube-linter.yml"] where FileBytes.exists(folder + "/" + name) {
            try result.addKubeLinter(FileBytes.read(folder + "/" + name, limit: fileLimit), name)
            break
        }
        return result
    }

    /// Source: hadolint's documentation, "Configure".
    private mutating func addHadolint(_ bytes: [UInt8], _ name: String) throws(WorkflowError) {
        let tree = YAMLParser.parse(bytes)
        if let fault = tree.faults.first {
            throw WorkflowError("line \(tree.source.line(at: fault.offset)): \(fault.message)", subject: name)
        }
        guard let root = tree.roots.first else { return }
        excluded.formUnion((root["ignored"]?.items ?? []).compactMap(\.text))
        trustedRegistries = (root["trustedRegistries"]?.items ?? []).compactMap(\.text)
        strictLabels = root["strict-labels"]?.isTrue == true
        disablesSuppressions = root["disable-ignore-pragma"]?.isTrue == true
        for entry in root["label-schema"]?.entries ?? [] {
            guard let text = entry.value.text, let format = LabelFormat(rawValue: text) else {
                throw WorkflowError("there is no label format '\(entry.value.text ?? "")'", subject: name)
            }
            requiredLabels[entry.name] = format
        }
    }

    private mutating func addKubeLinter(_ bytes: [UInt8], _ name: String) throws(WorkflowError) {
        let configuration: KubeLinterConfiguration
        do { configuration = try KubeLinterConfiguration.read(bytes) } catch {
            throw WorkflowError("\(error)", subject: name)
        }
        excluded.formUnion(configuration.excluded)
        included.formUnion(configuration.included)
        ignoredPaths = configuration.ignoredPaths
        rules = configuration.rules
        if !configuration.unknown.isEmpty {
            notes.append(
                ScanNote(
                    "checks of templates that drydock does not know: " + configuration.unknown.joined(separator: ", "),
                    makesPartial: true, location: Location(path: name)))
        }
    }

    /// The selection with what the files switch on and off; what the user says on the command line comes first.
    func applied(to selection: RuleSelection) -> RuleSelection {
        var selection = selection
        selection.removed.formUnion(excluded.subtracting(selection.added))
        selection.added.formUnion(included.subtracting(selection.removed))
        return selection
    }

    func apply(to options: inout ManifestOptions) {
        options.dockerfile.trustedRegistries += trustedRegistries
        options.dockerfile.requiredLabels.merge(requiredLabels) { first, _ in first }
        if strictLabels { options.dockerfile.strictLabels = true }
        if disablesSuppressions { options.dockerfile.disablesSuppressions = true }
        options.customRules += rules
    }
}
