import GoSource

/// What holds where loops, switches and selects are left early, innermost last.
struct TaintExits {
    struct Exit {
        var label: String?
        var isLoop: Bool
        /// At its breaks.
        var broken: TaintEnvironment?
        /// At its continues.
        var continued: TaintEnvironment?
    }

    private var open: [Exit] = []
    /// The label before the statement that comes next.
    var nextLabel: String?

    /// The label of the statement that begins here.
    mutating func takeLabel() -> String? {
        defer { nextLabel = nil }
        return nextLabel
    }

    mutating func enter(_ label: String?, isLoop: Bool) { open.append(Exit(label: label, isLoop: isLoop)) }

    mutating func leave() -> Exit { open.popLast() ?? Exit(isLoop: false) }

    /// Notes what holds at a break or continue for the statement that it leaves or goes on with.
    mutating func note(_ environment: TaintEnvironment, _ label: String?, isContinue: Bool) {
        let index = open.lastIndex { exit in
            if let label { return exit.label == label }
            return exit.isLoop || !isContinue
        }
        guard let index else { return }
        if isContinue {
            open[index].continued = Self.joined(open[index].continued, environment)
        } else {
            open[index].broken = Self.joined(open[index].broken, environment)
        }
    }

    private static func joined(_ known: TaintEnvironment?, _ environment: TaintEnvironment) -> TaintEnvironment {
        guard var known else { return environment }
        known.merge(environment)
        return known
    }
}
