/// Reads a Dockerfile. Never fails: what is wrong becomes a problem with its place, the rest is read.
public struct DockerfileParser {
    /// A larger file is not read as a Dockerfile. Bytes.
    public static let sizeLimit = 4 << 20
    /// What stands behind that many instructions is not read.
    public static let instructionLimit = 10_000
    /// That many problems are told of one file.
    public static let problemLimit = 200
    /// ONBUILD inside ONBUILD is an error, but is read to this depth.
    static let triggerDepth = 4

    private let source: SourceText
    private var reader: LogicalLineReader
    private var file: Dockerfile

    public static func parse(_ bytes: [UInt8]) -> Dockerfile {
        let source = SourceText(bytes.count > sizeLimit ? [] : bytes)
        var parser = DockerfileParser(source)
        if bytes.count > sizeLimit {
            parser.problem("The file is larger than \(sizeLimit >> 20) MiB and was not read.", 0..<0)
        }
        parser.run()
        return parser.file
    }

    private init(_ source: SourceText) {
        self.source = source
        let (directives, escape, problems) = DirectiveReader.read(source)
        file = Dockerfile(
            source: source, directives: directives, escape: escape, comments: [], instructions: [], stages: [],
            problems: problems, emptyContinuationLines: [])
        // Directives are comments too: a linter's pragma may stand among them.
        reader = LogicalLineReader(source: source, escape: escape, firstLine: 1)
    }

    private mutating func problem(_ message: String, _ range: Range<Int>) {
        guard file.problems.count < Self.problemLimit else { return }
        file.problems.append(SyntaxProblem(message: message, range: range))
    }

    private mutating func run() {
        while let line = reader.next() {
            guard file.instructions.count < Self.instructionLimit else {
                problem("There are more than \(Self.instructionLimit) instructions; the rest was not read.", line.range)
                break
            }
            if let instruction = instruction(line.text, range: line.range, depth: 0) {
                file.instructions.append(instruction)
            }
        }
        file.comments = reader.comments
        file.emptyContinuationLines = reader.emptyContinuationLines
        StageBuilder.build(&file)
        VariableResolver.resolve(&file)
        file.problems.sort { $0.range.lowerBound < $1.range.lowerBound }
    }

    private mutating func instruction(_ text: LogicalText, range: Range<Int>, depth: Int) -> Instruction? {
        let bytes = text.bytes
        var end = 0
        while end < bytes.count, !isBlank(bytes[end]) { end += 1 }
        let spelling = text.string(0..<end)
        let keywordRange = text.source(0..<end)
        guard let keyword = Keyword(rawValue: spelling.lowercased()) else {
            problem("\u{201C}\(Self.shortened(spelling))\u{201D} is not an instruction.", keywordRange)
            skipHeredocs(in: text)
            return nil
        }
        var reader = WordReader(text, escape: file.escape, from: end)
        reader.skipBlanks()
        var result = Instruction(
            keyword: keyword, spelling: spelling, keywordRange: keywordRange, range: range, headRange: range,
            text: LogicalText())
        if Self.knownFlags[keyword] != nil { readFlags(&reader, &result) }
        reader.skipBlanks()
        result.text = text.suffix(from: reader.index)
        if keyword == .run || keyword == .copy || keyword == .add {
            readHeredocs(&result)
        }
        if result.text.bytes.isEmpty && result.heredocs.isEmpty {
            problem("\(keyword.spelling) wants an argument.", keywordRange)
        }
        readArguments(&result, depth: depth)
        if let trigger = result.trigger.first {
            result.range = range.lowerBound..<max(range.upperBound, trigger.range.upperBound)
        }
        return result
    }

    // MARK: Flags

    static let knownFlags: [Keyword: [String]] = [
        .from: ["platform"],
        .run: ["mount", "network", "security", "device"],
        .copy: ["from", "chown", "chmod", "link", "parents", "exclude"],
        .add: ["keep-git-dir", "checksum", "chown", "chmod", "link", "exclude", "unpack"],
        .healthcheck: ["interval", "timeout", "start-period", "start-interval", "retries"],
    ]

    private mutating func readFlags(_ reader: inout WordReader, _ result: inout Instruction) {
        let known = Self.knownFlags[result.keyword] ?? []
        while true {
            let before = reader.index
            guard let range = reader.nextRange() else { return }
            let bytes = reader.text.bytes[range]
            guard bytes.count > 2, bytes.starts(with: "--".utf8) else {
                if !bytes.elementsEqual("--".utf8) { reader.index = before }
                return
            }
            let word = reader.word(range).value.dropFirst(2)
            let equals = word.firstIndex(of: "=")
            let flag = InstructionFlag(
                name: String(word[..<(equals ?? word.endIndex)]).lowercased(),
                value: equals.map { String(word[word.index(after: $0)...]) }, range: reader.text.source(range))
            if !known.contains(flag.name) {
                problem("\(result.keyword.spelling) has no flag --\(Self.shortened(flag.name)).", flag.range)
            }
            result.flags.append(flag)
        }
    }

    // MARK: Heredocs

    private struct HeredocMark {
        var name: String
        var dropsTabs: Bool
        var isQuoted: Bool
        var range: Range<Int>
    }

    /// `<<NAME`, `<<-NAME`, `3<<"NAME"`: as words of their own, outside quotes.
    private func heredocMarks(in text: LogicalText) -> [HeredocMark] {
        var marks: [HeredocMark] = []
        guard text.bytes.contains(UInt8(ascii: "<")) else { return [] }
        var reader = WordReader(text, escape: file.escape)
        while let range = reader.nextRange() {
            let bytes = text.bytes
            var index = range.lowerBound
            while index < range.upperBound, bytes[index] >= 0x30, bytes[index] <= 0x39 { index += 1 }
            guard index + 1 < range.upperBound, bytes[index] == UInt8(ascii: "<"), bytes[index + 1] == bytes[index]
            else { continue }
            index += 2
            var dropsTabs = false
            if index < range.upperBound, bytes[index] == UInt8(ascii: "-") {
                dropsTabs = true
                index += 1
            }
            guard index < range.upperBound, !bytes[index..<range.upperBound].contains(UInt8(ascii: "<")) else {
                continue
            }
            let name = reader.word(index..<range.upperBound)
            // `cat <<EOF>/file` ends the name at the operator.
            let ended = name.value.prefix { !";&|()>".contains($0) }
            guard !ended.isEmpty else { continue }
            marks.append(
                HeredocMark(
                    name: String(ended), dropsTabs: dropsTabs,
                    isQuoted: name.raw.utf8.contains { $0 == 0x22 || $0 == 0x27 || $0 == 0x5C }, range: range))
        }
        return marks
    }

    private mutating func readHeredocs(_ result: inout Instruction) {
        for mark in heredocMarks(in: result.text) {
            let heredoc = reader.heredocBody(name: mark.name, dropsTabs: mark.dropsTabs, isQuoted: mark.isQuoted)
            if !heredoc.isTerminated {
                problem(
                    "The heredoc is not ended by a line \u{201C}\(Self.shortened(mark.name))\u{201D}.",
                    result.text.source(mark.range))
            }
            result.heredocs.append(heredoc)
            let lastLine = reader.nextLine - 1
            result.range =
                result.range
                .lowerBound..<max(
                    result.range.upperBound, source.contents(ofLine: lastLine).upperBound)
        }
    }

    /// The body of a heredoc after an unknown word is no instruction either.
    private mutating func skipHeredocs(in text: LogicalText) {
        for mark in heredocMarks(in: text) {
            let line = reader.nextLine
            let body = reader.heredocBody(name: mark.name, dropsTabs: mark.dropsTabs, isQuoted: mark.isQuoted)
            if !body.isTerminated { reader.nextLine = line }
        }
    }

    // MARK: Arguments

    private mutating func readArguments(_ result: inout Instruction, depth: Int) {
        var words = WordReader(result.text, escape: file.escape)
        switch result.keyword {
        case .onbuild:
            guard depth < Self.triggerDepth, !result.text.bytes.isEmpty else { return }
            if let inner = instruction(
                result.text, range: result.text.source(0..<result.text.bytes.count), depth: depth + 1)
            {
                result.trigger = [inner]
            }
        case .env, .label:
            readAssignments(&words, &result)
        case .arg:
            while let range = words.nextRange() {
                result.assignments.append(assignment(words.word(range), in: result.text, range: range))
            }
        case .healthcheck:
            readHealthcheck(&words, &result)
        case .run, .cmd, .entrypoint:
            readCommand(&result, from: 0)
        case .shell:
            readCommand(&result, from: 0)
            result.script = nil
            if !result.isExecForm && !result.text.bytes.isEmpty {
                problem("SHELL wants a JSON array of strings.", result.text.source(0..<result.text.bytes.count))
            }
        case .copy, .add, .volume:
            readJSONOrWords(&result)
            let marks = heredocMarks(in: result.text).map { result.text.source($0.range) }
            result.words.removeAll { marks.contains($0.range) }
            if result.keyword != .volume, result.words.count + result.heredocs.count < 2,
                !result.text.bytes.isEmpty
            {
                problem("\(result.keyword.spelling) wants a source and a destination.", result.keywordRange)
            }
        case .maintainer:
            result.words = []
        case .from:
            result.words = words.rest()
            let isNamed = result.words.count == 3 && result.words[1].value.lowercased() == "as"
            if result.words.count != 1 && !isNamed && !result.words.isEmpty {
                problem("FROM wants an image, or an image, AS and a name.", result.keywordRange)
            }
        case .expose, .stopsignal, .user:
            result.words = words.rest()
        case .workdir:
            // A path may hold blanks: the whole text is the argument.
            words.skipBlanks()
            if words.index < result.text.bytes.count {
                result.words = [words.word(words.index..<result.text.bytes.count)]
            }
        }
    }

    private mutating func readAssignments(_ words: inout WordReader, _ result: inout Instruction) {
        words.skipBlanks()
        let start = words.index
        guard let first = words.nextRange() else { return }
        let text = result.text
        if !text.bytes[first].contains(UInt8(ascii: "=")) {
            words.skipBlanks()
            let key = words.word(first)
            guard words.index < text.bytes.count else {
                problem("\(result.keyword.spelling) wants a name and a value.", key.range)
                result.assignments.append(Assignment(key: key, value: nil, range: key.range, isLegacy: true))
                return
            }
            let value = words.word(words.index..<text.bytes.count)
            result.assignments.append(
                Assignment(
                    key: key, value: value, range: key.range.lowerBound..<value.range.upperBound, isLegacy: true))
            return
        }
        words.index = start
        while let range = words.nextRange() {
            let pair = assignment(words.word(range), in: text, range: range)
            if pair.value == nil {
                problem("\(result.keyword.spelling) wants name=value here.", pair.range)
            }
            result.assignments.append(pair)
        }
    }

    private func assignment(_ word: Word, in text: LogicalText, range: Range<Int>) -> Assignment {
        let words = WordReader(text, escape: file.escape)
        guard let equals = text.bytes[range].firstIndex(of: UInt8(ascii: "=")) else {
            return Assignment(key: word, value: nil, range: word.range, isLegacy: false)
        }
        return Assignment(
            key: words.word(range.lowerBound..<equals), value: words.word(equals + 1..<range.upperBound),
            range: word.range, isLegacy: false)
    }

    private mutating func readHealthcheck(_ words: inout WordReader, _ result: inout Instruction) {
        guard let kind = words.next() else { return }
        result.healthcheckKind = kind.value.uppercased()
        switch kind.value.lowercased() {
        case "none": break
        case "cmd":
            words.skipBlanks()
            readCommand(&result, from: words.index)
            if words.index >= result.text.bytes.count { problem("HEALTHCHECK CMD wants a command.", kind.range) }
        default:
            problem("HEALTHCHECK wants NONE or CMD.", kind.range)
        }
    }

    private mutating func readJSONOrWords(_ result: inout Instruction) {
        var start = 0
        while start < result.text.bytes.count, isBlank(result.text.bytes[start]) { start += 1 }
        let opens = start < result.text.bytes.count && result.text.bytes[start] == UInt8(ascii: "[")
        if opens, let words = JSONArguments.read(result.text, from: start) {
            result.words = words
            result.isExecForm = true
            return
        }
        result.looksLikeBrokenJSON = opens
        var words = WordReader(result.text, escape: file.escape)
        result.words = words.rest()
    }

    private func readCommand(_ result: inout Instruction, from start: Int) {
        let bytes = result.text.bytes
        let opens = start < bytes.count && bytes[start] == UInt8(ascii: "[")
        if opens, let words = JSONArguments.read(result.text, from: start) {
            result.words = words
            result.isExecForm = true
            result.script = ShellScript(execForm: words)
            return
        }
        // `[ -f x ] && …` is a shell test, not an array.
        result.looksLikeBrokenJSON = opens && start + 1 < bytes.count && Self.opensArray(bytes[(start + 1)...])
        var script = ShellParser.parse(result.text.suffix(from: start), ownsHeredocs: true)
        for heredoc in result.heredocs where Self.isShellBody(script) {
            script.append(ShellParser.parse(heredoc.body, ownsHeredocs: false))
        }
        result.script = script
    }

    private static func opensArray(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first(where: { !isBlank($0) }) else { return false }
        return first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
    }

    /// Whether the heredocs of a RUN are scripts: no command stands before them, or a shell does.
    private static func isShellBody(_ script: ShellScript) -> Bool {
        guard let first = script.commands.first(where: { !$0.words.isEmpty }) else { return true }
        guard first.words.count == 1 || first.words.dropFirst().allSatisfy({ $0.value.hasPrefix("-") }) else {
            return false
        }
        return ["sh", "bash", "ash", "dash", "zsh", "ksh"].contains(first.name)
    }

    static func shortened(_ text: String) -> String {
        text.count > 40 ? String(text.prefix(40)) + "\u{2026}" : text
    }
}
