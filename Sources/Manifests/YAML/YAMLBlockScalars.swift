/// Scalars of whole lines, behind `|` and `>`. Source: YAML 1.2.2, section 8.1.
extension YAMLScanner {
    mutating func scanBlockScalar(_ style: YAMLStyle) throws(YAMLFault) {
        try removeSimpleKey()
        isSimpleKeyAllowed = true
        let start = position
        position += 1
        var chomping: UInt8 = 0
        var increment = 0
        for _ in 0..<2 {
            let byte = at(position)
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
                chomping = byte
                position += 1
            } else if byte >= UInt8(ascii: "1"), byte <= UInt8(ascii: "9") {
                increment = Int(byte - UInt8(ascii: "0"))
                position += 1
            }
        }
        while isBlank(at(position)) { position += 1 }
        if at(position) == UInt8(ascii: "#") {
            let comment = position
            while position < count, !isBreak(base[position]) { position += 1 }
            comments.append(comment..<position)
        }
        var end = position
        guard position >= count || isBreak(base[position]) else {
            throw fault("only an indentation or chomping mark may follow '|' or '>'")
        }
        if position < count { skipBreak() }

        var text: [UInt8] = []
        var least = increment > 0 ? (indent >= 0 ? indent : 0) + increment : 0
        var breaks = 0
        if least == 0 {
            // The first line that holds something tells the indentation.
            var widest = 0
            while position < count {
                while at(position) == 0x20 { position += 1 }
                widest = max(widest, column)
                guard position < count, isBreak(base[position]) else { break }
                skipBreak()
                breaks += 1
            }
            least = max(position < count ? column : widest, indent + 1, 1)
            if position < count, column < least {
                // Nothing is in it: the line belongs to what follows.
                position = lineStart
            }
        } else {
            (breaks, position) = blankLines(least)
        }
        while at(position) == 0x20, column < least { position += 1 }

        var isFirst = true
        var wasMoreIndented = false
        while position < count, column == least, !isDocumentMarkHere() {
            let isMoreIndented = isBlank(base[position])
            if isFirst {
                for _ in 0..<breaks { text.append(0x0A) }
                isFirst = false
            } else if style == .folded, !wasMoreIndented, !isMoreIndented {
                if breaks == 1 {
                    text.append(0x20)
                } else {
                    for _ in 1..<max(breaks, 1) { text.append(0x0A) }
                }
            } else {
                for _ in 0..<breaks { text.append(0x0A) }
            }
            wasMoreIndented = isMoreIndented
            let segment = position
            while position < count, !isBreak(base[position]) { position += 1 }
            text.append(contentsOf: UnsafeBufferPointer(start: base + segment, count: position - segment))
            end = position
            breaks = 0
            guard position < count else { break }
            skipBreak()
            let (more, next) = blankLines(least)
            breaks = 1 + more
            position = next
            while at(position) == 0x20, column < least { position += 1 }
        }
        if column > 0, column < least { position = lineStart }
        if chomping == UInt8(ascii: "+") {
            for _ in 0..<breaks { text.append(0x0A) }
        } else if chomping == 0, !isFirst, breaks > 0 {
            text.append(0x0A)
        }
        try addScalar(start, end, style, text: text)
    }

    /// Passes over lines that hold blanks only, up to `least` of them being indentation.
    private mutating func blankLines(_ least: Int) -> (Int, Int) {
        var found = 0
        while position < count {
            let start = position
            while at(position) == 0x20, column < least { position += 1 }
            if position < count, isBreak(base[position]) {
                skipBreak()
                found += 1
            } else {
                position = start
                break
            }
        }
        return (found, position)
    }
}
