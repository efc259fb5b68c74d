import Artifacts

/// Looks through every file as layers stream by.
///
/// Each task works on a copy of its own (`forTask`), with matchers and memory of its own.
public struct SecretAnalyzer: StreamAnalyzer, @unchecked Sendable {
    private let engine: SecretEngine
    private let worker: SecretWorker
    private var report: FileReport?
    private var scan: ContentScan?
    /// A file that comes in one piece needs no copy.
    private var expected: Int64 = 0
    private var isWhole = false

    init(_ engine: SecretEngine) {
        self.engine = engine
        worker = SecretWorker(engine)
    }

    public var name: String { "secrets" }

    public func forTask() -> any Analyzer { SecretAnalyzer(engine) }

    public func interest(in entry: Entry) -> Interest { entry.kind == .file && entry.size > 0 ? .stream : .nothing }

    public mutating func begin(_ entry: Entry) {
        let report = FileReport(path: entry.path, limits: engine.options.limits)
        self.report = report
        scan = ContentScan(worker, report)
        expected = entry.size
        isWhole = false
    }

    public mutating func feed(_ piece: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) -> Bool {
        guard let scan, !isWhole else { return false }
        if Int64(piece.count) == expected {
            isWhole = true
            scan.whole(piece)
            return false
        }
        expected = -1
        return scan.feed(piece)
    }

    public mutating func finish(report: (AnalyzerOutput) -> Void) {
        guard let scan, let file = self.report else { return }
        if !isWhole { scan.finish() }
        self.scan = nil
        self.report = nil
        for fact in FactMaker(options: engine.options).facts(file.found, path: file.path) { report(.fact(fact)) }
        for note in file.notes { report(.note(note, makesPartial: true)) }
        if let failure = worker.failure { report(.note(failure.description, makesPartial: true)) }
        if file.scanned > 0 { report(.count("secrets.scanned", file.scanned)) }
        for (reason, bytes) in file.skipped { report(.count("secrets.skipped.\(reason.rawValue)", bytes)) }
    }

    /// A whole file at once, for those who hold it.
    public mutating func analyze(
        _ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void
    ) {
        begin(entry)
        expected = Int64(content.count)
        _ = feed(content, report: report)
        finish(report: report)
    }
}
