import Artifacts
import Findings

/// Looks for secrets in files, texts and image configurations.
public struct SecretScanner: Sendable {
    let engine: SecretEngine

    public init(_ options: SecretScanOptions = SecretScanOptions()) { engine = SecretEngine(options) }

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
