/// Reads the text that the linker puts into Go binaries, as `runtime/debug.ReadBuildInfo` documents it: lines of a word, a
/// tab and fields, of which `path`, `mod`, `dep`, `=>` and `build` are known.
struct ModuleListReader {
    private let view: ByteView

    /// More lines than any real build has.
    static let lineLimit = 1_000_000

    private(set) var path: String?
    private(set) var main: GoModule?
    private(set) var dependencies: [GoModule] = []
    private(set) var settings: [GoBuildInfo.Setting] = []
    private(set) var notes: [String] = []

    init(_ view: ByteView) {
        self.view = view
        var lastIsMain = false
        var start = 0
        var lines = 0
        while start < view.count {
            let end = view.bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? view.count
            defer { start = end + 1 }
            lines += 1
            guard lines <= Self.lineLimit else {
                notes.append("build information has more than \(Self.lineLimit) lines; the rest is ignored")
                return
            }
            guard let tab = view.bytes[start..<end].firstIndex(of: UInt8(ascii: "\t")) else { continue }
            let fields = tab + 1..<end
            if isWord(start..<tab, "dep") {
                guard let module = module(fields) else { continue }
                dependencies.append(module)
                lastIsMain = false
            } else if isWord(start..<tab, "=>") {
                guard let module = module(fields) else { continue }
                let replacement = GoModule.Replacement(path: module.path, version: module.version, sum: module.sum)
                if lastIsMain {
                    main?.replacement = replacement
                } else if !dependencies.isEmpty {
                    dependencies[dependencies.count - 1].replacement = replacement
                }
            } else if isWord(start..<tab, "build") {
                if let setting = setting(fields) { settings.append(setting) }
            } else if isWord(start..<tab, "mod") {
                main = module(fields)
                lastIsMain = true
            } else if isWord(start..<tab, "path") {
                path = view.text(fields)
            }
        }
    }

    private func isWord(_ range: Range<Int>, _ word: StaticString) -> Bool {
        range.count == word.utf8CodeUnitCount && view.matches(word, at: UInt64(range.lowerBound))
    }

    /// Path, version and, where known, sum, with tabs between.
    private mutating func module(_ range: Range<Int>) -> GoModule? {
        let fields = view.bytes[range].split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        let texts = fields.map { String(decoding: $0, as: UTF8.self) }
        guard let path = texts.first, !path.isEmpty else {
            notes.append("a module without a path in the build information, at byte \(range.lowerBound) of it")
            return nil
        }
        let sum = texts.count > 2 && !texts[2].isEmpty ? texts[2] : nil
        return GoModule(path: path, version: texts.count > 1 ? texts[1] : "", sum: sum)
    }

    /// `key=value`, each of them quoted as in Go source where it holds blanks, quotes or the like.
    private mutating func setting(_ range: Range<Int>) -> GoBuildInfo.Setting? {
        var position = range.lowerBound
        guard let key = part(&position, range.upperBound, endsAtEquals: true), !key.isEmpty,
            position < range.upperBound, view.bytes[position] == UInt8(ascii: "=")
        else {
            notes.append("a build setting without `=` in the build information, at byte \(range.lowerBound) of it")
            return nil
        }
        position += 1
        guard let value = part(&position, range.upperBound, endsAtEquals: false) else {
            notes.append(
                "a build setting with a broken quotation, at byte \(range.lowerBound) of the build information")
            return nil
        }
        return GoBuildInfo.Setting(key: key, value: value)
    }

    private func part(_ position: inout Int, _ end: Int, endsAtEquals: Bool) -> String? {
        let start = position
        guard start < end else { return "" }
        let quote = view.bytes[start]
        if quote == UInt8(ascii: "`") {
            guard let close = view.bytes[(start + 1)..<end].firstIndex(of: quote) else { return nil }
            position = close + 1
            return view.text(start + 1..<close)
        }
        if quote == UInt8(ascii: "\"") {
            position += 1
            return unquoted(&position, end)
        }
        if endsAtEquals {
            position = view.bytes[start..<end].firstIndex(of: UInt8(ascii: "=")) ?? end
        } else {
            position = end
        }
        return view.text(start..<position)
    }

    /// The rest of a string of Go source up to its closing quote.
    private func unquoted(_ position: inout Int, _ end: Int) -> String? {
        var bytes: [UInt8] = []
        while position < end {
            let byte = view.bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: bytes, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            guard position < end else { return nil }
            let escape = view.bytes[position]
            position += 1
            switch escape {
            case UInt8(ascii: "a"): bytes.append(0x07)
            case UInt8(ascii: "b"): bytes.append(0x08)
            case UInt8(ascii: "f"): bytes.append(0x0C)
            case UInt8(ascii: "n"): bytes.append(0x0A)
            case UInt8(ascii: "r"): bytes.append(0x0D)
            case UInt8(ascii: "t"): bytes.append(0x09)
            case UInt8(ascii: "v"): bytes.append(0x0B)
            case UInt8(ascii: "x"):
                guard let value = number(&position, end, digits: 2, radix: 16) else { return nil }
                bytes.append(UInt8(truncatingIfNeeded: value))
            case UInt8(ascii: "u"), UInt8(ascii: "U"):
                let digits = escape == UInt8(ascii: "u") ? 4 : 8
                guard let value = number(&position, end, digits: digits, radix: 16),
                    let scalar = Unicode.Scalar(value)
                else { return nil }
                bytes.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
            case UInt8(ascii: "0")...UInt8(ascii: "7"):
                position -= 1
                guard let value = number(&position, end, digits: 3, radix: 8), value < 256 else { return nil }
                bytes.append(UInt8(truncatingIfNeeded: value))
            default: bytes.append(escape)
            }
        }
        return nil
    }

    private func number(_ position: inout Int, _ end: Int, digits: Int, radix: UInt32) -> UInt32? {
        guard end - position >= digits else { return nil }
        let text = view.text(position..<position + digits)
        position += digits
        return UInt32(text, radix: Int(radix))
    }
}
