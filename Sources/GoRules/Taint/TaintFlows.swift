import Findings
import GoSource

/// Writes down what is found: origins of data, the sinks of the function, and the flows between them, each once.
extension TaintBuilder {
    mutating func taint(of key: OriginKey, _ make: @autoclosure () -> TaintOrigin) -> Taint {
        if let known = origins[key] { return Taint(bits: OriginSet(known)) }
        let index = function.origins.count
        guard index < Self.maximumOrigins else {
            isCutShort = true
            return Taint()
        }
        function.origins.append(make())
        origins[key] = index
        return Taint(bits: OriginSet(index))
    }

    mutating func source(_ node: Node, isRemote: Bool, _ what: String) -> Taint {
        let range = file.tree.range(of: node)
        let origin = TaintOrigin.source(TaintSource(isRemote: isRemote, step: step(node, "\(what) is read")))
        let taint = taint(of: .source(file.index, range.lowerBound), origin)
        sourceBits |= taint.bits
        return taint
    }

    func step(_ node: Node, _ note: String) -> FlowStep {
        FlowStep(location: GoCodeScanner.location(file.tree, file.tree.range(of: node)), note: note)
    }

    mutating func flow(_ taint: Taint, to target: TaintTarget) {
        guard !taint.isEmpty else { return }
        let key: (Int, Int, Int) =
            switch target {
            case .result(let index): (0, index, 0)
            case .sink(let index): (1, index, 0)
            case .argument(let call, let place): (2, call, place)
            case .shared(let object): (3, Int(object.id), 0)
            }
        for part in taint.parts {
            part.bits.forEach { origin in
                let flowKey = FlowKey(
                    origin: origin, cleared: part.cleared.rawValue, target: key.0, first: key.1, second: key.2)
                guard flowKeys.insert(flowKey).inserted else { return }
                function.flows.append(TaintFlow(origin: origin, cleared: part.cleared, target: target))
            }
        }
    }

    mutating func sink(_ kind: HarmKinds, _ node: Node, _ what: String, _ taint: Taint) {
        let taint = taint.reaching(kind)
        guard !taint.isEmpty else { return }
        let range = file.tree.range(of: node)
        let key = SinkKey(file: file.index, start: range.lowerBound, kind: kind.rawValue)
        if let known = sinkIndexes[key] {
            flow(taint, to: .sink(known))
            return
        }
        let location = GoCodeScanner.location(file.tree, range)
        let first = location.line ?? 0
        let lines = first...max(first, location.endLine ?? first)
        let place = TaintSinkPlace(
            kind: kind, what: what, step: FlowStep(location: location, note: "it reaches \(what)"), location: location,
            evidence: GoCodeScanner.line(file.tree, range.lowerBound), function: functionName,
            suppressions: suppressions(file).filter { $0.covers(lines) })
        let index = function.sinks.count
        function.sinks.append(place)
        sinkIndexes[key] = index
        flow(taint, to: .sink(index))
    }
}
