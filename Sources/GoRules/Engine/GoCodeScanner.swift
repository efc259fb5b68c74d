import Findings
import GoSource
import Synchronization

/// How Go source is scanned for mistakes.
public struct GoCodeOptions: Sendable {
    public var rules: RuleSelection
    /// System, architecture and tags that build constraints are judged by.
    public var context: BuildContext
    /// Findings in `_test.go` files are reported.
    public var includesTests: Bool
    /// Findings in generated files are reported.
    public var includesGenerated: Bool
    /// Folders that `go build ./...` passes over are read as well.
    public var includesIgnoredFolders: Bool
    /// A suppression without a reason suppresses nothing.
    public var requiresReasons: Bool
    public var moduleCache: String?
    public var goPath: String?
    public var goRoot: String?
    public var threads: Int?

    public init(
        rules: RuleSelection = RuleSelection(), context: BuildContext = BuildContext(), includesTests: Bool = false,
        includesGenerated: Bool = false, includesIgnoredFolders: Bool = false, requiresReasons: Bool = false,
        moduleCache: String? = nil, goPath: String? = nil, goRoot: String? = nil, threads: Int? = nil
    ) {
        self.rules = rules
        self.context = context
        self.includesTests = includesTests
        self.includesGenerated = includesGenerated
        self.includesIgnoredFolders = includesIgnoredFolders
        self.requiresReasons = requiresReasons
        self.moduleCache = moduleCache
        self.goPath = goPath
        self.goRoot = goRoot
        self.threads = threads
    }

    var loading: LoadOptions {
        LoadOptions(
            context: context, includesTests: includesTests, includesIgnoredFolders: includesIgnoredFolders,
            moduleCache: moduleCache, goPath: goPath, goRoot: goRoot, threads: threads)
    }
}

/// What a scan of Go source says.
public struct GoScanResult: Sendable, Equatable {
    /// In order of path, line, column and rule.
    public var findings: [Finding]
    public var suppressed: [SuppressedFinding]
    public var notes: [ScanNote]
    /// `go.packages`, `go.files`, `go.lines`, `go.bytes`.
    public var statistics: [String: Int]
}

/// A folder that cannot be scanned.
public struct GoScanError: Error, Sendable, CustomStringConvertible {
    public var description: String
}

/// Finds mistakes in Go source, without a Go toolchain.
public struct GoCodeScanner: Sendable {
    public let options: GoCodeOptions
    private let rules: [any GoRule.Type]
    private let taintRules: [TaintRule]

    public init(_ options: GoCodeOptions = GoCodeOptions()) {
        self.options = options
        rules = AllGoRules.rules.filter { options.rules.includes($0.card) }
        taintRules = TaintRules.all.filter { options.rules.includes($0.card) }
    }

    /// Scans all Go packages below a folder of the disk, or gives what the cache has for it.
    public func scan(folder: String, cache: GoScanCache) throws(GoScanError) -> GoScanResult {
        guard cache.isWorthwhile(folder) else { return try scan(folder: folder) }
        let files = DiskFiles()
        let chosen = rules.map { $0.card.id } + taintRules.map { $0.card.id }
        let key = cache.key(files.absolute(folder), options, rules: chosen)
        if let known = cache.load(key, folder, files) { return known }
        let log = ReadingLog(files)
        let result = try scan(folder: folder, files: log)
        cache.store(result, key, folder, log)
        return result
    }

    /// Scans all Go packages below a folder.
    public func scan(folder: String, files: any FileTree = DiskFiles()) throws(GoScanError) -> GoScanResult {
        let program = GoProgram(load: folder, files: files, options: options.loading)
        guard !program.packages.isEmpty || !files.entries(of: folder).isEmpty else {
            throw GoScanError(description: "\(folder): no such folder, or nothing in it can be read")
        }
        return scan(program)
    }

    /// Scans Go files in memory, by their names.
    public func scan(files: [String: String]) -> GoScanResult {
        scan(GoProgram(sources: files, options: options.loading))
    }

    private final class Shared: Sendable {
        struct State {
            var entries: [Judged] = []
            var statistics: [String: Int] = [:]
            var notes: [ScanNote] = []
            var units: [TaintUnit] = []
        }
        let state = Mutex(State())
    }

    /// A finding with what the order and suppressions need of it.
    struct Judged: Sendable {
        var finding: Finding
        var suppression: (reason: String?, marker: String)?
    }

    public func scan(_ program: GoProgram) -> GoScanResult {
        let shared = Shared()
        let rules = rules
        let taintRules = taintRules
        let options = options
        program.forEachPackage { info in
            Self.scan(info, rules, taintRules, options, into: shared)
        }
        let units = shared.state.withLock { state in
            let units = state.units
            state.units = []
            return units.sorted { $0.order < $1.order }
        }
        if !units.isEmpty {
            let found = TaintSolver.solve(
                units, program, taintRules,
                reach: options.rules.profile == .standard ? TaintSolver.usualSteps : .max)
            shared.state.withLock { state in
                state.entries += found.compactMap { Self.judge($0, options) }
            }
        }
        return shared.state.withLock { state in
            var result = GoScanResult(
                findings: [], suppressed: [],
                notes: state.notes.sorted {
                    ($0.location?.path ?? "", $0.location?.line ?? 0) < (
                        $1.location?.path ?? "", $1.location?.line ?? 0
                    )
                },
                statistics: state.statistics)
            var seen: Set<Key> = []
            for entry in state.entries.sorted(by: Self.isBefore) {
                // A file can be part of several packages (tests).
                guard seen.insert(Key(entry.finding)).inserted else { continue }
                if let suppression = entry.suppression {
                    result.suppressed.append(
                        SuppressedFinding(
                            finding: entry.finding, cause: "ignored",
                            reason: suppression.reason ?? suppression.marker))
                } else {
                    result.findings.append(entry.finding)
                }
            }
            result.statistics["go.packages"] = program.packages.count
            if !program.missingImports.isEmpty {
                result.statistics["go.missingImports"] = program.missingImports.count
            }
            return result
        }
    }

    private struct Key: Hashable {
        var id: String
        var location: Location?
        init(_ finding: Finding) {
            id = finding.id
            location = finding.location
        }
    }

    private static func isBefore(_ left: Judged, _ right: Judged) -> Bool {
        let first = left.finding
        let second = right.finding
        let leftKey = (first.location?.path ?? "", first.location?.line ?? 0, first.location?.column ?? 0)
        let rightKey = (second.location?.path ?? "", second.location?.line ?? 0, second.location?.column ?? 0)
        return leftKey == rightKey ? first.id < second.id : leftKey < rightKey
    }

    private static func scan(
        _ info: PackageInfo, _ rules: [any GoRule.Type], _ taintRules: [TaintRule], _ options: GoCodeOptions,
        into shared: Shared
    ) {
        let reported = info.files.map { file in
            (options.includesTests || !file.tree.path.hasSuffix("_test.go"))
                && (options.includesGenerated || !isGenerated(file.tree))
        }
        var lines = 0
        var bytes = 0
        for file in info.files {
            lines += file.tree.lineCount
            bytes += file.tree.source.count
        }
        let code = GoCode(info, reported: reported)
        let report = GoReport(code)
        for rule in rules {
            report.card = rule.card
            rule.check(code, report)
        }
        var judged: [Judged] = []
        var knownSuppressions: [Int: [Suppression]] = [:]
        func suppressions(of file: FileInfo) -> [Suppression] {
            if let known = knownSuppressions[file.index] { return known }
            let all = Suppression.all(in: file.tree)
            knownSuppressions[file.index] = all
            return all
        }
        for entry in report.entries {
            let finding = finding(entry, code)
            judged.append(judge(finding, entry.file.tree, entry.range, suppressions(of: entry.file), options))
        }
        for file in info.files where reported[file.index] && !file.tree.errors.isEmpty {
            if let finding = syntaxFinding(file.tree), options.rules.includes(SyntaxErrors.card) {
                judged.append(Judged(finding: finding))
            }
        }
        var unit: TaintUnit?
        if !taintRules.isEmpty {
            unit = TaintBuilder.unit(of: code, taintRules, suppressions: suppressions(of:))
            unit?.order = info.package.path + "\n" + (info.files.first?.tree.path ?? "")
        }
        let made = (judged, unit)
        let count = info.files.count
        let (lineCount, byteCount) = (lines, bytes)
        shared.state.withLock { state in
            state.entries += made.0
            if let unit = made.1 {
                state.units.append(unit)
                state.notes += unit.cutShort.map {
                    ScanNote(
                        "data is followed only in part in this function: it is too large", makesPartial: true,
                        location: $0)
                }
            }
            state.statistics["go.files", default: 0] += count
            state.statistics["go.lines", default: 0] += lineCount
            state.statistics["go.bytes", default: 0] += byteCount
        }
    }

    /// `// Code generated … DO NOT EDIT.` before the package clause (https://go.dev/s/generatedcode).
    static func isGenerated(_ file: GoFile) -> Bool {
        let clause = file.packageClause.isNone ? file.source.count : file.range(of: file.packageClause).lowerBound
        for comment in file.comments {
            guard Int(comment.start) < clause else { return false }
            guard comment.end - comment.start > 30, comment.end - comment.start < 400 else { continue }
            let text = file.text(of: comment)
            if text.hasPrefix("// Code generated ") && text.hasSuffix("DO NOT EDIT.") { return true }
        }
        return false
    }

    // MARK: Findings

    static func location(_ file: GoFile, _ range: Range<Int>) -> Location {
        let start = file.position(ofOffset: UInt32(range.lowerBound))
        return Location(
            path: file.path, line: start.line, column: column(file, range.lowerBound, start),
            endLine: file.position(ofOffset: UInt32(range.upperBound)).line)
    }

    /// Scalars, where Go counts bytes.
    private static func column(_ file: GoFile, _ offset: Int, _ position: SourcePosition) -> Int {
        var column = 1
        for at in (offset - position.column + 1)..<offset where file.source[at] & 0xC0 != 0x80 { column += 1 }
        return column
    }

    static func line(_ file: GoFile, _ offset: Int) -> String {
        let line = file.position(ofOffset: UInt32(offset)).line
        let text = file.source.string(file.lineRange(line)).trimmingSpaces
        return text.utf8.count > 240 ? String(text.prefix(240)) + "…" : text
    }

    private static func finding(_ entry: GoReport.Entry, _ code: GoCode) -> Finding {
        finding(
            entry.card, entry.file.tree, entry.range, entry.message,
            function: code.functionName(around: entry.node, in: entry.file), severity: entry.severity,
            confidence: entry.confidence, fix: entry.fix, flow: entry.flow)
    }

    static func finding(
        _ card: RuleCard, _ file: GoFile, _ range: Range<Int>, _ message: String, function: String,
        severity: Severity? = nil, confidence: Confidence? = nil, fix: Fix? = nil, flow: [FlowStep] = []
    ) -> Finding {
        let line = line(file, range.lowerBound)
        var digest = ContentDigest()
        digest.add(field: card.id)
        digest.add(field: file.path)
        digest.add(field: function)
        digest.add(field: line.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        return Finding(
            id: card.id, aliases: card.aliases, kind: .code, severity: severity ?? card.severity,
            severitySource: "drydock", title: card.title, message: message, location: location(file, range),
            confidence: confidence ?? card.confidence, evidence: [line], flow: flow,
            fix: fix ?? Fix(summary: card.repair), cwe: card.cwe, references: card.references,
            fingerprint: String(digest.hexadecimal().prefix(32)))
    }

    private static func syntaxFinding(_ file: GoFile) -> Finding? {
        guard let error = file.errors.first else { return nil }
        let more = file.errors.count > 1 ? " (and \(file.errors.count - 1) more)" : ""
        let offset = min(Int(error.offset), file.source.count)
        return finding(
            SyntaxErrors.card, file, offset..<offset, "\(error.message)\(more); the rest of the file was read",
            function: "")
    }

    static func judge(
        _ finding: Finding, _ file: GoFile, _ range: Range<Int>, _ suppressions: [Suppression],
        _ options: GoCodeOptions
    ) -> Judged {
        guard !suppressions.isEmpty else { return Judged(finding: finding) }
        let first = file.position(ofOffset: UInt32(range.lowerBound)).line
        let last = max(first, file.position(ofOffset: UInt32(range.upperBound)).line)
        for suppression in suppressions where suppression.names(finding) && suppression.covers(first...last) {
            if options.requiresReasons, suppression.reason == nil { continue }
            return Judged(finding: finding, suppression: (suppression.reason, suppression.marker))
        }
        return Judged(finding: finding)
    }

    private static func judge(_ found: TaintFinding, _ options: GoCodeOptions) -> Judged? {
        for suppression in found.sink.suppressions where suppression.names(found.finding) {
            if options.requiresReasons, suppression.reason == nil { continue }
            return Judged(finding: found.finding, suppression: (suppression.reason, suppression.marker))
        }
        return Judged(finding: found.finding)
    }
}
