import Findings
import GoSource

/// Reads the functions of one package as far as data goes: statements in order, branches apart and then together, loops
/// twice. Literals are read where they stand, and again where the variable that holds them is called.
struct TaintBuilder {
    let code: GoCode
    /// The parameters of the function that is read.
    var parameters: [ObjectID: Parameter] = [:]
    /// Origins that are sources.
    var sourceBits = OriginSet()
    /// Parameters that something is stored behind.
    var written: Set<ObjectID> = []
    let suppressions: (FileInfo) -> [Suppression]
    var file: FileInfo
    var function: TaintFunction
    var functionName = ""
    var origins: [OriginKey: Int] = [:]
    var sinkIndexes: [SinkKey: Int] = [:]
    var flowKeys: Set<FlowKey> = []
    var resultCount = 0
    var resultObjects: [ObjectID] = []
    var literals: [ObjectID: Node] = [:]
    /// Results of the literal being read; nil in the function itself.
    var literalResult: Taint?
    /// Its results that have names.
    var literalResultObjects: [ObjectID] = []
    var exits = TaintExits()
    /// What holds where a goto jumps from, by label.
    var jumps: [String: TaintEnvironment] = [:]
    var callIndexes: [Node: Int] = [:]
    var depth = 0
    var loopDepth = 0
    /// Literals that are being read: one that calls itself is not read again.
    var activeLiterals: Set<Node> = []
    /// How many more times literals are read in this function.
    var literalBudget = 200
    /// More origins than one function may have: data of the rest is not followed.
    var isCutShort = false
    /// Statements and expressions that are still looked at: no function takes longer than this, whatever it holds.
    var budget = 400_000

    enum OriginKey: Hashable {
        case parameter(Int)
        case source(Int, Int)
        case call(Int, Int)
        case shared(ObjectID)
    }

    struct Parameter {
        var place: Int
        /// The origin that it is.
        var own: OriginSet
        /// Own, and the source that its type makes it.
        var given: OriginSet
        /// The caller sees what is stored behind it.
        var isShared: Bool
    }

    struct SinkKey: Hashable {
        var file: Int
        var start: Int
        var kind: UInt16
    }

    struct FlowKey: Hashable {
        var origin: Int
        var cleared: UInt16
        var target: Int
        var first: Int
        var second: Int
    }

    static let maximumOrigins = OriginSet.capacity
    /// Deeper nesting of statements than people write.
    static let maximumDepth = 200

    static func unit(
        of code: GoCode, _ rules: [TaintRule], suppressions: @escaping (FileInfo) -> [Suppression]
    ) -> TaintUnit? {
        var functions: [TaintFunction] = []
        var cutShort: [Location] = []
        for info in code.info.functions where info.parent == nil {
            let file = code.files[info.file]
            guard code.isReported(file) else { continue }
            var builder = TaintBuilder(code, file, info, suppressions)
            builder.read(info)
            if builder.isCutShort || builder.budget <= 0 || builder.literalBudget <= 0 {
                cutShort.append(location(of: info, in: file))
            }
            if !builder.function.flows.isEmpty { functions.append(builder.function) }
        }
        return functions.isEmpty && cutShort.isEmpty
            ? nil : TaintUnit(functions: functions, cutShort: cutShort)
    }

    private static func location(of info: FunctionInfo, in file: FileInfo) -> Location {
        let line = file.tree.position(of: info.body).line
        return Location(path: file.tree.path, line: line)
    }

    private init(
        _ code: GoCode, _ file: FileInfo, _ info: FunctionInfo, _ suppressions: @escaping (FileInfo) -> [Suppression]
    ) {
        self.code = code
        self.file = file
        self.suppressions = suppressions
        function = TaintFunction(object: info.object)
    }

    mutating func read(_ info: FunctionInfo) {
        var environment = TaintEnvironment()
        functionName = info.object.isNone ? "" : code.qualifiedName(info.object)
        var place = 0
        let isMethod = code.info.kind(of: info.object) == .method
        if isMethod {
            // The methods of a request are net/http's own; what calls them is where data comes in.
            bind(info.receiver, 0, info, &environment, isReceiver: true)
            place = 1
        }
        for parameter in info.parameters {
            bind(parameter, place, info, &environment)
            place += 1
        }
        resultCount = code.types.results(info.signature).count
        resultObjects = info.results
        for object in resultObjects where !object.isNone { environment[object] = Taint() }
        execute(info.body, &environment)
        leave(environment)
    }
}
