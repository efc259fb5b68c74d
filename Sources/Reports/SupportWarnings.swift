import Findings

extension ScanResult {
    /// Of the scan, `YYYY-MM-DD`.
    var day: String { String(created.prefix(10)) }
}

/// What of an artifact no longer gets its maker's fixes, in a sentence each: the operating system, Go toolchains.
enum SupportWarnings {
    /// Toolchains named before the rest is counted.
    private static let toolchainLimit = 3

    /// - Parameter day: of the scan, `YYYY-MM-DD`.
    static func of(_ artifact: ArtifactResult, on day: String) -> [String] {
        var warnings: [String] = []
        if let os = artifact.os, os.isEndOfLife == true { warnings.append(sentence(on: os, day)) }
        var seen = Set<String>()
        let ended = artifact.packages.filter {
            $0.properties["isEndOfLife"] == "true"
                && seen.insert("\($0.version) \($0.locations.first?.path ?? "")").inserted
        }
        for package in ended.prefix(toolchainLimit) {
            let since = package.properties["endOfLife"].map { " since \($0)" } ?? ""
            let path = package.locations.first?.path
            // A go directive says what the source needs; a newer toolchain may build it.
            warnings.append(
                package.properties["minimum"] == "true"
                    ? "\(path ?? "go.mod") is content with \(package.version), which is out of support\(since)."
                    : "The Go toolchain \(package.version)\(path.map { " of \($0)" } ?? "") is out of support\(since).")
        }
        if ended.count > toolchainLimit {
            warnings.append("\(ended.count - toolchainLimit) more Go programs are built by toolchains out of support.")
        }
        return warnings
    }

    private static func sentence(on os: OperatingSystem, _ day: String) -> String {
        let since = os.endOfLife.map { " since \($0)" } ?? ""
        guard let extended = os.extendedSupport, extended >= day else {
            return "\(os.displayName) is out of support\(since): it gets no more security fixes."
        }
        return "\(os.displayName) is out of regular support\(since): only extended support, until \(extended), fixes "
            + "security holes, and not in every package."
    }
}
