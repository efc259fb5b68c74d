/// go.sum: hashes of every module version whose content or go.mod was needed. Source: Go Modules Reference, "go.sum files".
public struct GoSumFile: Sendable, Hashable {
    public struct Entry: Sendable, Hashable {
        public var path: String
        public var version: String
        /// `h1:` and a SHA-256 in base 64.
        public var hash: String
        public var line: Int
    }

    /// Modules whose content was needed.
    public var modules: [Entry] = []
    /// Module versions of which only go.mod was read: candidates that were not chosen, among others.
    public var goModFiles: [Entry] = []
    public var problems: [ModuleProblem] = []

    /// Reads a whole file; the buffer is needed during this call only.
    public init(parsing bytes: UnsafeRawBufferPointer) {
        var problems = ProblemList()
        TextLines.forEach(bytes) { number, line in
            let words = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D })
            if words.isEmpty { return }
            guard words.count == 3 else {
                return problems.add(number, "expected: MODULE VERSION HASH")
            }
            let texts = words.map { String(decoding: $0, as: UTF8.self) }
            if texts[1].hasSuffix("/go.mod") {
                goModFiles.append(
                    Entry(path: texts[0], version: String(texts[1].dropLast(7)), hash: texts[2], line: number))
            } else {
                modules.append(Entry(path: texts[0], version: texts[1], hash: texts[2], line: number))
            }
        }
        self.problems = problems.problems
    }

    public init(parsing text: String) {
        var text = text
        self = text.withUTF8 { GoSumFile(parsing: UnsafeRawBufferPointer($0)) }
    }
}

/// Lines of a file, with their numbers from 1, without line ends.
enum TextLines {
    static func forEach(_ bytes: UnsafeRawBufferPointer, _ body: (Int, Slice<UnsafeRawBufferPointer>) -> Void) {
        var start = 0
        var number = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            number += 1
            body(number, bytes[start..<end])
            start = end + 1
        }
    }
}
