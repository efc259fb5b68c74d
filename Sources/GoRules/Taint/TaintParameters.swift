import GoSource

/// What comes into a function through its parameters, and what it leaves behind them.
extension TaintBuilder {
    mutating func bind(
        _ object: ObjectID, _ place: Int, _ info: FunctionInfo, _ environment: inout TaintEnvironment,
        isReceiver: Bool = false
    ) {
        guard !object.isNone else { return }
        var taint = self.taint(of: .parameter(place), .parameter(place))
        let own = taint
        if !isReceiver, let source = sourceParameter(object, info) { taint.merge(source) }
        environment[object] = taint
        let type = code.info.type(of: object)
        parameters[object] = Parameter(place: place, own: own.bits, given: taint.bits, isShared: isReference(type))
    }

    /// The source that a parameter is by its type.
    mutating func sourceParameter(_ object: ObjectID, _ info: FunctionInfo) -> Taint? {
        guard let local = code.info.local(object) else { return nil }
        let type = code.qualifiedName(ofType: local.type)
        guard let what = TaintSpecs.sourceTypes[type] else { return nil }
        // Values of a query are as often made for a request that goes out.
        if type == "net/url.Values" { return nil }
        if type == "net/http.Request", !isIncoming(info) { return nil }
        return source(local.declaration, isRemote: true, what)
    }

    /// Whether the request that a function takes has come in. Who answers with a response or a proxy's address, or looks at
    /// the requests before, sends it out; and where the callers are there to be followed, they say what it is.
    func isIncoming(_ info: FunctionInfo) -> Bool {
        let types = code.types
        let parameters = types.parameters(info.signature)
        if parameters.contains(where: { code.qualifiedName(ofType: $0) == "net/http.ResponseWriter" }) { return true }
        if types.results(info.signature).contains(where: {
            ["net/http.Response", "net/url.URL"].contains(code.qualifiedName(ofType: $0))
        }) {
            return false
        }
        let looksBack = parameters.contains {
            types.kind($0) == .slice && code.qualifiedName(ofType: types.element($0)) == "net/http.Request"
        }
        return !looksBack && (info.object.isNone || !code.isCalled(info.object))
    }

    /// Pointers, maps and lists: what a function stores behind them its caller sees.
    func isReference(_ type: GoType) -> Bool {
        switch code.types.kind(code.types.underlying(type)) {
        case .pointer, .map, .slice: true
        default: false
        }
    }

    /// At each end of a function: what is behind its parameters now.
    mutating func leave(_ environment: TaintEnvironment) {
        for object in written {
            guard let parameter = parameters[object], parameter.isShared else { continue }
            for (field, taint) in environment.parts(object) {
                flow(
                    taint.without(parameter.given), to: .result(TaintOutput.parameter(parameter.place, field)))
            }
        }
    }
}
