import Findings
import GoSource

/// Follows data through the functions of a program: what each does with its parameters is summed up, until nothing new
/// comes; then every source that reaches a sink is a finding.
struct TaintSolver {
    /// A source, or a parameter of the function at hand, with the way from there.
    private struct Base {
        var parameter: Int?
        var source: TaintSource?
        var cleared: HarmKinds
        var steps: [FlowStep]

        init(parameter: Int? = nil, source: TaintSource? = nil, cleared: HarmKinds, steps: [FlowStep]) {
            self.parameter = parameter
            self.source = source
            self.cleared = cleared
            self.steps = steps
        }

        func isSame(as other: Base) -> Bool {
            if let parameter { return parameter == other.parameter }
            guard let first = source?.step.location, let second = other.source?.step.location else { return false }
            return first.line == second.line && first.column == second.column && first.path == second.path
        }
    }

    /// What a function does with a parameter, or what it gives by itself.
    private struct Summary {
        var results: [Int: [Base]] = [:]
        var sinks: [Int: [Reached]] = [:]
    }

    private struct Reached {
        var function: Int
        var sink: Int
        var cleared: HarmKinds
        var steps: [FlowStep]
    }

    private static let maximumRounds = 10
    private static let maximumChain = 6
    private static let maximumBases = 24
    private static let maximumReached = 24
    private static let maximumSteps = 14

    private let functions: [TaintFunction]
    private let byObject: [ObjectID: Int]
    private var summaries: [Summary]
    private var found: [(function: Int, sink: Int, source: TaintSource, steps: [FlowStep])] = []
    private var seen: Set<Key> = []

    private struct Key: Hashable {
        var function: Int
        var sink: Int
        var isRemote: Bool
    }

    static func solve(_ units: [TaintUnit], _ program: GoProgram, _ rules: [TaintRule]) -> [TaintFinding] {
        var solver = TaintSolver(units.flatMap(\.functions))
        solver.run()
        return solver.findings(rules)
    }

    private init(_ functions: [TaintFunction]) {
        self.functions = functions
        var table: [ObjectID: Int] = [:]
        for (index, function) in functions.enumerated() where !function.object.isNone && !function.object.isLocal {
            table[function.object] = index
        }
        byObject = table
        summaries = [Summary](repeating: Summary(), count: functions.count)
    }

    private mutating func run() {
        var callers: [[Int]] = [[Int]](repeating: [], count: functions.count)
        for (index, function) in functions.enumerated() {
            for call in function.calls {
                if let callee = byObject[call.callee], callers[callee].last != index { callers[callee].append(index) }
            }
        }
        var open = Array(functions.indices)
        for _ in 0..<Self.maximumRounds where !open.isEmpty {
            var next: Set<Int> = []
            for index in open where update(index) { next.formUnion(callers[index]) }
            open = next.sorted()
        }
    }

    /// Sums a function up again; whether something came to it.
    private mutating func update(_ index: Int) -> Bool {
        let function = functions[index]
        guard !function.flows.isEmpty else { return false }
        var summary = summaries[index]
        var isChanged = false
        let known = bases(of: function)
        for flow in function.flows {
            var bases = known[flow.origin]
            guard !bases.isEmpty else { continue }
            if !flow.cleared.isEmpty { for index in bases.indices { bases[index].cleared.formUnion(flow.cleared) } }
            switch flow.target {
            case .result(let result):
                for base in bases {
                    var list = summary.results[result] ?? []
                    let isKnown = list.contains { $0.isSame(as: base) && $0.cleared.isSubset(of: base.cleared) }
                    if isKnown || list.count >= Self.maximumBases { continue }
                    list.append(base)
                    summary.results[result] = list
                    isChanged = true
                }
            case .sink(let sink):
                for base in bases where !base.cleared.contains(function.sinks[sink].kind) {
                    if add(base, Reached(function: index, sink: sink, cleared: [], steps: []), &summary) {
                        isChanged = true
                    }
                }
            case .argument(let call, let place):
                guard let callee = byObject[function.calls[call].callee] else { continue }
                let reached = callee == index ? summary.sinks[place] : summaries[callee].sinks[place]
                guard let reached else { continue }
                for target in reached {
                    let kind = functions[target.function].sinks[target.sink].kind
                    for base in bases where !base.cleared.union(target.cleared).contains(kind) {
                        var way = target
                        way.steps = Array(([function.calls[call].step] + target.steps).prefix(Self.maximumSteps))
                        if add(base, way, &summary) { isChanged = true }
                    }
                }
            }
        }
        summaries[index] = summary
        return isChanged
    }

    private mutating func add(_ base: Base, _ reached: Reached, _ summary: inout Summary) -> Bool {
        if let source = base.source {
            let key = Key(function: reached.function, sink: reached.sink, isRemote: source.isRemote)
            if seen.insert(key).inserted {
                found.append((reached.function, reached.sink, source, base.steps + reached.steps))
            }
            return false
        }
        guard let parameter = base.parameter else { return false }
        var list = summary.sinks[parameter] ?? []
        let cleared = base.cleared.union(reached.cleared)
        let isKnown = list.contains { known in
            known.function == reached.function && known.sink == reached.sink && known.cleared.isSubset(of: cleared)
        }
        if isKnown || list.count >= Self.maximumReached { return false }
        list.append(
            Reached(
                function: reached.function, sink: reached.sink, cleared: cleared,
                steps: Array((base.steps + reached.steps).prefix(Self.maximumSteps))))
        summary.sinks[parameter] = list
        return true
    }

    /// For each origin of a function the parameters and sources that it comes from, with what callees are known to do.
    private func bases(of function: TaintFunction) -> [[Base]] {
        var known = [[Base]](repeating: [], count: function.origins.count)
        var arguments: [Int: [TaintFlow]] = [:]
        for flow in function.flows {
            if case .argument(let call, let place) = flow.target {
                arguments[call << 10 | place, default: []].append(flow)
            }
        }
        var calls: [(origin: Int, call: Int, given: [Base])] = []
        for (index, origin) in function.origins.enumerated() {
            switch origin {
            case .parameter(let parameter): known[index] = [Base(parameter: parameter, cleared: [], steps: [])]
            case .source(let source): known[index] = [Base(source: source, cleared: [], steps: [source.step])]
            case .call(let call, let result):
                guard let callee = byObject[function.calls[call].callee], let given = summaries[callee].results[result]
                else { continue }
                calls.append((index, call, given))
            }
        }
        // Results of calls go into further calls: as often as such chains are long.
        for _ in 0..<Self.maximumChain where !calls.isEmpty {
            var isChanged = false
            for (origin, call, given) in calls {
                for base in given {
                    guard let parameter = base.parameter else {
                        isChanged = add(base, function.calls[call].step, [], to: &known[origin]) || isChanged
                        continue
                    }
                    for flow in arguments[call << 10 | parameter] ?? [] where flow.origin != origin {
                        for inner in known[flow.origin] {
                            let cleared = flow.cleared.union(base.cleared)
                            isChanged = add(inner, function.calls[call].step, cleared, to: &known[origin]) || isChanged
                        }
                    }
                }
            }
            if !isChanged { break }
        }
        return known
    }

    private func add(_ base: Base, _ step: FlowStep, _ cleared: HarmKinds, to list: inout [Base]) -> Bool {
        guard list.count < Self.maximumBases else { return false }
        var base = base
        base.cleared.formUnion(cleared)
        if list.contains(where: { $0.isSame(as: base) && $0.cleared.isSubset(of: base.cleared) }) { return false }
        if base.steps.count < Self.maximumSteps { base.steps.append(step) }
        list.append(base)
        return true
    }

    private func findings(_ rules: [TaintRule]) -> [TaintFinding] {
        var result: [TaintFinding] = []
        let remote = Set(
            found.filter(\.source.isRemote).map { Key(function: $0.function, sink: $0.sink, isRemote: true) })
        for (function, index, source, steps) in found {
            // Data over the network is the worse; one finding a place.
            if !source.isRemote, remote.contains(Key(function: function, sink: index, isRemote: true)) { continue }
            let sink = functions[function].sinks[index]
            guard let rule = rules.first(where: { $0.kind == sink.kind && $0.isRemote == source.isRemote }) else {
                continue
            }
            let card = rule.card
            var digest = ContentDigest()
            for field in [card.id, sink.location.path, sink.function, sink.evidence] { digest.add(field: field) }
            let where_ = source.step.location
            let finding = Finding(
                id: card.id, aliases: card.aliases, kind: .code, severity: card.severity, severitySource: "drydock",
                title: card.title,
                message: "\(source.step.note) (\(where_.path):\(where_.line ?? 0)) reaches \(sink.what)",
                location: sink.location, confidence: card.confidence, evidence: [sink.evidence],
                flow: steps + [sink.step], fix: Fix(summary: card.repair), cwe: card.cwe, references: card.references,
                fingerprint: String(digest.hexadecimal().prefix(32)))
            result.append(TaintFinding(finding: finding, sink: sink))
        }
        return result
    }
}
