import Synchronization

/// Collects the calls of packages as they are checked, on any thread, and makes a graph of them.
public final class CallGraphBuilder: Sendable {
    struct PackageCalls: Sendable {
        var package: Int
        var functions: [CallGraph.Function] = []
        /// The caller is an index in `functions`; literals as callees too, everything else by its object.
        var calls:
            [(caller: Int, object: ObjectID, literal: Int, kind: CallGraph.CallKind, offset: Int, SourcePosition)] = []
        var made: [Int: Set<GoType>] = [:]
        var entries: [(Int, CallGraph.Entry)] = []
    }

    private let program: GoProgram
    private let collected = Mutex<[PackageCalls]>([])

    public init(_ program: GoProgram) { self.program = program }

    /// Takes what the graph needs of a package.
    public func add(_ info: PackageInfo) {
        var collector = CallCollector(info)
        collector.collect()
        let calls = collector.result
        collected.withLock { $0.append(calls) }
    }

    public func finish() -> CallGraph {
        // In the order of packages, whatever thread was first.
        let packages = collected.withLock { $0 }.sorted { $0.package < $1.package }
        var graph = CallGraph()
        var calls: [CallGraph.Call] = []
        for package in packages {
            let first = graph.functions.count
            for (index, function) in package.functions.enumerated() {
                if !function.object.isNone { graph.byObject[function.object] = first + index }
                if let info = function.info {
                    graph.byInfo[UInt64(package.package) << 32 | UInt64(info)] = first + index
                }
                graph.functions.append(function)
            }
            for (index, types) in package.made { graph.made[first + index] = types.sorted { $0.id < $1.id } }
            graph.entries += package.entries.map { (first + $0.0, $0.1) }
        }
        var first = 0
        for package in packages {
            for (caller, object, literal, kind, offset, position) in package.calls {
                let callee = literal >= 0 ? first + literal : function(object, &graph)
                calls.append(
                    CallGraph.Call(
                        caller: first + caller, callee: callee, kind: kind, position: position, offset: offset))
            }
            first += package.functions.count
        }
        graph.calls = calls.sorted { ($0.caller, $0.offset, $0.callee) < ($1.caller, $1.offset, $1.callee) }
        addImplementations(&graph)
        index(&graph)
        return graph
    }

    /// The number of a callee; those outside of what is analysed get one here.
    private func function(_ object: ObjectID, _ graph: inout CallGraph) -> Int {
        if let known = graph.byObject[object] { return known }
        let kind: CallGraph.FunctionKind =
            switch program.kind(of: object) {
            case .interfaceMethod: .interfaceMethod
            case .function: .function
            case .method: .method
            default: .unknown
            }
        let number = graph.functions.count
        graph.functions.append(
            CallGraph.Function(
                kind: kind, object: object, package: program.package(of: object)?.index, info: nil,
                name: program.qualifiedName(of: object), path: "", position: SourcePosition(line: 0, column: 0)))
        graph.byObject[object] = number
        return number
    }

    // MARK: Interfaces

    private func addImplementations(_ graph: inout CallGraph) {
        let methods = MethodIndex(program)
        for number in graph.functions.indices where graph.functions[number].kind == .interfaceMethod {
            let found = methods.implementations(of: graph.functions[number].object)
            graph.functions[number].implementations = found.map { function($0, &graph) }
        }
    }

    private func index(_ graph: inout CallGraph) {
        let count = graph.functions.count
        graph.firstCall = [Int](repeating: 0, count: count + 1)
        graph.firstByCallee = [Int](repeating: 0, count: count + 1)
        for call in graph.calls {
            graph.firstCall[call.caller + 1] += 1
            graph.firstByCallee[call.callee + 1] += 1
        }
        for number in 0..<count {
            graph.firstCall[number + 1] += graph.firstCall[number]
            graph.firstByCallee[number + 1] += graph.firstByCallee[number]
        }
        var next = graph.firstByCallee
        graph.callsByCallee = [Int](repeating: 0, count: graph.calls.count)
        for (position, call) in graph.calls.enumerated() {
            graph.callsByCallee[next[call.callee]] = position
            next[call.callee] += 1
        }
    }
}
