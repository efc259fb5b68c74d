import Artifacts
import Findings
import Secrets

/// Secrets in files, layers, image configurations and, where asked for, the history of a git repository.
struct SecretInspection: Inspection {
    let kind = FindingKind.secret
    private let request: ScanRequest
    let scanner: SecretScanner
    private let rulesLeftOut: Int

    /// - Throws: where the user's own rules cannot be read.
    init(request: ScanRequest) throws {
        self.request = request
        var options = SecretScanOptions()
        options.selection = request.rules
        options.showsSecrets = request.showsSecrets
        if let path = request.secretRules {
            let bytes = try FileBytes.read(path, limit: 8 << 20)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw WorkflowError("is no UTF-8 text", subject: path)
            }
            options.configuration = try SecretConfiguration(parsing: text, path: path)
        }
        scanner = SecretScanner(options)
        rulesLeftOut = Set(SecretRules.all.filter { !request.rules.includes($0.card) }.map(\.card.id)).count
    }

    func analyzers(for source: ArtifactSource) -> [any Analyzer] { [scanner.analyzer()] }

    func ownershipQuestions(_ pass: PassResult) -> [PackageLocation] {
        pass.facts.compactMap { located in
            located.isVisible && located.fact is SecretFact && Self.isOfPackages(located.path)
                ? PackageLocation(path: located.path, layer: located.layer) : nil
        }
    }

    /// Folders whose files administrators leave as their package brought them. A file list also names those of `etc`,
    /// into which passwords are written.
    private static func isOfPackages(_ path: String) -> Bool {
        ["usr/", "bin/", "sbin/", "lib/", "lib64/"].contains { path.hasPrefix($0) } && !path.hasPrefix("usr/local/")
    }

    func judge(_ inspected: Inspected) throws -> Judgement {
        let judge = SecretJudge(scanner)
        let found = judge.findings(
            in: inspected.pass, scanner: scanner, isOwnedByDistribution: inspected.inventory.ownedFiles.contains)
        var judgement = Judgement(findings: found.findings, suppressed: found.suppressed)
        judgement.statistics[StatisticName.rulesLeftOut] = rulesLeftOut
        if !request.scansHistory, case .folder(let folder) = inspected.source,
            FileBytes.exists("\(folder.path)/\(GitFolder.objects)")
        {
            judgement.notes.append(
                ScanNote(
                    "the history of the repository was not looked at; --git-history does", makesPartial: false,
                    location: Location(path: GitFolder.objects)))
        }
        if request.scansHistory {
            guard case .folder(let folder) = inspected.source else {
                throw WorkflowError("--git-history takes a folder that holds a git repository", subject: inspected.name)
            }
            let history = try GitHistory(repository: folder.path, scanner: scanner).scan()
            // What the working tree holds too is told once.
            let known = Set(judgement.findings.compactMap(\.fingerprint))
            let past = judge.findings(of: history.facts)
            judgement.findings += past.findings.filter { $0.fingerprint.map { !known.contains($0) } ?? true }
            judgement.suppressed += past.suppressed
            judgement.notes += history.notes
            judgement.statistics["secrets.history.commits"] = history.commits
            judgement.statistics["secrets.history.blobs"] = history.blobs
        }
        return judgement
    }
}
