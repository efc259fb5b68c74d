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

/// Which values of one function a value may hold, and as what it can no longer do harm.
struct Taint: Sendable {
    /// One bit for each origin of the function.
    var bits: UInt128 = 0
    var cleared: HarmKinds = []

    var isEmpty: Bool { bits == 0 }

    mutating func merge(_ other: Taint) {
        if other.isEmpty { return }
        if isEmpty {
            self = other
            return
        }
        bits |= other.bits
        cleared.formIntersection(other.cleared)
    }

    func clearing(_ kinds: HarmKinds) -> Taint {
        kinds == .all ? Taint() : Taint(bits: bits, cleared: cleared.union(kinds))
    }
}

/// Where data of a function comes from.
enum TaintOrigin: Sendable {
    case parameter(Int)
    case source(TaintSource)
    /// A result of a call to a function of the program.
    case call(Int, result: Int)
}

struct TaintSource: Sendable {
    var isRemote: Bool
    var step: FlowStep
}

/// Where data of a function goes.
enum TaintTarget: Sendable {
    case result(Int)
    case sink(Int)
    case argument(call: Int, Int)
}

struct TaintFlow: Sendable {
    var origin: Int
    var cleared: HarmKinds
    var target: TaintTarget
}

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
}

struct TaintFinding: Sendable {
    var finding: Finding
    var sink: TaintSinkPlace
}
