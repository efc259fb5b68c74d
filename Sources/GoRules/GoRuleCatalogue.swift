import Findings

/// Every rule over Go source, those that look at one package and those that follow data, as documentation wants them.
public enum GoRuleCatalogue {
    public static var all: [(card: RuleCard, examples: Examples)] {
        AllGoRules.rules.map { ($0.card, $0.examples) } + TaintRules.all.map { ($0.card, $0.examples) }
    }
}
