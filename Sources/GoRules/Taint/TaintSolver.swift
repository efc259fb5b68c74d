import Findings
import GoSource

/// Follows data through the functions of a program: what each does with its parameters is summed up, until nothing new
/// comes; then every source that reaches a sink is a finding.
struct TaintSolver {
    /// A source, or a parameter of the function at hand, with the way from there.
    private struct Base {
        /// A parameter's place; below zero the number of a source.
        var key: Int
        var cleared: HarmKinds
        var steps: [FlowStep]

        init(parameter: Int) {
            key = parameter
            cleared = []
            steps = []
        }

        init(source: Int, cleared: HarmKinds, steps: [FlowStep]) {
            key = -source
            self.cleared = cleared
            self.steps = steps
        }

        var parameter: Int? { key < 0 ? nil : key }
        func isSame(as other: Base) -> Bool { key == other.key }
    }

    /// What a function does with a parameter, or what it gives by itself.
    private struct Summary {
        var results: [Int: [Base]] = [:]
        var sinks: [Int: [Reached]] = [:]
    }

    /// Where a parameter goes: a sink of some function, or a variable that others share.
    private struct Reached {
        var goal: Goal
        var cleared: HarmKinds
        var steps: [FlowStep]
    }

    private enum Goal: Hashable {
        case sink(function: Int, Int)
        case shared(ObjectID)
    }

    private static let maximumRounds = 10
    private static let maximumChain = 6
    private static let maximumBases = 24
    private static let maximumReached = 24
    private static let maximumSteps = 14
    /// More types that implement an interface than calls through it are followed to.
    private static let maximumImplementations = 4
    /// Parameters of methods whose implementation is not known.
    private static let maximumThroughput = 8

    private let functions: [TaintFunction]
    /// What may run for a callee: itself, or what implements it. A list that is empty: nothing of that is known here, and
    /// data goes through.
    private let callees: [ObjectID: [Int]]
    private let throughput: Set<ObjectID>
    private var summaries: [Summary]
    /// What functions store in shared variables.
    private var shared: [ObjectID: [Base]] = [:]
    private var changedVariables: Set<ObjectID> = []
    /// By number, from 1.
    private let sources: [TaintSource]
    private var found: [(function: Int, sink: Int, source: TaintSource, steps: [FlowStep])] = []
    private var seen: Set<Key> = []

    private struct Key: Hashable {
        var function: Int
        var sink: Int
        var isRemote: Bool
    }

    /// Steps of a way that is reported by default: what goes through more hands is mixed with so much else that little
    /// is known of it.
    static let usualSteps = 7

    /// Findings whose way has no more than `reach` steps.
    static func solve(
        _ units: [TaintUnit], _ program: GoProgram, _ rules: [TaintRule], reach: Int = .max
    ) -> [TaintFinding] {
        var solver = TaintSolver(units.flatMap(\.functions), program)
        solver.run()
        solver.found.removeAll { $0.steps.count >= reach }
        return solver.findings(rules)
    }

    private init(_ functions: [TaintFunction], _ program: GoProgram) {
        var functions = functions
        var sources: [TaintSource] = []
        for index in functions.indices {
            for place in functions[index].origins.indices {
                guard case .source(var source) = functions[index].origins[place] else { continue }
                source.number = sources.count + 1
                sources.append(source)
                functions[index].origins[place] = .source(source)
            }
        }
        self.functions = functions
        self.sources = sources
        var byObject: [ObjectID: Int] = [:]
        for (index, function) in functions.enumerated() where !function.object.isNone && !function.object.isLocal {
            byObject[function.object] = index
        }
        var callees = byObject.mapValues { [$0] }
        var throughput: Set<ObjectID> = []
        var methods: MethodIndex?
        for function in functions {
            for call in function.calls
            where callees[call.callee] == nil && program.kind(of: call.callee) == .interfaceMethod {
                let index = methods ?? MethodIndex(program)
                methods = index
                let found = index.implementations(of: call.callee)
                let isKnown = !found.isEmpty && found.allSatisfy { program.package(of: $0)?.origin == .target }
                if !isKnown { throughput.insert(call.callee) }
                // What everything implements says little about any of it.
                callees[call.callee] =
                    found.count > Self.maximumImplementations ? [] : found.compactMap { byObject[$0] }.sorted()
            }
        }
        self.callees = callees
        self.throughput = throughput
        summaries = [Summary](repeating: Summary(), count: functions.count)
    }

    private mutating func run() {
        var callers: [[Int]] = [[Int]](repeating: [], count: functions.count)
        var readers: [ObjectID: [Int]] = [:]
        for (index, function) in functions.enumerated() {
            for call in function.calls {
                for callee in callees[call.callee] ?? [] where callers[callee].last != index {
                    callers[callee].append(index)
                }
            }
            for case .shared(let object) in function.origins { readers[object, default: []].append(index) }
        }
        var open = Array(functions.indices)
        for _ in 0..<Self.maximumRounds where !open.isEmpty {
            var next: Set<Int> = []
            for index in open where update(index) { next.formUnion(callers[index]) }
            for object in changedVariables { next.formUnion(readers[object] ?? []) }
            changedVariables = []
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
                    let reached = Reached(goal: .sink(function: index, sink), cleared: [], steps: [])
                    if add(base, reached, nil, &summary) { isChanged = true }
                }
            case .shared(let object):
                for base in bases {
                    let reached = Reached(goal: .shared(object), cleared: [], steps: [])
                    if add(base, reached, nil, &summary) { isChanged = true }
                }
            case .argument(let call, let place):
                for callee in callees[function.calls[call].callee] ?? [] {
                    let known = callee == index ? summary.sinks[place] : summaries[callee].sinks[place]
                    for target in known ?? [] {
                        for base in bases where canHarm(base.cleared.union(target.cleared), target.goal) {
                            if add(base, target, function.calls[call].step, &summary) { isChanged = true }
                        }
                    }
                }
            }
        }
        summaries[index] = summary
        return isChanged
    }

    private func canHarm(_ cleared: HarmKinds, _ goal: Goal) -> Bool {
        guard case .sink(let function, let sink) = goal else { return cleared != .all }
        return !cleared.contains(functions[function].sinks[sink].kind)
    }

    /// Adds that data reaches a goal, through a call if there is a step; whether that is new for callers.
    private mutating func add(
        _ base: Base, _ reached: Reached, _ step: FlowStep?, _ summary: inout Summary
    ) -> Bool {
        func steps() -> [FlowStep] {
            var steps = base.steps
            if let step { steps.append(step) }
            return steps + reached.steps
        }
        let cleared = base.cleared.union(reached.cleared)
        guard let parameter = base.parameter else {
            let source = sources[-base.key - 1]
            switch reached.goal {
            case .sink(let function, let sink):
                let key = Key(function: function, sink: sink, isRemote: source.isRemote)
                if seen.insert(key).inserted { found.append((function, sink, source, steps())) }
            case .shared(let object):
                var list = shared[object] ?? []
                let isKnown = list.contains {
                    $0.isSame(as: base) && $0.cleared.isSubset(of: cleared)
                }
                if isKnown || list.count >= Self.maximumBases { return false }
                list.append(
                    Base(source: source.number, cleared: cleared, steps: Array(steps().prefix(Self.maximumSteps))))
                shared[object] = list
                changedVariables.insert(object)
            }
            return false
        }
        let list = summary.sinks[parameter] ?? []
        let isKnown = list.contains { $0.goal == reached.goal && $0.cleared.isSubset(of: cleared) }
        if isKnown || list.count >= Self.maximumReached { return false }
        summary.sinks[parameter, default: []].append(
            Reached(goal: reached.goal, cleared: cleared, steps: Array(steps().prefix(Self.maximumSteps))))
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
            case .parameter(let parameter): known[index] = [Base(parameter: parameter)]
            case .source(let source):
                known[index] = [Base(source: source.number, cleared: [], steps: [source.step])]
            case .shared(let object):
                known[index] = shared[object] ?? []
            case .call(let call, let result):
                let callee = function.calls[call].callee
                var given: [Base] = []
                for function in callees[callee] ?? [] {
                    given += (summaries[function].results[result] ?? []).prefix(Self.maximumBases)
                }
                // Who implements it is not here: what goes in comes out.
                if given.isEmpty, throughput.contains(callee), result < TaintOutput.first {
                    for place in 0..<Self.maximumThroughput where arguments[call << 10 | place] != nil {
                        given.append(Base(parameter: place))
                    }
                }
                if !given.isEmpty { calls.append((index, call, given)) }
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
        let cleared = base.cleared.union(cleared)
        if cleared == .all { return false }
        if list.contains(where: { $0.isSame(as: base) && $0.cleared.isSubset(of: cleared) }) { return false }
        var base = base
        base.cleared = cleared
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
