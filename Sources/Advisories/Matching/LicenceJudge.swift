import Findings

/// Which licences a user does not accept.
public struct LicencePolicy: Sendable, Hashable {
    /// SPDX ids, with `*` and `?`: `AGPL-*`, `GPL-3.0-only`; letter case does not count.
    public var denied: [String]
    /// Whether a package that names no licence is reported too.
    public var reportsUnknown: Bool

    public init(denied: [String] = [], reportsUnknown: Bool = false) {
        self.denied = denied
        self.reportsUnknown = reportsUnknown
    }
}

/// Reports packages under licences that the user does not accept.
public struct LicenceJudge: Sendable {
    public static let deniedCard = RuleCard(
        id: "DD-LICENCE-DENIED", title: "Licence that is not accepted", severity: .high,
        why: "The configuration denies this licence; shipping the package may bind you to terms you did not choose.",
        repair: "Replace the package, choose another of its licences, or accept the licence in the configuration.")
    public static let unknownCard = RuleCard(
        id: "DD-LICENCE-UNKNOWN", title: "Package without a known licence", severity: .low,
        why: "Without a licence nobody has the right to copy the package.",
        repair: "Find out the package's licence, or leave it out.", profile: .strict, confidence: .medium)
    public static let cards = [deniedCard, unknownCard]

    private let policy: LicencePolicy
    private let patterns: [LicencePattern]

    public init(_ policy: LicencePolicy) {
        self.policy = policy
        patterns = policy.denied.map(LicencePattern.init)
    }

    /// In the order of the packages.
    public func judge(_ packages: [Package]) -> [Finding] {
        guard !patterns.isEmpty || policy.reportsUnknown else { return [] }
        return packages.compactMap { package in
            // All the licences of a package count together: parts of it stand under each.
            let denied = package.licences.compactMap { licence -> String? in
                LicenceExpression(licence).isDenied(where: isDenied) ? licence : nil
            }
            if !denied.isEmpty { return finding(Self.deniedCard, package, denied.sorted()) }
            let isUnknown = package.licences.allSatisfy(Self.tellsNothing)
            return policy.reportsUnknown && isUnknown ? finding(Self.unknownCard, package, package.licences) : nil
        }
    }

    private func isDenied(_ id: String) -> Bool { patterns.contains { $0.matches(id) } }

    private static func tellsNothing(_ licence: String) -> Bool {
        ["", "NONE", "NOASSERTION", "UNKNOWN"].contains(licence.uppercased())
    }

    private func finding(_ card: RuleCard, _ package: Package, _ licences: [String]) -> Finding {
        let places = package.locations.map { Location(path: $0.path, layer: $0.layer) }
        var finding = Finding(
            id: card.id, kind: .licence, severity: card.severity, severitySource: "drydock",
            title: licences.isEmpty
                ? "\(card.title): \(package.name)" : "\(package.name) is under \(licences.joined(separator: ", "))",
            message: card.why,
            package: PackageReference(
                name: package.name, version: package.version, type: package.type.rawValue, purl: package.purl),
            location: places.first, otherLocations: Array(places.dropFirst()), confidence: card.confidence,
            evidence: licences, fix: Fix(summary: card.repair))
        finding.priority = Priority.of(card.severity, nil, hasFix: false, nil)
        return finding
    }
}

/// A pattern of SPDX ids.
struct LicencePattern: Sendable, Hashable {
    private let pattern: [UInt8]

    init(_ text: String) {
        pattern = Array(text.lowercased().utf8)
    }

    /// Goes back to the last `*` at most once a byte: never more than length times pattern.
    func matches(_ text: String) -> Bool {
        let text = Array(text.lowercased().utf8)
        var (place, position) = (0, 0)
        var star: (position: Int, place: Int)?
        while place < text.count {
            if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
                star = (position, place)
                position += 1
            } else if position < pattern.count,
                pattern[position] == text[place] || pattern[position] == UInt8(ascii: "?")
            {
                position += 1
                place += 1
            } else if let last = star {
                star = (last.position, last.place + 1)
                position = last.position + 1
                place = last.place + 1
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}

/// An SPDX licence expression, as far as it takes to say whether it can be accepted.
/// Source: SPDX specification 2.3, annex D.
struct LicenceExpression: Sendable, Hashable {
    private indirect enum Node: Sendable, Hashable {
        /// With what follows `WITH`.
        case licence(String, exception: String?)
        case all([Node])
        case any([Node])
    }

    private let root: Node

    /// Words that make no expression count as one licence of that name.
    init(_ text: String) {
        var parser = Parser(text)
        root = parser.parse() ?? .licence(text, exception: nil)
    }

    /// Of licences to choose from all must be denied, of licences that hold together one.
    func isDenied(where isDenied: (String) -> Bool) -> Bool { Self.isDenied(root, isDenied) }

    private static func isDenied(_ node: Node, _ isDenied: (String) -> Bool) -> Bool {
        switch node {
        case .licence(let id, let exception):
            isDenied(id) || (exception.map { isDenied("\(id) WITH \($0)") } ?? false)
        case .all(let nodes): nodes.contains { Self.isDenied($0, isDenied) }
        case .any(let nodes): nodes.allSatisfy { Self.isDenied($0, isDenied) }
        }
    }

    private struct Parser {
        private var tokens: [Substring]
        private var position = 0
        private static let deepest = 64

        init(_ text: String) {
            tokens = []
            for word in text.split(whereSeparator: \.isWhitespace) {
                var start = word.startIndex
                for index in word.indices where word[index] == "(" || word[index] == ")" {
                    if start < index { tokens.append(word[start..<index]) }
                    tokens.append(word[index...index])
                    start = word.index(after: index)
                }
                if start < word.endIndex { tokens.append(word[start...]) }
            }
        }

        mutating func parse() -> Node? {
            guard let node = alternatives(0), position == tokens.count else { return nil }
            return node
        }

        private var next: Substring? { position < tokens.count ? tokens[position] : nil }

        private mutating func take(_ word: String) -> Bool {
            guard let next, next.uppercased() == word else { return false }
            position += 1
            return true
        }

        /// `AND` binds closer than `OR`.
        private mutating func alternatives(_ depth: Int) -> Node? {
            guard let first = conjunction(depth) else { return nil }
            var nodes = [first]
            while take("OR") {
                guard let node = conjunction(depth) else { return nil }
                nodes.append(node)
            }
            return nodes.count == 1 ? first : .any(nodes)
        }

        private mutating func conjunction(_ depth: Int) -> Node? {
            guard let first = term(depth) else { return nil }
            var nodes = [first]
            while take("AND") {
                guard let node = term(depth) else { return nil }
                nodes.append(node)
            }
            return nodes.count == 1 ? first : .all(nodes)
        }

        private mutating func term(_ depth: Int) -> Node? {
            guard depth < Self.deepest, let token = next else { return nil }
            if take("(") {
                guard let node = alternatives(depth + 1), take(")") else { return nil }
                return node
            }
            guard token != ")", !["AND", "OR", "WITH"].contains(token.uppercased()) else { return nil }
            position += 1
            guard take("WITH") else { return .licence(String(token), exception: nil) }
            guard let exception = next, exception != "(", exception != ")" else { return nil }
            position += 1
            return .licence(String(token), exception: String(exception))
        }
    }
}
