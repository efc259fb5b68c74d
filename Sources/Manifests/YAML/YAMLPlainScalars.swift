/// Scalars without quotes. Source: YAML 1.2.2, section 7.3.3.
extension YAMLScanner {
    mutating func scanPlain() throws(YAMLFault) {
        try saveSimpleKey()
        isSimpleKeyAllowed = false
        let start = position
        let least = indent + 1
        var end = position
        var text: [UInt8]?
        var didBreak = false
        while true {
            let segment = position
            while position < count {
                let byte = base[position]
                if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { break }
                if byte == UInt8(ascii: ":") {
                    if isBlankOrEnd(position + 1) || flowLevel > 0 && isFlowMark(at(position + 1)) { break }
                } else if flowLevel > 0, isFlowMark(byte) {
                    break
                }
                if byte < 0x20 || byte == 0x7F { throw fault("control characters are not allowed") }
                position += 1
            }
            if position > segment {
                if text != nil {
                    text?.append(contentsOf: UnsafeBufferPointer(start: base + segment, count: position - segment))
                }
                end = position
                didBreak = false
            } else {
                break
            }
            guard position < count, isBlank(base[position]) || isBreak(base[position]) else { break }
            // Blanks between words stay, line ends fold.
            let gap = position
            while position < count, isBlank(base[position]) { position += 1 }
            if position < count, isBreak(base[position]) {
                var breaks = 0
                while position < count, isBreak(base[position]) || isBlank(base[position]) {
                    if isBreak(base[position]) {
                        skipBreak()
                        breaks += 1
                    } else {
                        if base[position] == 0x09, column < least, flowLevel == 0 {
                            var probe = position
                            while isBlank(at(probe)) { probe += 1 }
                            guard probe >= count || isBreak(at(probe)) else {
                                throw fault("a tab cannot indent; use spaces")
                            }
                        }
                        position += 1
                    }
                }
                didBreak = true
                if position >= count || at(position) == UInt8(ascii: "#") || isDocumentMarkHere() { break }
                if flowLevel == 0, column < least { break }
                if flowLevel > 0, isFlowMark(base[position]) { break }
                if base[position] == UInt8(ascii: ":"), isBlankOrEnd(position + 1) { break }
                if text == nil { text = Array(UnsafeBufferPointer(start: base + start, count: end - start)) }
                if breaks == 1 {
                    text?.append(0x20)
                } else {
                    for _ in 1..<breaks { text?.append(0x0A) }
                }
            } else {
                if position >= count || base[position] == UInt8(ascii: "#") { break }
                if text != nil {
                    text?.append(contentsOf: UnsafeBufferPointer(start: base + gap, count: position - gap))
                }
            }
        }
        // Blanks in front of what ended it belong to nothing, but text may hold them already.
        if text != nil, let last = text?.last, last == 0x20 {
            while let last = text?.last, isBlank(last) { text?.removeLast() }
        }
        if didBreak { isSimpleKeyAllowed = true }
        try addScalar(start, end, .plain, text: text)
    }
}
