import Artifacts
import Findings
import GoRules

/// Mistakes in Go source, of folders and of single files.
struct CodeInspection: Inspection {
    let kind = FindingKind.code
    private let request: ScanRequest

    init(request: ScanRequest) { self.request = request }

    func judge(_ inspected: Inspected) throws -> Judgement {
        let scanner = GoCodeScanner(request.go.options(rules: request.rules))
        switch inspected.source {
        case .folder(let folder):
            // A root file system holds source by chance, as documentation or a toolchain's own.
            if inspected.inventory.os != nil, request.kinds == Set(FindingKind.allCases) {
                return Judgement(notes: [
                    ScanNote(
                        "Go source in a root file system is not judged; --only code judges it", makesPartial: false)
                ])
            }
            guard request.usesCache, let cache = Self.cache else {
                return judgement(try scanner.scan(folder: folder.path))
            }
            return judgement(try scanner.scan(folder: folder.path, cache: cache))
        case .file(let file) where file.path.hasSuffix(".go"):
            return judgement(try scanner.scan(file: file.path))
        default: return Judgement()
        }
    }

    /// In the user's cache; nil where there is none, or where the program cannot be told from another build of it.
    private static var cache: GoScanCache? {
        guard let program = FileBytes.stamp("/proc/self/exe") else { return nil }
        return UserCache.folder.map { GoScanCache(folder: $0 + "/go", version: "\(ToolVersion.current) \(program)") }
    }

    private func judgement(_ result: GoScanResult) -> Judgement {
        var judgement = Judgement(
            findings: result.findings, suppressed: result.suppressed, notes: result.notes,
            statistics: result.statistics)
        if !result.statistics.isEmpty {
            judgement.statistics[StatisticName.rulesLeftOut] = GoRuleCatalogue.all
                .count { !request.rules.includes($0.card) }
        }
        return judgement
    }
}
