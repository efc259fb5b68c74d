import Findings
import GoSource

/// What untrusted data can do harm as; a sanitizer clears some of these.
struct HarmKinds: OptionSet, Sendable, Hashable {
    var rawValue: UInt16
    static let sql = HarmKinds(rawValue: 1)
    static let command = HarmKinds(rawValue: 2)
    static let path = HarmKinds(rawValue: 4)
    static let request = HarmKinds(rawValue: 8)
    static let script = HarmKinds(rawValue: 16)
    static let log = HarmKinds(rawValue: 32)
    static let mail = HarmKinds(rawValue: 64)
    static let template = HarmKinds(rawValue: 128)
    static let object = HarmKinds(rawValue: 256)
    static let redirect = HarmKinds(rawValue: 512)
    static let all = HarmKinds(rawValue: 1023)
}

/// A rule that follows data from where it enters to where it does harm.
struct TaintRule: Sendable {
    var card: RuleCard
    var kind: HarmKinds
    /// For data that comes over the network; else for what the user of a program gives (arguments, environment, files).
    var isRemote: Bool
    var examples = Examples(good: [], bad: [])
}

/// Which values of one function a value may hold, and as what each can no longer do harm.
struct Taint: Sendable {
    struct Part: Sendable {
        /// Origins of the function.
        var bits: OriginSet
        var cleared: HarmKinds
    }

    private var first = Part(bits: OriginSet(), cleared: [])
    /// Origins that other kinds are cleared of; most values have none.
    private var others: [Part] = []

    /// More ways of clearing than are kept apart in one value.
    private static let maximumParts = 6

    init() {}
    init(bits: OriginSet) { first.bits = bits }

    var isEmpty: Bool { first.bits.isEmpty }
    /// All origins, however cleared.
    var bits: OriginSet { others.reduce(first.bits) { $0 | $1.bits } }
    var parts: [Part] { isEmpty ? [] : [first] + others }

    mutating func merge(_ other: Taint) {
        if other.isEmpty { return }
        if isEmpty {
            self = other
            return
        }
        add(other.first)
        for part in other.others { add(part) }
    }

    private mutating func add(_ part: Part) {
        if part.cleared == first.cleared {
            first.bits |= part.bits
            return
        }
        if first.cleared.isSubset(of: part.cleared), part.bits.isSubset(of: first.bits) { return }
        for index in others.indices {
            if others[index].cleared == part.cleared {
                others[index].bits |= part.bits
                return
            }
            if others[index].cleared.isSubset(of: part.cleared), part.bits.isSubset(of: others[index].bits) { return }
        }
        if others.count + 1 < Self.maximumParts {
            others.append(part)
        } else {
            first.bits |= part.bits
            first.cleared.formIntersection(part.cleared)
        }
    }

    func clearing(_ kinds: HarmKinds) -> Taint {
        if kinds == .all || isEmpty { return Taint() }
        var result = Taint()
        for part in parts {
            let cleared = part.cleared.union(kinds)
            if cleared == .all { continue }
            if result.isEmpty {
                result.first = Part(bits: part.bits, cleared: cleared)
            } else {
                result.add(Part(bits: part.bits, cleared: cleared))
            }
        }
        return result
    }

    /// What can still do harm of a kind.
    func reaching(_ kind: HarmKinds) -> Taint {
        guard !isEmpty, first.cleared.contains(kind) || !others.isEmpty else { return self }
        var result = Taint()
        for part in parts where !part.cleared.contains(kind) {
            if result.isEmpty { result.first = part } else { result.add(part) }
        }
        return result
    }

    /// Without some origins.
    func without(_ origins: OriginSet) -> Taint { keeping { $0.subtracting(origins) } }

    /// Only some origins.
    func only(_ origins: OriginSet) -> Taint { keeping { $0.intersection(origins) } }

    private func keeping(_ kept: (OriginSet) -> OriginSet) -> Taint {
        var result = Taint()
        for part in parts {
            let part = Part(bits: kept(part.bits), cleared: part.cleared)
            if part.bits.isEmpty { continue }
            if result.isEmpty { result.first = part } else { result.add(part) }
        }
        return result
    }
}

/// What comes out of a function besides its results, numbered like results: what it stores behind its parameters, and
/// what it gives to functions that it gets.
enum TaintOutput {
    private static let firstParameter = 1000
    private static let firstCallback = 2000
    /// Results below this number are results.
    static let first = firstParameter

    /// What is behind parameter `place` after a call (the receiver is 0, if there is one), or in a field of it.
    static func parameter(_ place: Int, _ field: ObjectID = .none) -> Int {
        Int(field.id) << 16 | firstParameter + min(place, 900)
    }

    /// Argument `argument` of the function that is parameter `place`.
    static func callback(_ place: Int, argument: Int) -> Int {
        firstCallback + min(place, 900) * 16 + min(argument, 15)
    }
}

/// Where data of a function comes from.
enum TaintOrigin: Sendable {
    case parameter(Int)
    case source(TaintSource)
    /// A result of a call to a function of the program, or a `TaintOutput` of it.
    case call(Int, result: Int)
    /// A variable of a package, or a field that a method stores request data in: whatever any function puts there.
    case shared(ObjectID)
}

/// A place where data comes in.
struct TaintSource: Sendable {
    var isRemote: Bool
    var step: FlowStep
    /// Its number among all sources of the program, given by the solver.
    var number = 0
}

/// Where data of a function goes.
enum TaintTarget: Sendable {
    /// A result, or a `TaintOutput`.
    case result(Int)
    case shared(ObjectID)
    case sink(Int)
    case argument(call: Int, Int)
}

/// Data of one origin that gets somewhere.
struct TaintFlow: Sendable {
    var origin: Int
    var cleared: HarmKinds
    var target: TaintTarget
}

/// A call of a function that is followed.
struct TaintCall: Sendable {
    var callee: ObjectID
    var step: FlowStep
}

/// A place where data does harm.
struct TaintSinkPlace: Sendable {
    var kind: HarmKinds
    var what: String
    var step: FlowStep
    var location: Location
    var evidence: String
    var function: String
    var suppressions: [Suppression]
}

/// One function as far as data goes.
struct TaintFunction: Sendable {
    var object: ObjectID
    var origins: [TaintOrigin] = []
    var calls: [TaintCall] = []
    var flows: [TaintFlow] = []
    var sinks: [TaintSinkPlace] = []
}

/// The functions of one package.
struct TaintUnit: Sendable {
    var functions: [TaintFunction]
    /// Functions that reached a limit: data may go further in them than was followed.
    var cutShort: [Location] = []
    /// Package and first file. Packages are done in any order; ways are found in this one.
    var order = ""
}

/// A source that reaches a sink.
struct TaintFinding: Sendable {
    var finding: Finding
    var sink: TaintSinkPlace
}
