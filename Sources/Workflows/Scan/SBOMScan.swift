import Artifacts
import Findings
import Inventory
import SupplyChain

extension TargetScanner {
    /// Scans a document that the user says is an SBOM.
    func sbom(at path: String, named name: String) throws -> ArtifactResult {
        throw WorkflowError("SBOMs come with the next commit", subject: name)
    }

    /// The result where the target is a file or standard input that holds an SBOM; nil where it holds something else.
    func detectedSBOM(_ target: ArtifactTarget, named name: String) throws -> ArtifactResult? { nil }
}
