/// A name that another catalogue gives to what a rule checks.
public enum RuleMapping: Sendable, Hashable {
    /// hadolint, `DL3002`.
    case hadolint(String)
    /// Trivy's checks, `DS-0002`, `KSV-0001`.
    case trivy(String)
    /// kube-linter's check name, `run-as-non-root`.
    case kubeLinter(String)
    /// gosec, `G101`.
    case gosec(String)
    /// gitleaks' rule id.
    case gitleaks(String)
    /// Checkov, `CKV_K8S_16`.
    case checkov(String)
    /// CIS Docker Benchmark 1.6, section.
    case cisDocker(String)
    /// CIS Kubernetes Benchmark 1.9, section.
    case cisKubernetes(String)
    /// NSA/CISA Kubernetes Hardening Guide, heading.
    case nsaCisa(String)
    /// Pod Security Standards: level and control.
    case podSecurity(level: String, control: String)
    case cwe(Int)
    case owasp(String)

    /// The bare name that a finding carries as an alias and that an ignore comment may use; nil for catalogues whose
    /// entries are not rules.
    public var alias: String? {
        switch self {
        case .hadolint(let id), .trivy(let id), .kubeLinter(let id), .gosec(let id), .gitleaks(let id),
            .checkov(let id):
            id
        default: nil
        }
    }
}

/// Which profile a rule belongs to. Each profile holds those before it.
public enum RuleProfile: String, Sendable, CaseIterable, Comparable {
    /// Reported unless switched off: what a reviewer would ask to change.
    case standard = "default"
    /// Hardening beyond the usual.
    case strict
    /// Matters of taste and of style.
    case all

    public static func < (left: RuleProfile, right: RuleProfile) -> Bool { left.order < right.order }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// All that a rule says of itself: `drydock rules`, `drydock explain` and docs/rules are made from it.
public struct RuleCard: Sendable {
    public var id: String
    public var title: String
    public var severity: Severity
    public var why: String
    /// How to put it right, for a reader.
    public var repair: String
    public var maps: [RuleMapping]
    public var references: [String]
    public var profile: RuleProfile
    public var confidence: Confidence

    public init(
        id: String, title: String, severity: Severity, why: String, repair: String, maps: [RuleMapping] = [],
        references: [String] = [], profile: RuleProfile = .standard, confidence: Confidence = .high
    ) {
        self.id = id
        self.title = title
        self.severity = severity
        self.why = why
        self.repair = repair
        self.maps = maps
        self.references = references
        self.profile = profile
        self.confidence = confidence
    }

    /// Every alias the rule may be called by, bare.
    public var aliases: [String] { maps.compactMap(\.alias) }

    public var cwe: [Int] {
        maps.compactMap { if case .cwe(let number) = $0 { number } else { nil } }
    }
}

/// Inputs that a rule must pass over (`good`) and must report (`bad`); tests run them, the documentation shows them.
public struct Examples: Sendable {
    public var good: [String]
    public var bad: [String]

    public init(good: [String], bad: [String]) {
        self.good = good
        self.bad = bad
    }
}
