import Findings

extension SecretConfiguration {
    /// Reads a configuration file in gitleaks' format: `[extend]`, `[[rules]]`, `[[allowlists]]` and their older
    /// spellings.
    ///
    /// - Throws: `SecretError.configuration` with the line, for text that is no TOML, unknown shapes of values, and patterns
    ///   outside RE2's syntax.
    public init(parsing text: String, path: String) throws(SecretError) {
        var reader = TOMLReader(text, path: path)
        let root = TOMLTable(entries: try reader.document(), path: path, line: 1)
        self.init()
        if let extend = try root.table("extend") {
            usesDefaultRules = try extend.boolean("useDefault") ?? false
            disabledRules = Set(try extend.texts("disabledRules"))
            for name in ["path", "url"] {
                guard try extend.text(name) == nil else {
                    throw extend.fail("extend.\(name) is not supported: join the files")
                }
            }
        } else {
            usesDefaultRules = false
        }
        for table in try root.tables("rules") { try add(rule: table) }
        for list in try root.tables("allowlists") + root.tables("allowlist") {
            let allowList = try SecretAllowList(list)
            let targets = try list.texts("targetRules")
            if targets.isEmpty { allowLists.append(allowList) }
            for target in targets { attach(allowList, to: target) }
        }
        // Rules with the id of one of ours only change that one.
        if rules.isEmpty, try root.tables("rules").isEmpty, !usesDefaultRules { usesDefaultRules = true }
    }

    private mutating func attach(_ list: SecretAllowList, to id: String) {
        var isOwn = false
        for index in rules.indices where rules[index].id == id {
            rules[index].allowLists.append(list)
            isOwn = true
        }
        if !isOwn { addedAllowLists[id, default: []].append(list) }
    }

    private mutating func add(rule table: TOMLTable) throws(SecretError) {
        guard let id = try table.text("id"), !id.isEmpty else { throw table.fail("a rule without id") }
        let lists = try (table.tables("allowlists") + table.tables("allowlist")).map { list throws(SecretError) in
            try SecretAllowList(list)
        }
        let path = try table.text("path")
        if let path { _ = try table.pattern(path, "path") }
        guard let source = try table.text("regex") else {
            guard path == nil else { throw table.fail("rule \(id): rules of paths alone are not supported") }
            for list in lists { addedAllowLists[id, default: []].append(list) }
            return
        }
        let pattern = try table.pattern(source, "regex")
        let group = try table.integer("secretGroup")
        if let group, group < 0 || group > pattern.groupCount {
            throw table.fail("rule \(id): secretGroup \(group), but the regex has \(pattern.groupCount) groups")
        }
        let severity = try table.text("severity").flatMap { Severity(word: $0) } ?? .high
        let title = try table.text("description") ?? id
        var rule = SecretRule(
            card: RuleCard(
                id: id, title: title, severity: severity, why: "A rule of \(table.path) says so.",
                repair: "Take the secret back, make a new one, and hand it over at run time.", maps: [.cwe(798)],
                confidence: .medium),
            shape: .custom(keywords: try table.texts("keywords"), pattern: source),
            entropy: try table.number("entropy") ?? 0, path: path, reach: 6000)
        rule.secretGroup = group.flatMap { $0 > 0 ? $0 : nil }
        rule.allowLists = lists
        // The file's rule takes the place of ours of the same name.
        disabledRules.insert(id)
        rules.append(rule)
    }
}

extension SecretAllowList {
    init(_ table: TOMLTable) throws(SecretError) {
        self.init()
        description = try table.text("description")
        stopWords = try table.texts("stopwords").map { $0.lowercased() }
        commits = Set(try table.texts("commits"))
        for source in try table.texts("paths") { paths.append(try table.pattern(source, "paths")) }
        for source in try table.texts("regexes") { patterns.append(try table.pattern(source, "regexes")) }
        if let target = try table.text("regexTarget") {
            guard let known = Target(rawValue: target) else {
                throw table.fail("regexTarget “\(target)”; known are secret, match and line")
            }
            self.target = known
        }
        switch try table.text("condition")?.lowercased() {
        case nil, "or": needsAll = false
        case "and": needsAll = true
        case let other?: throw table.fail("condition “\(other)”; known are AND and OR")
        }
    }
}

/// A table of a configuration file, read with errors that say where.
struct TOMLTable {
    var entries: [String: TOMLValue]
    var path: String
    var line: Int

    func fail(_ reason: String) -> SecretError { .configuration(path: path, line: line, reason: reason) }

    private func wrong(_ name: String, _ value: TOMLValue, _ wanted: String) -> SecretError {
        .configuration(path: path, line: value.line, reason: "\(name) is \(value.kind), not \(wanted)")
    }

    func text(_ name: String) throws(SecretError) -> String? {
        switch entries[name] {
        case nil: return nil
        case .text(let text, _): return text
        case let other?: throw wrong(name, other, "a string")
        }
    }

    func boolean(_ name: String) throws(SecretError) -> Bool? {
        switch entries[name] {
        case nil: return nil
        case .boolean(let value, _): return value
        case let other?: throw wrong(name, other, "a boolean")
        }
    }

    func integer(_ name: String) throws(SecretError) -> Int? {
        switch entries[name] {
        case nil: return nil
        case .integer(let value, _): return value
        case let other?: throw wrong(name, other, "an integer")
        }
    }

    func number(_ name: String) throws(SecretError) -> Double? {
        switch entries[name] {
        case nil: return nil
        case .integer(let value, _): return Double(value)
        case .decimal(let value, _): return value
        case let other?: throw wrong(name, other, "a number")
        }
    }

    func texts(_ name: String) throws(SecretError) -> [String] {
        switch entries[name] {
        case nil: return []
        case .list(let members, _):
            var texts: [String] = []
            for member in members {
                guard case .text(let text, _) = member else { throw wrong(name, member, "a string") }
                texts.append(text)
            }
            return texts
        case let other?: throw wrong(name, other, "an array")
        }
    }

    func table(_ name: String) throws(SecretError) -> TOMLTable? {
        switch entries[name] {
        case nil: return nil
        case .table(let entries, let line): return TOMLTable(entries: entries, path: path, line: line)
        case let other?: throw wrong(name, other, "a table")
        }
    }

    /// An array of tables, or a single one.
    func tables(_ name: String) throws(SecretError) -> [TOMLTable] {
        switch entries[name] {
        case nil: return []
        case .table(let entries, let line): return [TOMLTable(entries: entries, path: path, line: line)]
        case .list(let members, _):
            var tables: [TOMLTable] = []
            for member in members {
                guard case .table(let entries, let line) = member else { throw wrong(name, member, "a table") }
                tables.append(TOMLTable(entries: entries, path: path, line: line))
            }
            return tables
        case let other?: throw wrong(name, other, "an array of tables")
        }
    }

    func pattern(_ source: String, _ name: String) throws(SecretError) -> Pattern {
        do throws(PatternError) {
            return try Pattern(source)
        } catch {
            throw fail("\(name): \(error.description)")
        }
    }
}
