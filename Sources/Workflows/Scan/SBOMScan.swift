import Artifacts
import Findings
import Inventory
import SupplyChain

extension TargetScanner {
    /// Scans a document that the user says is an SBOM.
    func sbom(at path: String, named name: String) throws -> ArtifactResult {
        try scan(sbom: FileBytes.read(path), named: name)
    }

    /// The result where the target is a file that holds an SBOM; nil where it holds something else.
    func detectedSBOM(_ target: ArtifactTarget, named name: String) throws -> ArtifactResult? {
        guard target.scheme == nil, target.tag == nil, !target.isStandardInput,
            let head = FileBytes.head(target.path, count: SBOMFormat.headSize),
            head.withUnsafeBytes({ SBOMFormat.detect(head: $0) }) != nil
        else { return nil }
        return try sbom(at: target.path, named: name)
    }

    private func scan(sbom bytes: [UInt8], named name: String) throws -> ArtifactResult {
        let document = try SBOMDocument(bytes)
        var pass = PassResult()
        pass.contentDigest = Digest.of(bytes)
        var result = try judged(
            Inspected(name: name, source: nil, pass: pass, inventory: document.inventory), kind: .sbom)
        result.digest = document.digest ?? result.digest
        return result
    }
}
