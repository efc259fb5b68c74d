extension TypeTable {
    /// Bytes that a value takes on a 64-bit machine, as the compiler lays it out; nil where that is not known.
    public func size(of type: GoType) -> Int? { layout(type, 0)?.size }

    private func layout(_ type: GoType, _ depth: Int) -> (size: Int, alignment: Int)? {
        guard depth < Self.maximumDepth else { return nil }
        let base = underlying(type)
        switch kind(base) {
        case .basic:
            switch base {
            case .bool, .int8, .uint8: return (1, 1)
            case .int16, .uint16: return (2, 2)
            case .int32, .uint32, .float32: return (4, 4)
            case .complex64: return (8, 4)
            case .complex128: return (16, 8)
            case .string: return (16, 8)
            case .untypedBool, .untypedNil, .untypedString, .untypedInt, .untypedRune, .untypedFloat, .untypedComplex:
                return nil
            default: return (8, 8)
            }
        case .pointer, .map, .channel, .signature: return (8, 8)
        case .slice: return (24, 8)
        case .interface: return kind(type) == .typeParameter ? nil : (16, 8)
        case .array:
            guard let count = length(base), let element = layout(element(base), depth + 1) else { return nil }
            let (size, overflow) = element.size.multipliedReportingOverflow(by: count)
            return overflow ? nil : (size, element.alignment)
        case .structure:
            var size = 0
            var alignment = 1
            for field in fields(base) {
                guard let inner = layout(field.type, depth + 1), size < 1 << 50, inner.size < 1 << 50 else {
                    return nil
                }
                size = (size + inner.alignment - 1) / inner.alignment * inner.alignment + inner.size
                alignment = max(alignment, inner.alignment)
            }
            return ((size + alignment - 1) / alignment * alignment, alignment)
        default: return nil
        }
    }
}
