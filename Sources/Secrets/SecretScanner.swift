import Artifacts
import Findings

/// Looks for secrets in files, texts and image configurations.
public struct SecretScanner: Sendable {
    let engine: SecretEngine

    public init(_ options: SecretScanOptions = SecretScanOptions()) { engine = SecretEngine(options) }

    /// For `SinglePass`: every file of layers and folders.
    public func analyzer() -> SecretAnalyzer { SecretAnalyzer(engine) }

    /// Secrets of one file's content; archives in it are opened.
    public func scan(_ content: UnsafeRawBufferPointer, path: String) -> [SecretFact] {
        let report = FileReport(path: path, limits: engine.options.limits)
        ContentScan(SecretWorker(engine), report).whole(content)
        return FactMaker(options: engine.options).facts(report.found, path: path)
    }

    public func scan(_ content: [UInt8], path: String) -> [SecretFact] {
        content.withUnsafeBytes { scan($0, path: path) }
    }

    /// Secrets of one text, archives and encodings in it not opened.
    public func scan(text: String, path: String) -> [SecretFact] {
        var text = text
        return text.withUTF8 { scan(text: UnsafeRawBufferPointer($0), path: path, worker: SecretWorker(engine)) }
    }

    func scan(text: UnsafeRawBufferPointer, path: String, worker: SecretWorker) -> [SecretFact] {
        var scan = TextScan(worker, kind: .text, path: path)
        scan.whole(text)
        return FactMaker(options: engine.options).facts(scan.found, path: path)
    }
}
