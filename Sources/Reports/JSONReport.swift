import Findings

/// Drydock's own JSON: all that is known, as docs/schema/scan-result-1.0.schema.json describes it.
///
/// `artifacts`, `packages` and `findings` are always there; everything else that is absent is absent.
struct JSONReport: ReportFormat {
    let name = "json"
    let fileExtension = "json"
    let summary = "everything, as docs/schema describes it"

    func render(_ result: ScanResult, options: ReportOptions) -> [UInt8] {
        let result = result.ordered
        var json = JSONWriter(reserving: 4096 + result.artifacts.reduce(0) { $0 + 900 * $1.findings.count })
        json.object { json in
            json.field("schemaVersion", ScanResult.schemaVersion)
            json.object("tool") {
                $0.field("name", "drydock")
                $0.field("version", result.toolVersion)
            }
            json.field("created", result.created)
            if let snapshot = result.snapshot { json.object("snapshot") { write(snapshot, to: &$0) } }
            json.array("artifacts", of: result.artifacts) { json, artifact in
                json.object { write(artifact, to: &$0) }
            }
            if let verdict = result.verdict {
                json.object("verdict") {
                    $0.field("accepted", verdict.isAccepted)
                    $0.field("reasons", verdict.reasons)
                }
            }
        }
        return json.finish()
    }

    private func write(_ snapshot: SnapshotInfo, to json: inout JSONWriter) {
        json.field("origin", snapshot.origin)
        json.field("embedded", snapshot.isEmbedded)
        json.field("ageInDays", snapshot.ageInDays)
        json.objects("sources", of: snapshot.sources) { json, source in
            json.field("name", source.name)
            json.field("date", source.date)
            json.field("records", source.records)
            json.field("licence", source.licence)
        }
    }

    private func write(_ artifact: ArtifactResult, to json: inout JSONWriter) {
        json.field("target", artifact.target)
        json.field("kind", artifact.kind.rawValue)
        json.field("digest", artifact.digest)
        if let os = artifact.os {
            json.object("os") {
                $0.field("id", os.id)
                $0.field("version", os.version)
                $0.field("codename", os.codename)
                $0.field("prettyName", os.prettyName)
                $0.field("like", os.like)
                $0.field("endOfLife", os.endOfLife)
                $0.field("isEndOfLife", os.isEndOfLife)
                $0.field("extendedSupport", os.extendedSupport)
            }
        }
        if let base = artifact.base {
            json.object("base") {
                $0.field("name", base.name)
                $0.field("evidence", base.evidence)
                $0.field("digest", base.digest)
            }
        }
        if let image = artifact.image { json.objectUnlessEmpty("image") { write(image, to: &$0) } }
        json.field("partial", artifact.isPartial)
        json.field("partialReasons", artifact.notes.filter(\.makesPartial).map(\.text))
        json.array("packages", of: artifact.packages) { json, package in json.object { write(package, to: &$0) } }
        let fingerprints = artifact.findings.numberedFingerprints
        json.array("findings", of: zip(artifact.findings, fingerprints)) { json, pair in
            json.object { write(pair.0, fingerprint: pair.1, to: &$0) }
        }
        json.objects("suppressed", of: artifact.suppressed) { json, suppressed in
            json.field("cause", suppressed.cause)
            json.field("reason", suppressed.reason)
            json.object("finding") {
                write(suppressed.finding, fingerprint: suppressed.finding.stableFingerprint, to: &$0)
            }
        }
        json.objects("upgrades", of: artifact.upgrades) { json, upgrade in
            json.field("package", upgrade.package)
            json.field("type", upgrade.type)
            json.field("from", upgrade.from)
            json.field("to", upgrade.to)
            json.field("path", upgrade.path)
            json.field("clears", upgrade.clears)
        }
        json.objects("notes", of: artifact.notes) { json, note in
            json.field("text", note.text)
            json.field("makesPartial", note.makesPartial)
            if let location = note.location { json.object("location") { write(location, to: &$0) } }
        }
        json.field("statistics", artifact.statistics)
    }

    private func write(_ image: ImageFacts, to json: inout JSONWriter) {
        json.field("reference", image.reference)
        json.field("created", image.created)
        json.field("architecture", image.architecture)
        json.field("os", image.platformOS)
        json.field("user", image.user)
        json.field("entrypoint", image.entrypoint)
        json.field("command", image.command)
        json.field("exposedPorts", image.exposedPorts)
        json.field("environment", image.environment)
        json.field("workingDirectory", image.workingDirectory)
        json.field("labels", image.labels)
        json.objects("layers", of: image.layers) { json, layer in
            write(layer.reference, to: &json)
            json.field("mediaType", layer.mediaType)
            json.field("packedSize", layer.packedSize)
            json.field("unpackedSize", layer.unpackedSize)
            json.field("entryCount", layer.entryCount)
            json.field("skipped", layer.skipped)
        }
        json.field("hasShell", image.hasShell)
        json.field("packageManagers", image.packageManagers)
        json.field("setUIDFiles", image.setUIDFiles)
        json.field("history", image.history)
    }

    private func write(_ package: Package, to json: inout JSONWriter) {
        json.field("id", package.id)
        json.field("name", package.name)
        json.field("version", package.version)
        json.field("type", package.type.rawValue)
        json.field("purl", package.purl)
        json.field("cpes", package.cpes)
        json.field("licences", package.licences)
        json.field("architecture", package.architecture)
        json.field("sourceName", package.sourceName)
        json.field("sourceVersion", package.sourceVersion)
        json.field("distribution", package.distribution)
        json.objects("locations", of: package.locations) { json, location in
            json.field("path", location.path)
            if let layer = location.layer { json.object("layer") { write(layer, to: &$0) } }
        }
        json.field("dependsOn", package.dependsOn)
        json.field("ownedBy", package.ownedBy)
        json.field("properties", package.properties)
    }

    private func write(_ layer: LayerReference, to json: inout JSONWriter) {
        json.field("index", layer.index)
        json.field("digest", layer.digest)
        json.field("diffID", layer.diffID)
        json.field("createdBy", layer.createdBy)
    }

    private func write(_ location: Location, to json: inout JSONWriter) {
        json.field("path", location.path)
        json.field("line", location.line)
        json.field("column", location.column)
        json.field("endLine", location.endLine)
        json.field("endColumn", location.endColumn)
        if let layer = location.layer { json.object("layer") { write(layer, to: &$0) } }
    }

    private func write(_ finding: Finding, fingerprint: String, to json: inout JSONWriter) {
        json.field("id", finding.id)
        json.field("aliases", finding.aliases)
        json.field("kind", finding.kind.rawValue)
        json.field("severity", finding.severity.rawValue)
        json.field("severitySource", finding.severitySource)
        json.field("title", finding.title)
        json.field(nonEmpty: "message", finding.message)
        if let package = finding.package {
            json.object("package") {
                $0.field("name", package.name)
                $0.field("version", package.version)
                $0.field("type", package.type)
                $0.field("purl", package.purl)
                $0.field("fixedVersion", package.fixedVersion)
            }
        }
        if let location = finding.location { json.object("location") { write(location, to: &$0) } }
        json.objects("otherLocations", of: finding.otherLocations) { write($1, to: &$0) }
        json.field("status", finding.status?.rawValue)
        json.field("priority", finding.priority)
        json.field("reachability", finding.reachability?.rawValue)
        json.field("confidence", finding.confidence?.rawValue)
        json.field("evidence", finding.evidence)
        json.objects("flow", of: finding.flow) { json, step in
            json.object("location") { write(step.location, to: &$0) }
            json.field("note", step.note)
        }
        if let fix = finding.fix {
            json.object("fix") {
                $0.field("summary", fix.summary)
                $0.field("path", fix.path)
                $0.objects("edits", of: fix.edits) { json, edit in
                    json.field("start", edit.range.lowerBound)
                    json.field("end", edit.range.upperBound)
                    json.field("replacement", edit.replacement)
                }
            }
        }
        json.objects("cvss", of: finding.cvss) { json, rating in
            json.field("version", rating.version)
            json.field("vector", rating.vector)
            json.field("score", rating.score)
            json.field("source", rating.source)
        }
        if let exploitation = finding.exploitation {
            json.objectUnlessEmpty("exploitation") {
                $0.field("kevAdded", exploitation.kevAdded)
                if exploitation.kevRansomware { $0.field("kevRansomware", true) }
                $0.field("epss", exploitation.epss)
                $0.field("epssPercentile", exploitation.epssPercentile)
            }
        }
        json.field("cwe", finding.cwe)
        json.field("references", finding.references)
        json.field("published", finding.published)
        json.field("fingerprint", fingerprint)
    }
}
