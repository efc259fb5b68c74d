@testable import Artifacts

struct TextFact: Fact, Hashable { var text: String }

/// Takes the content of all files as text.
struct WholeText: Analyzer {
    let name = "text"
    var limit = 1 << 30
    func interest(in entry: Entry) -> Interest {
        switch entry.kind {
        case .file: .whole(limit: limit)
        default: .nothing
        }
    }
    func analyze(_ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) {
        report(.fact(TextFact(text: String(decoding: content, as: UTF8.self))))
        report(.count("files", 1))
    }
}

/// Lists every entry.
struct Names: Analyzer {
    let name = "names"
    func interest(in entry: Entry) -> Interest { .name }
    func analyze(_ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) {
        report(.fact(TextFact(text: "\(entry.kind) \(content.count)")))
    }
}

/// Takes files of one name.
struct OnlyNamed: Analyzer {
    var name: String
    func interest(in entry: Entry) -> Interest {
        entry.kind == .file && entry.path.hasSuffix("/" + name) ? .whole(limit: 1 << 20) : .nothing
    }
    func analyze(_ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) {
        report(.fact(TextFact(text: String(decoding: content, as: UTF8.self))))
    }
}

struct Head: Analyzer {
    let name = "head"
    var size: Int
    func interest(in entry: Entry) -> Interest { entry.kind == .file ? .head(size) : .nothing }
    func analyze(_ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) {
        report(.fact(TextFact(text: String(decoding: content, as: UTF8.self))))
    }
}

/// Wants all of files that begin with a word.
struct Confirmed: Analyzer {
    let name = "confirmed"
    func interest(in entry: Entry) -> Interest { entry.kind == .file ? .wholeIfConfirmed(limit: 1 << 30) : .nothing }
    func confirms(_ entry: Entry, head: UnsafeRawBufferPointer) -> Bool { head.starts(with: "YES".utf8) }
    func analyze(_ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) {
        report(.fact(TextFact(text: "\(Digest.of(content))")))
    }
}

/// Hashes what streams by.
struct Streamed: StreamAnalyzer {
    let name = "streamed"
    var limit = Int.max
    private var count = 0
    private var bytes: [UInt8] = []
    init(limit: Int = .max) { self.limit = limit }
    func interest(in entry: Entry) -> Interest { entry.kind == .file ? .stream : .nothing }
    func analyze(_ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) {}
    mutating func begin(_ entry: Entry) {
        count = 0
        bytes = []
    }
    mutating func feed(_ piece: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) -> Bool {
        bytes += piece
        count += piece.count
        return count < limit
    }
    mutating func finish(report: (AnalyzerOutput) -> Void) {
        report(.fact(TextFact(text: "\(Digest.of(bytes))")))
    }
}

extension PassResult {
    /// `path: text` of what a container would see.
    var seen: [String] { facts.filter(\.isVisible).map { "\($0.path): \(($0.fact as? TextFact)?.text ?? "?")" } }
    var hidden: [String] {
        facts.filter { !$0.isVisible }.map { "\($0.path): \(($0.fact as? TextFact)?.text ?? "?")" }
    }
    var isPartial: Bool { notes.contains(where: \.makesPartial) }
}
