import Findings

/// A licence as a package states it, read as an SPDX expression as far as it is one.
/// Source: SPDX 2.3, annex D ("SPDX license expressions").
struct LicenceText {
    /// A valid expression; words that the licence list does not know stand in it as `LicenseRef-…`.
    var expression: String
    /// Two or more licences, or one with an exception.
    var isCompound: Bool
    /// What the `LicenseRef-…` stand for.
    var extracted: [(reference: String, text: String)]

    var isKnown: Bool { extracted.isEmpty }

    /// Nil for empty text and for the words that say nothing is known.
    init?(_ text: String) {
        let words = Self.words(of: text)
        guard !words.isEmpty, words != ["NOASSERTION"], words != ["NONE"] else { return nil }
        if let read = Self.read(words) {
            self = read
        } else {
            // Not of the form of an expression: the whole text is one unlisted licence.
            let reference = Self.reference(for: text)
            self.init(expression: reference, isCompound: false, extracted: [(reference, text)])
        }
    }

    private init(expression: String, isCompound: Bool, extracted: [(reference: String, text: String)]) {
        self.expression = expression
        self.isCompound = isCompound
        self.extracted = extracted
    }

    /// All of several licences, as one expression.
    static func joined(_ texts: [String]) -> LicenceText? {
        var seen = Set<String>()
        let parts = texts.compactMap { LicenceText($0) }.filter { seen.insert($0.expression).inserted }
        guard let first = parts.first else { return nil }
        if parts.count == 1 { return first }
        let expression = parts.map { $0.isCompound ? "(\($0.expression))" : $0.expression }.joined(separator: " AND ")
        return LicenceText(expression: expression, isCompound: true, extracted: parts.flatMap(\.extracted))
    }

    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "(", ")", " ", "\t", "\n", "\r":
                if !word.isEmpty { words.append(word) }
                word = ""
                if scalar == "(" || scalar == ")" { words.append(String(scalar)) }
            default: word.unicodeScalars.append(scalar)
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    private static func read(_ words: [String]) -> LicenceText? {
        enum Expected { case licence, exception, operation(afterLicence: Bool) }
        var expected = Expected.licence
        var output: [String] = []
        var extracted: [(reference: String, text: String)] = []
        var depth = 0
        var isCompound = false
        for word in words {
            switch expected {
            case .licence:
                if word == "(" {
                    depth += 1
                    output.append(word)
                    continue
                }
                if word == ")" || operation(word) != nil { return nil }
                let (name, unlisted) = licence(word)
                output.append(name)
                if let unlisted, !extracted.contains(where: { $0.reference == name }) {
                    extracted.append((name, unlisted))
                }
                expected = .operation(afterLicence: true)
            case .exception:
                guard let name = LicenceList.exceptions[word.lowercased()] else { return nil }
                output.append(name)
                expected = .operation(afterLicence: false)
            case .operation(let afterLicence):
                if word == ")" {
                    guard depth > 0 else { return nil }
                    depth -= 1
                    output.append(word)
                    expected = .operation(afterLicence: false)
                    continue
                }
                guard let operation = operation(word) else { return nil }
                if operation == "WITH", !afterLicence { return nil }
                isCompound = true
                output.append(operation)
                expected = operation == "WITH" ? .exception : .licence
            }
        }
        guard depth == 0, case .operation = expected else { return nil }
        let text = output.joined(separator: " ").replacing("( ", with: "(").replacing(" )", with: ")")
        return LicenceText(expression: text, isCompound: isCompound, extracted: extracted)
    }

    private static func operation(_ word: String) -> String? {
        let upper = word.uppercased()
        return ["AND", "OR", "WITH"].contains(upper) ? upper : nil
    }

    private static func licence(_ word: String) -> (name: String, unlisted: String?) {
        if let name = LicenceList.identifiers[word.lowercased()] { return (name, nil) }
        if word.hasSuffix("+"), let name = LicenceList.identifiers[word.dropLast().lowercased()] {
            return (name + "+", nil)
        }
        let reference = reference(for: word)
        return (reference, word)
    }

    /// `LicenseRef-` with the letters, digits, dots and dashes of the text, and where that loses something, a digest.
    private static func reference(for text: String) -> String {
        let prefix = "LicenseRef-"
        let body = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
        var slug = ""
        for byte in body.utf8.prefix(48) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                slug.unicodeScalars.append(Unicode.Scalar(byte))
            default: if slug.last != "-" { slug += "-" }
            }
        }
        if slug == body, !slug.isEmpty { return prefix + slug }
        var digest = ContentDigest()
        digest.add(field: text)
        return prefix + slug + "-" + digest.hexadecimal().prefix(8)
    }
}
