import Findings
import Synchronization

/// Rules and settings of a run, shared by its tasks. Matchers are made when first needed.
final class SecretEngine: Sendable {
    let options: SecretScanOptions
    let rules: [SecretRule]
    let allowLists: [SecretAllowList]
    /// Sort out what merely looks made up.
    let asksPlausibility: Bool
    private let indexes = Mutex<[Kind: RuleIndex]>([:])

    /// Which rules a text is compared with.
    enum Kind: Hashable, Sendable {
        case text
        /// Executables and other binary files: only formats that chance does not make.
        case binary
    }

    init(_ options: SecretScanOptions) {
        self.options = options
        asksPlausibility = options.selection.profile < .all
        var rules: [SecretRule] = []
        if options.configuration?.usesDefaultRules ?? true {
            rules = SecretRules.all.filter { options.selection.includes($0.card) }
            if let configuration = options.configuration { rules = configuration.changing(rules) }
        }
        rules += options.configuration?.rules ?? []
        self.rules = rules.isEmpty ? [] : rules + SecretRule.inner(rules)
        allowLists = options.configuration?.allowLists ?? []
    }

    func index(_ kind: Kind) -> RuleIndex {
        indexes.withLock { indexes in
            if let known = indexes[kind] { return known }
            let words = GenericSecret.words + (asksPlausibility ? [] : GenericSecret.moreWords)
            let index = RuleIndex(
                kind == .text ? rules : rules.filter(\.isStrict), genericWords: words, allowLists: allowLists)
            indexes[kind] = index
            return index
        }
    }
}
