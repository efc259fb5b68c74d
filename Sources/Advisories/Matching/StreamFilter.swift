import Findings
import Inventory

/// Which entries of an advisory speak of the installed package, where a distribution divides a release into streams,
/// modules and editions.
enum StreamFilter {
    struct Entry: Sendable {
        var affected: AffectedPackage
        /// The version that fixes it can be had by paying customers of the distribution only.
        var isForSubscribers = false
    }

    static func entries(_ affected: [AffectedPackage], for subject: MatchSubject) -> [Entry] {
        switch subject.key.ecosystem.family {
        case .ubuntu: ubuntu(affected, subject)
        case .redHat, .rocky, .alma, .oracle: enterprise(affected, subject)
        default: affected.map { Entry(affected: $0) }
        }
    }

    // MARK: - Ubuntu

    /// Fixes of Ubuntu Pro (`~esm`) and of certified builds (`fips`) bear their mark in the version.
    private static func ubuntu(_ affected: [AffectedPackage], _ subject: MatchSubject) -> [Entry] {
        let version = subject.version ?? ""
        let plain = affected.filter { $0.stream == nil }
        let isMaintained = version.contains("esm")
        var entries: [Entry] = isMaintained ? [] : plain.map { Entry(affected: $0) }
        for entry in affected {
            guard let stream = entry.stream?.lowercased() else { continue }
            if stream.contains("fips") || stream.contains("realtime") || stream.contains("bluefield") {
                if stream.contains("fips"), version.contains("fips") { entries.append(Entry(affected: entry)) }
            } else if isMaintained {
                entries.append(Entry(affected: entry))
            } else if plain.isEmpty {
                entries.append(Entry(affected: entry, isForSubscribers: true))
            }
        }
        return entries.isEmpty ? plain.map { Entry(affected: $0) } : entries
    }

    // MARK: - Red Hat and its kin

    private static func enterprise(_ affected: [AffectedPackage], _ subject: MatchSubject) -> [Entry] {
        let version = subject.version ?? ""
        let isModular = version.contains(".module") || subject.modularity != nil
        let tag = minorTag(version)
        var main: [AffectedPackage] = []
        var extended: [AffectedPackage] = []
        for entry in affected {
            let fixed = entry.ranges.compactMap(\.fixed)
            if !fixed.isEmpty {
                // A module's packages carry `.module` in their release and live beside those of the base.
                let modular = fixed.filter { $0.contains(".module") }
                guard isModular ? !modular.isEmpty : modular.isEmpty else { continue }
                if isModular, !isOfStream(modular, subject) { continue }
                // OpenShift's builds.
                guard fixed.contains(where: { $0.contains("rhaos") }) == version.contains("rhaos") else { continue }
                // Oracle's live-patched and certified builds stand beside the plain ones.
                let special = ["ksplice", "_fips"]
                guard special.allSatisfy({ mark in fixed.contains { $0.contains(mark) } == version.contains(mark) })
                else { continue }
            }
            if entry.stream?.hasPrefix("rhel_") == true {
                // Extended support of a minor release; it speaks of packages built for that one (`.el9_2`).
                if let tag, fixed.contains(where: { minorTag($0) == tag }) { extended.append(entry) }
            } else {
                main.append(entry)
            }
        }
        return (extended.isEmpty ? main : extended).map { Entry(affected: $0) }
    }

    /// Feeds do not name a module's stream; versions of one stream share their major number, save in rolling streams
    /// (`rhel8`, `rhel9`), which have one version at a time.
    private static func isOfStream(_ fixed: [String], _ subject: MatchSubject) -> Bool {
        if let stream = subject.modularity?.split(separator: ":").dropFirst().first, stream.hasPrefix("rhel") {
            return true
        }
        guard let version = subject.version else { return true }
        return fixed.contains { major($0) == major(version) }
    }

    private static func major(_ version: String) -> Substring {
        let start = version.firstIndex(of: ":").map { version.index(after: $0) } ?? version.startIndex
        return version[start...].prefix { $0 != "." && $0 != "-" }
    }

    /// `el9_2` of `1.2.3-4.el9_2.1`.
    private static func minorTag(_ version: String) -> Substring? {
        for part in version.split(separator: ".") where part.hasPrefix("el") && part.contains("_") { return part }
        return nil
    }
}
