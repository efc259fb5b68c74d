import Artifacts
import Findings
import Policy

/// What `drydock scan` is asked for.
public struct ScanRequest: Sendable {
    public var targets: [String]
    public var kinds: Set<FindingKind> = Set(FindingKind.allCases)
    public var rules = RuleSelection()
    public var platform: Platform?
    public var limits = Limits()
    public var policy = Policy()
    /// Path of an advisory database; nil stands for the user's own or, where there is none, the embedded snapshot.
    public var database: String?
    /// Report advisories of Go modules in programs that the distribution owns as findings of their own.
    public var showsOwned = false
    /// Go on past layers that cannot be read; the result is partial.
    public var allowsPartial = false
    /// Plain http, and certificates that do not verify.
    public var isInsecure = false
    public var caFile: String?
    public var clock = ScanClock()
    public var showsSecrets = false
    /// Paths that are left out, as globs: in folders not looked at, in images without findings.
    public var exclude: [String] = []
    /// Files of rules of the user's own, for manifests.
    public var ownRules: [String] = []

    /// Helm charts, and a kustomization in the target's own folder, are rendered by the user's helm and kustomize.
    public var rendersManifests = false

    /// Licences that are not accepted.
    public var licences = LicenceSettings()
    /// Secrets in the history of a git repository too.
    public var scansHistory = false
    /// gitleaks' or our own TOML with further secret rules.
    public var secretRules: String?

    public var go = GoSettings()
    /// Results of earlier scans of Go source are used where nothing has changed.
    public var usesCache = true

    public init(targets: [String]) { self.targets = targets }
}

extension ScanRequest {
    /// False where secrets alone are looked for: it is enough then to know which files a distribution owns.
    var makesInventory: Bool { kinds != [.secret] }

    /// Tells paths that `exclude` leaves out; nil where there are none.
    var excluder: (@Sendable (String) -> Bool)? {
        guard !exclude.isEmpty else { return nil }
        let globs = exclude.map { Glob($0) }
        return { path in globs.contains { $0.matches(path) } }
    }
}
