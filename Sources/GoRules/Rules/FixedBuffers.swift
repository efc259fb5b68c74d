import Findings
import GoSource

/// Tells whether the bytes of a slice are fixed in the source, byte by byte where their number is known.
struct FixedBuffers {
    private let code: GoCode
    private static let maximumDepth = 8

    init(_ code: GoCode) { self.code = code }

    struct Site {
        var node: Node
        var file: FileInfo
    }

    /// The calls by which fixed bytes get to `node`: the use itself, or callers for a parameter.
    mutating func fixedSites(_ node: Node, _ file: FileInfo, _ use: Node, _ depth: Int) -> [Site] {
        guard depth < Self.maximumDepth else { return [] }
        let tree = file.tree
        let inner = tree.unparen(node)
        switch tree.syntax(inner) {
        case .literal: return [Site(node: use, file: file)]
        case .compositeLiteral: return code.isFixed(inner, in: file) ? [Site(node: use, file: file)] : []
        case .call(_, let arguments, _):
            switch code.info.callee(of: inner, in: file) {
            case .conversion: return fixedSites(tree.first(arguments), file, use, depth + 1)
            case .builtin(.make): return [Site(node: use, file: file)]
            case .literal(let literal): return returnsFixed(literal, file, depth) ? [Site(node: use, file: file)] : []
            case .function(let object), .method(let object):
                guard let function = code.functionsByObject[object] else { return [] }
                return returnsFixed(function.node, code.files[function.file], depth)
                    ? [Site(node: use, file: file)] : []
            default: return []
            }
        case .star(let operand):
            let (value, valueFile) = code.resolved(operand, in: file)
            guard case .unary(.and, let target) = valueFile.tree.syntax(value) else { return [] }
            return fixedSites(target, valueFile, use, depth + 1)
        case .identifier:
            let object = file.object(of: inner)
            switch code.info.kind(of: object) {
            case .constant: return [Site(node: use, file: file)]
            case .variable: return variable(object, nil, file, use, depth)
            default: return []
            }
        case .slice(let operand, _, _, _):
            guard let object = code.variable(operand, in: file) else {
                return fixedSites(operand, file, use, depth + 1)
            }
            return variable(object, bounds(inner, file), file, use, depth)
        default: return []
        }
    }

    /// The bounds of `x[a:b]`; nil bounds are open.
    private func bounds(_ node: Node, _ file: FileInfo) -> (low: Int, high: Int?)? {
        guard case .slice(_, let low, let high, _) = file.tree.syntax(node) else { return nil }
        let from = low.isNone ? 0 : code.integer(low, in: file)
        guard let from else { return nil }
        if high.isNone { return (from, nil) }
        guard let to = code.integer(high, in: file) else { return nil }
        return (from, to)
    }

    private mutating func returnsFixed(_ node: Node, _ file: FileInfo, _ depth: Int) -> Bool {
        guard depth < Self.maximumDepth, let function = code.functionInfo(at: node, in: file) else { return false }
        let tree = file.tree
        var isFixed = false
        var returns: [Node] = []
        tree.visit(function.body) { node, kind in
            if kind == .functionLiteral { return false }
            if kind == .return, case .return(let results) = tree.syntax(node) { returns.append(tree.first(results)) }
            return true
        }
        for value in returns where !value.isNone {
            if !fixedSites(value, file, value, depth + 1).isEmpty { isFixed = true }
        }
        return isFixed
    }

    private mutating func variable(
        _ object: ObjectID, _ range: (low: Int, high: Int?)?, _ file: FileInfo, _ use: Node, _ depth: Int
    ) -> [Site] {
        guard depth < Self.maximumDepth else { return [] }
        if code.isParameter(object) { return parameter(object, use, file, depth) }
        let definitions = (code.definitions[object] ?? []).filter { !$0.value.isNone }
        if !object.isLocal {
            let isFixed =
                !definitions.isEmpty
                && definitions.allSatisfy { definition in
                    !fixedSites(definition.value, definition.file, use, depth + 1).isEmpty
                }
            return isFixed && state(object, nil, use, file, depth, start: .fixed).isFixed(range)
                ? [Site(node: use, file: file)] : []
        }
        guard
            let definition = definitions.last(where: {
                $0.file.tree.range(of: $0.statement).lowerBound < file.tree.range(of: use).lowerBound
            })
        else { return [] }
        let tree = definition.file.tree
        let value = tree.unparen(definition.value)
        // Another name of the same bytes.
        if let other = code.variable(value, in: definition.file) {
            var sites = variable(other, range, file, use, depth + 1)
            if sites.isEmpty, state(object, nil, use, file, depth, start: .random).isFixed(range) {
                sites = [Site(node: use, file: file)]
            }
            return sites
        }
        if case .slice(let operand, _, _, _) = tree.syntax(value),
            let other = code.variable(operand, in: definition.file)
        {
            var inner = bounds(value, definition.file)
            if let outer = range, let base = inner {
                inner = (base.low + outer.low, outer.high.map { base.low + $0 } ?? base.high)
            }
            let sites = variable(other, inner, file, use, depth + 1)
            if sites.isEmpty { return [] }
            return state(object, nil, use, file, depth, start: .fixed).isFixed(nil) ? sites : []
        }
        let isFixed = !fixedSites(value, definition.file, use, depth + 1).isEmpty
        var size: Int?
        if case .call(_, let arguments, _) = tree.syntax(value) {
            if case .builtin(.make) = code.info.callee(of: value, in: definition.file) {
                size = code.integer(tree.element(1, of: arguments), in: definition.file)
            } else if let text = code.string(tree.first(arguments), in: definition.file) {
                size = text.utf8.count
            }
        } else if case .compositeLiteral(_, let elements) = tree.syntax(value) {
            size = tree.count(elements)
        }
        guard isFixed else {
            return state(object, size, use, file, depth, start: .random).isFixed(range)
                ? [Site(node: use, file: file)] : []
        }
        return state(object, size, use, file, depth, start: .fixed).isFixed(range) ? [Site(node: use, file: file)] : []
    }

    private mutating func parameter(_ object: ObjectID, _ use: Node, _ file: FileInfo, _ depth: Int) -> [Site] {
        guard let function = code.function(around: use, in: file), !function.object.isNone,
            let place = function.parameters.firstIndex(of: object)
        else { return [] }
        if state(object, nil, use, file, depth, start: .fixed).isRandom { return [] }
        var sites: [Site] = []
        for call in code.calls where call.callee.object == function.object {
            sites += fixedSites(call.argument(place), call.file, call.node, depth + 1)
        }
        return sites
    }

    // MARK: Bytes

    private enum Start { case fixed, random }

    /// Which bytes are fixed; without a known size all of them together.
    private struct Bytes {
        var fixed: [Bool]
        var size: Int?
        var isTouched = false

        func isFixed(_ range: (low: Int, high: Int?)?) -> Bool {
            guard let size, let range else { return fixed.contains(true) }
            let low = min(max(0, range.low), size)
            let high = min(range.high ?? size, size)
            guard low < high else { return false }
            return fixed[low..<high].contains(true)
        }

        var isRandom: Bool { isTouched && !fixed.contains(true) }

        mutating func set(_ range: (low: Int, high: Int?)?, _ isFixed: Bool) {
            isTouched = true
            guard let size else {
                // Without a size a part that is written randomly counts as all of it only if it is all.
                if range == nil || isFixed { fixed = [isFixed] }
                return
            }
            let low = min(max(0, range?.low ?? 0), size)
            let high = min(range?.high ?? size, size)
            guard low < high else { return }
            for index in low..<high { fixed[index] = isFixed }
        }
    }

    /// All that happens to a variable's bytes before its use.
    private mutating func state(
        _ object: ObjectID, _ size: Int?, _ use: Node, _ file: FileInfo, _ depth: Int, start: Start
    ) -> Bytes {
        let known = size.flatMap { $0 > 0 && $0 <= 65536 ? $0 : nil }
        var bytes = Bytes(fixed: [Bool](repeating: start == .fixed, count: known ?? 1), size: known)
        guard depth < Self.maximumDepth, let function = code.declaredFunction(around: use, in: file) else {
            return bytes
        }
        let tree = file.tree
        let end = tree.range(of: use).lowerBound
        var aliases: Set<ObjectID> = [object]
        var events: [Node] = []
        tree.visit(function.body) { node, kind in
            if kind == .assign || kind == .call, tree.range(of: node).lowerBound < end { events.append(node) }
            return true
        }
        var intervals: [Node: Interval]?
        for node in events where node != use {
            switch tree.syntax(node) {
            case .assign(_, let left, let right):
                for (place, target) in tree.nodes(left).enumerated() {
                    let value = tree.element(place, of: right)
                    if let alias = code.variable(target, in: file), let source = code.variable(value, in: file),
                        aliases.contains(source)
                    {
                        aliases.insert(alias)
                    }
                    guard case .index(let operand, let indices) = tree.syntax(tree.unparen(target)),
                        let base = code.variable(operand, in: file), aliases.contains(base)
                    else { continue }
                    guard code.info.constant(of: value, in: file).isKnown else {
                        // A byte that is computed is taken as good.
                        continue
                    }
                    if let index = code.integer(tree.first(indices), in: file) {
                        bytes.set((index, index + 1), true)
                    } else {
                        if intervals == nil { intervals = self.intervals(function, file) }
                        let span = intervals?[tree.unparen(target)]
                        if let span, span.isSmall, span.low >= 0 {
                            bytes.set((Int(span.low), Int(span.high) + 1), true)
                        } else {
                            bytes.set(nil, true)
                        }
                    }
                }
            case .call(_, let arguments, _):
                guard let call = code.call(at: node, in: file) else { continue }
                for (place, argument) in tree.nodes(arguments).enumerated() {
                    let inner = tree.unparen(argument)
                    var range: (low: Int, high: Int?)?
                    var base = inner
                    if case .slice(let operand, _, _, _) = tree.syntax(inner) {
                        range = bounds(inner, file)
                        base = tree.unparen(operand)
                    }
                    guard let variable = code.variable(base, in: file), aliases.contains(variable) else { continue }
                    if fills(call, place, depth) { bytes.set(range, false) }
                }
            default: break
            }
        }
        return bytes
    }

    private func intervals(_ function: FunctionInfo, _ file: FileInfo) -> [Node: Interval] {
        final class Box { var found: [Node: Interval] = [:] }
        let box = Box()
        var hooks = ValueRanges.Hooks()
        hooks.index = { node, interval in box.found[node] = interval }
        var ranges = ValueRanges(code, file, hooks)
        ranges.run(function)
        return box.found
    }

    /// Whether a call fills the bytes it is given with something that is not in the source.
    private mutating func fills(_ call: GoCall, _ place: Int, _ depth: Int) -> Bool {
        let name = call.name
        switch call.callee {
        case .builtin(.copy):
            guard place == 0 else { return false }
            return !code.isFixed(call.argument(1), in: call.file)
        case .builtin, .conversion: return false
        case .value, .unknown: return !name.hasPrefix("crypto/") && !isCipherValue(call)
        case .interfaceMethod: return !name.hasPrefix("crypto/cipher.")
        case .function(let object), .method(let object):
            if name == "crypto/rand.Read" || name == "io.ReadFull" || name == "io.ReadAtLeast" { return true }
            if name.hasPrefix("crypto/cipher.") || name.hasPrefix("crypto/aes.") || name.hasPrefix("fmt.") {
                return false
            }
            guard depth < Self.maximumDepth, let function = code.functionsByObject[object],
                place < function.parameters.count
            else { return name.hasSuffix(".Read") }
            let parameter = function.parameters[place]
            let file = code.files[function.file]
            for inner in code.calls where inner.file === file {
                guard file.tree.range(of: function.body).contains(file.tree.range(of: inner.node).lowerBound) else {
                    continue
                }
                for (index, argument) in file.tree.nodes(inner.arguments).enumerated() {
                    guard code.mentions(parameter, below: argument, in: file) else { continue }
                    var deeper = self
                    if deeper.fills(inner, index, depth + 1) { return true }
                }
            }
            return false
        default: return false
        }
    }

    private func isCipherValue(_ call: GoCall) -> Bool {
        guard case .value(let object) = call.callee else { return false }
        return (code.definitions[object] ?? []).contains { definition in
            !definition.value.isNone && code.name(of: definition.value, in: definition.file).hasPrefix("crypto/cipher.")
        }
    }
}
