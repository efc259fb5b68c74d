/// Who calls whom in a program: functions and methods under analysis, literals, and what they call in dependencies.
///
/// Calls through interfaces lead to the interface's method, whose `implementations` are the methods of all types of the
/// program that fit (class hierarchy analysis); `reachable` narrows them to types that reached code makes (rapid type
/// analysis). A function that is mentioned and not called, and a literal, is taken to run where it is mentioned.
public struct CallGraph: Sendable {
    public enum FunctionKind: Sendable, Hashable {
        case function, method, literal
        /// What an interface asks for; it has implementations and no body.
        case interfaceMethod
        /// The initialization of a package's variables.
        case initializer
        /// A function whose source is not there.
        case unknown
    }

    public struct Function: Sendable {
        public var kind: FunctionKind
        /// None for literals and initializers.
        public var object: ObjectID
        /// Number of its package in `GoProgram.allPackages`; none for methods of types without a name.
        public var package: Int?
        /// Index in `PackageInfo.functions`, where it has a body under analysis.
        public var info: Int?
        /// `net/http.Get`; literals `pkg.Outer.func1`.
        public var name: String
        /// The path of its file, and where its name or `func` stands; empty where its source is not under analysis.
        public var path: String
        public var position: SourcePosition
        /// For interface methods the methods that may run.
        public internal(set) var implementations: [Int] = []
    }

    public enum CallKind: UInt8, Sendable, Hashable {
        case call, go, `defer`
        /// The function is mentioned, and may run later; also for literals.
        case reference
    }

    public struct Call: Sendable {
        public var caller: Int
        public var callee: Int
        public var kind: CallKind
        public var position: SourcePosition
        /// Byte of the call in the caller's file.
        public var offset: Int
    }

    /// Why code outside of the program may run a function.
    public enum Entry: Sendable, Hashable {
        case main, initialization, test
        /// Exported by a package that others may import.
        case exported
        /// Takes an HTTP request.
        case handler
    }

    public internal(set) var functions: [Function] = []
    /// In order of their callers, then of their places.
    public internal(set) var calls: [Call] = []
    public internal(set) var entries: [(function: Int, entry: Entry)] = []
    var firstCall: [Int] = []
    var callsByCallee: [Int] = []
    var firstByCallee: [Int] = []
    var byObject: [ObjectID: Int] = [:]
    var byInfo: [UInt64: Int] = [:]
    /// Types that a function makes values of, by function.
    var made: [Int: [GoType]] = [:]

    /// The whole program: checks every package.
    public init(_ program: GoProgram) {
        let builder = CallGraphBuilder(program)
        program.forEachPackage { builder.add($0) }
        self = builder.finish()
    }

    init() {}

    // MARK: Finding

    public func function(_ object: ObjectID) -> Int? { byObject[object] }

    /// A function or literal by its package and its index in `PackageInfo.functions`.
    public func function(package: GoPackage, info: Int) -> Int? {
        byInfo[UInt64(package.index) << 32 | UInt64(info)]
    }

    public func calls(from function: Int) -> ArraySlice<Call> {
        calls[firstCall[function]..<firstCall[function + 1]]
    }

    public func calls(to function: Int) -> [Call] {
        callsByCallee[firstByCallee[function]..<firstByCallee[function + 1]].map { calls[$0] }
    }

    /// What may run for a call: the function itself, or the implementations of an interface's method.
    public func targets(of call: Call) -> [Int] {
        functions[call.callee].kind == .interfaceMethod ? functions[call.callee].implementations : [call.callee]
    }

    // MARK: Reachability

    /// For each function the call by which it is reached first from `roots`: -1 for roots, nil for what is not reached.
    /// Methods run through interfaces only if reached code makes a value of their type.
    public func reached(from roots: [Int], _ program: GoProgram) -> [Int?] {
        var reached = [Int?](repeating: nil, count: functions.count)
        var open: [Int] = []
        var live: Set<GoType> = []
        // Methods that wait for their type to be made: type to method and call.
        var waiting: [GoType: [(function: Int, call: Int)]] = [:]
        func reach(_ function: Int, _ call: Int) {
            guard reached[function] == nil else { return }
            reached[function] = call
            open.append(function)
        }
        func make(_ type: GoType) {
            var types = [type]
            while let next = types.popLast() {
                let origin = program.types.origin(of: program.types.dereferenced(next))
                guard live.insert(origin).inserted else { continue }
                for (function, call) in waiting.removeValue(forKey: origin) ?? [] { reach(function, call) }
                // Fields by value come into being with the struct.
                let base = program.types.underlying(origin)
                for field in program.types.fields(base) { types.append(field.type) }
                if program.types.kind(base) == .array { types.append(program.types.element(base)) }
            }
        }
        for root in roots { reach(root, -1) }
        while let function = open.popLast() {
            for type in made[function] ?? [] { make(type) }
            for index in firstCall[function]..<firstCall[function + 1] {
                let callee = calls[index].callee
                reach(callee, index)
                for method in functions[callee].implementations {
                    let owner = program.owner(of: functions[method].object)
                    if live.contains(owner) {
                        reach(method, index)
                    } else {
                        waiting[owner, default: []].append((method, index))
                    }
                }
            }
        }
        return reached
    }

    /// The calls that lead from a root to `function`, outermost first; nil where it is not reached.
    public func path(to function: Int, in reached: [Int?]) -> [Call]? {
        guard var call = reached[function] else { return nil }
        var path: [Call] = []
        while call >= 0 {
            path.append(calls[call])
            guard let next = reached[calls[call].caller], path.count <= functions.count else { break }
            call = next
        }
        return path.reversed()
    }
}
