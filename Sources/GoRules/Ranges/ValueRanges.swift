import GoSource

/// Follows the values of integers and the lengths of slices through one function: conditions narrow them, loops widen
/// what they change.
///
/// This file says what is followed; the others of this folder how: values and lengths of expressions, conditions,
/// statements, loops, clauses, and the places that are reported.
struct ValueRanges {
    /// Who wants to know: what is not wanted is not looked for.
    struct Hooks {
        /// A conversion of a value that does not fit, with the value.
        var conversion: ((Node, FileInfo, Interval) -> Void)?
        /// An index or slice out of range, with a sentence.
        var bounds: ((Node, FileInfo, String) -> Void)?
        /// The interval of each index that is stored to.
        var index: ((Node, Interval) -> Void)?
    }

    let code: GoCode
    let file: FileInfo
    let hooks: Hooks
    var depth = 0
    /// How many calls deep this function is read.
    var callDepth = 0
    /// Local variables that calls and pointers may change.
    var exposed: Set<ObjectID> = []
    /// Labels that a goto names.
    var jumpTargets: Set<String> = []
    /// Counters that go through all their values: the last one is reached.
    var loopVariables: Set<ObjectID> = []

    var tree: GoFile { file.tree }
    /// Deeper nesting of statements and expressions than people write.
    static let maximumDepth = 150

    init(_ code: GoCode, _ file: FileInfo, _ hooks: Hooks) {
        self.code = code
        self.file = file
        self.hooks = hooks
    }

    mutating func run(_ function: FunctionInfo, _ start: RangeEnvironment = RangeEnvironment()) {
        findOtherWays(function.body)
        var environment = start
        _ = execute(function.body, &environment)
    }

    /// The place that an expression names, if it is followed.
    func place(_ node: Node) -> RangePlace? {
        let node = tree.unparen(node)
        switch tree.syntax(node) {
        case .identifier: return code.variable(node, in: file).map { RangePlace(root: $0) }
        case .selector(let operand, let name):
            guard code.info.kind(of: file.object(of: node)) == .field else { return nil }
            return place(operand)?.field(tree.name(of: name))
        case .star(let operand): return place(operand)?.pointee
        default: return nil
        }
    }

    /// All values of an expression's type; nil for what is no integer.
    func whole(_ node: Node) -> Interval? { whole(file.type(of: node)) }

    func whole(_ type: GoType) -> Interval? { Interval.of(type, code.types) }

    /// The value of a constant; nil for what is none, and for numbers beyond all that is followed.
    func constant(_ node: Node) -> Interval? {
        guard let value = code.info.constant(of: node, in: file).integer else { return nil }
        return Interval.unknown.contains(Interval(value)) ? Interval(value) : nil
    }

    func isSliceLike(_ type: GoType) -> Bool {
        let base = code.types.underlying(type)
        return code.types.kind(base) == .slice || code.types.isString(base)
    }
}
