import Artifacts
import Findings
import ManifestRules

/// The bytes of a file that may be a Dockerfile, compose file or manifest; judged after the pass, for rules look across
/// files.
struct ManifestFact: Fact {
    var bytes: [UInt8]
}

/// Collects manifests as a folder streams by.
struct ManifestCollector: Analyzer {
    let name = "manifests"

    func interest(in entry: Entry) -> Interest {
        guard case .file = entry.kind, entry.size <= Int64(ManifestTree.fileLimit), entry.size > 0 else {
            return .nothing
        }
        let name = entry.path[(entry.path.lastIndex(of: "/").map(entry.path.index(after:)) ?? entry.path.startIndex)...]
        guard name == ".env" || ManifestKind.isCandidate(path: entry.path) else { return .nothing }
        if entry.path.split(separator: "/").dropLast().contains(where: {
            ManifestTree.skippedFolders.contains(String($0))
        }) {
            return .nothing
        }
        return .whole(limit: ManifestTree.fileLimit)
    }

    mutating func analyze(_ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) {
        report(.fact(ManifestFact(bytes: Array(content))))
    }
}
