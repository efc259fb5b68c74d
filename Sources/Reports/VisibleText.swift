/// Text from a target, made safe to show to a person: nothing in it moves the cursor, changes colours, hides or
/// turns the text around it.
enum VisibleText {
    /// Marks that turn the direction of text or cannot be seen, and the line separators of Unicode.
    /// Source: Unicode 15, chapter 23.2 and UAX #9; CVE-2021-42574 ("Trojan Source").
    static func isTreacherous(_ unit: UInt16) -> Bool {
        switch unit {
        case 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff, 0x061c, 0x180e, 0xfff9...0xfffb: true
        default: false
        }
    }

    /// On one line: white space becomes one space, control characters and treacherous marks are spelled out.
    static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: mustBeSpelled) else { return text }
        var line = ""
        var wasSpace = false
        for scalar in text.unicodeScalars {
            if scalar == "\n" || scalar == "\r" || scalar == "\t" {
                if !wasSpace { line.unicodeScalars.append(" ") }
                wasSpace = true
                continue
            }
            wasSpace = scalar == " "
            if mustBeSpelled(scalar) {
                line += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                line.unicodeScalars.append(scalar)
            }
        }
        return line
    }

    private static func mustBeSpelled(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0: true
        case 0xe0000...0xe007f: true
        case ...0xffff: isTreacherous(UInt16(scalar.value))
        default: false
        }
    }

    /// Columns that a terminal gives the text.
    static func width(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return text.utf8.count }
        return text.unicodeScalars.reduce(0) { $0 + width($1) }
    }

    /// Source: UAX #11 (wide and full-width ranges); combining marks take no column.
    static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x300...0x36f, 0x483...0x489, 0x591...0x5bd, 0x610...0x61a, 0x64b...0x65f, 0x1ab0...0x1aff,
            0x1dc0...0x1dff, 0x200b...0x200f, 0x20d0...0x20ff, 0xfe00...0xfe0f, 0xfe20...0xfe2f, 0xe0100...0xe01ef:
            0
        case 0x1100...0x115f, 0x231a...0x231b, 0x2329...0x232a, 0x23e9...0x23ec, 0x23f0, 0x23f3, 0x25fd...0x25fe,
            0x2614...0x2615, 0x2648...0x2653, 0x267f, 0x2693, 0x26a1, 0x26aa...0x26ab, 0x26bd...0x26be,
            0x26c4...0x26c5, 0x26ce, 0x26d4, 0x26ea, 0x26f2...0x26f3, 0x26f5, 0x26fa, 0x26fd, 0x2705,
            0x270a...0x270b, 0x2728, 0x274c, 0x274e, 0x2753...0x2755, 0x2757, 0x2795...0x2797, 0x27b0, 0x27bf,
            0x2b1b...0x2b1c, 0x2b50, 0x2b55, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff,
            0xa000...0xa4cf, 0xa960...0xa97f, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe10...0xfe19, 0xfe30...0xfe6f,
            0xff00...0xff60, 0xffe0...0xffe6, 0x16fe0...0x18cff, 0x1b000...0x1b2ff, 0x1f004, 0x1f0cf, 0x1f18e,
            0x1f191...0x1f19a, 0x1f200...0x1f320, 0x1f32d...0x1f335, 0x1f337...0x1f37c, 0x1f37e...0x1f393,
            0x1f3a0...0x1f3ca, 0x1f3cf...0x1f3d3, 0x1f3e0...0x1f3f0, 0x1f3f4, 0x1f3f8...0x1f43e, 0x1f440,
            0x1f442...0x1f4fc, 0x1f4ff...0x1f53d, 0x1f54b...0x1f54e, 0x1f550...0x1f567, 0x1f57a, 0x1f595...0x1f596,
            0x1f5a4, 0x1f5fb...0x1f64f, 0x1f680...0x1f6c5, 0x1f6cc, 0x1f6d0...0x1f6d2, 0x1f6d5...0x1f6d7,
            0x1f6dc...0x1f6df, 0x1f6eb...0x1f6ec, 0x1f6f4...0x1f6fc, 0x1f7e0...0x1f7eb, 0x1f7f0, 0x1f90c...0x1f93a,
            0x1f93c...0x1f945, 0x1f947...0x1f9ff, 0x1fa70...0x1faff, 0x20000...0x2fffd, 0x30000...0x3fffd:
            2
        default: 1
        }
    }

    /// The text cut to `columns`, its end an ellipsis where something was cut.
    static func cut(_ text: String, to columns: Int) -> String {
        guard columns > 0 else { return "" }
        guard width(text) > columns else { return text }
        var part = String.UnicodeScalarView()
        var used = 0
        for scalar in text.unicodeScalars {
            let wide = width(scalar)
            if used + wide > columns - 1 { break }
            part.append(scalar)
            used += wide
        }
        return String(part) + "…"
    }

    /// Cut in the middle, so that the end of a path stays readable.
    static func cutMiddle(_ text: String, to columns: Int) -> String {
        guard width(text) > columns, columns >= 8 else { return cut(text, to: columns) }
        var tail: [Unicode.Scalar] = []
        var used = 0
        for scalar in text.unicodeScalars.reversed() {
            let wide = width(scalar)
            if used + wide > columns * 2 / 3 { break }
            tail.append(scalar)
            used += wide
        }
        var end = String.UnicodeScalarView()
        end.append(contentsOf: tail.reversed())
        return cut(text, to: columns - used) + String(end)
    }

    static func padded(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - width(text)))
    }

    /// Broken at spaces into lines of at most `columns`; a longer word is cut.
    static func wrapped(_ text: String, to columns: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            let word = cut(String(word), to: columns)
            if line.isEmpty {
                line = word
            } else if width(line) + 1 + width(word) <= columns {
                line += " " + word
            } else {
                lines.append(line)
                line = word
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}
