import Findings
import Workflows

/// Shows what a repair changes, and what it leaves to a person.
struct RepairView {
    /// The files are written; else the diff is printed.
    let writes: Bool
    let isQuiet: Bool

    func show(_ outcome: FixWorkflow.Outcome) {
        let changed = outcome.repairs.filter(\.result.isChanged)
        if !writes { for repair in changed { StandardOutput.write(repair.result.patch) } }
        guard !isQuiet else { return }
        for note in outcome.notes where note.makesPartial {
            StandardError.write("drydock: \(Self.place(note.location?.path ?? "", note.location)): \(note.text)")
        }
        for repair in outcome.repairs {
            for dropped in repair.result.dropped {
                let place = Self.place(repair.path, dropped.finding.location)
                StandardError.write("not applied: \(place): \(dropped.finding.id): \(dropped.reason)")
            }
        }
        let applied = changed.reduce(0) { $0 + $1.result.applied.count }
        let remaining = outcome.repairs.reduce(0) { $0 + $1.result.remaining.count }
        StandardError.write(
            "\(writes ? "repaired" : "would repair") \(applied) finding(s) in \(changed.count) file(s); "
                + "\(remaining) remain for a person to decide")
    }

    private static func place(_ path: String, _ location: Location?) -> String {
        path + (location?.line.map { ":\($0)" } ?? "")
    }
}
