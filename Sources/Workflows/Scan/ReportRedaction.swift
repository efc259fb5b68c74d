import Artifacts
import Findings
import Secrets

/// Hides secrets in what a report tells beside its findings of secrets: an image's settings, labels and history, the linker
/// flags of Go programs, and lines that findings of other kinds quote.
struct ReportRedaction {
    let redactor: SecretRedactor

    func apply(to result: inout ArtifactResult, configuration: ImageConfiguration?) {
        var secrets = configuration.map(redactor.secrets) ?? []
        secrets += redactor.secrets(in: result.packages.flatMap(Self.flags))
        let quoting = result.findings + result.suppressed.map(\.finding)
        secrets += redactor.secrets(
            in: quoting.filter { $0.kind.quotesLines }.flatMap { $0.evidence + [$0.message ?? ""] })
        let hasLiterals = quoting.contains(where: \.showsSecret)
        guard !secrets.isEmpty || hasLiterals else { return }
        let hidden = Array(Set(secrets))
        func clean(_ text: String) -> String { SecretRedactor.redacted(text, hidden) }
        result.findings = result.findings.map { $0.rewritten(clean) }
        result.suppressed = result.suppressed.map { suppressed in
            var suppressed = suppressed
            let finding = suppressed.finding.rewritten(clean)
            suppressed.finding = finding
            return suppressed
        }
        result.packages = result.packages.map { package in
            var package = package
            for (name, value) in package.properties where name.hasSuffix("flags") {
                package.properties[name] = clean(value)
            }
            package.locations = package.locations.map { place in
                var place = place
                let layer = place.layer?.rewritten(clean)
                place.layer = layer
                return place
            }
            return package
        }
        result.notes = result.notes.map { note in
            var note = note
            let layer = note.location?.layer?.rewritten(clean)
            note.location?.layer = layer
            return note
        }
        result.image = result.image?.rewritten(clean)
    }

    private static func flags(_ package: Package) -> [String] {
        guard package.type == .golang else { return [] }
        return package.properties.filter { $0.key.hasSuffix("flags") }.map(\.value)
    }
}

extension FindingKind {
    /// Findings of the kind show lines of what was scanned.
    fileprivate var quotesLines: Bool { self == .misconfiguration || self == .code }
}

extension Finding {
    /// The line it quotes holds a password or a key (CWE-259, CWE-321, CWE-798), whatever that looks like.
    fileprivate var showsSecret: Bool { kind.quotesLines && !Set(cwe).isDisjoint(with: [259, 321, 798]) }

    fileprivate func rewritten(_ clean: (String) -> String) -> Finding {
        var finding = self
        let layer = location?.layer?.rewritten(clean)
        finding.location?.layer = layer
        finding.otherLocations = otherLocations.map { place in
            var place = place
            let layer = place.layer?.rewritten(clean)
            place.layer = layer
            return place
        }
        guard kind.quotesLines else { return finding }
        finding.evidence = evidence.map { clean(showsSecret ? SecretRedactor.withoutLiterals($0) : $0) }
        finding.message = message.map(clean)
        return finding
    }
}

extension LayerReference {
    fileprivate func rewritten(_ clean: (String) -> String) -> LayerReference {
        var layer = self
        layer.createdBy = createdBy.map(clean)
        return layer
    }
}

extension ImageFacts {
    fileprivate func rewritten(_ clean: (String) -> String) -> ImageFacts {
        var image = self
        image.environment = environment.map(clean)
        image.labels = labels.mapValues(clean)
        image.history = history.map(clean)
        image.entrypoint = entrypoint.map(clean)
        image.command = command.map(clean)
        image.layers = layers.map { layer in
            var layer = layer
            let reference = layer.reference.rewritten(clean)
            layer.reference = reference
            return layer
        }
        return image
    }
}
