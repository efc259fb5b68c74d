import Inventory

/// What Go's versions need beyond their order.
enum GoModuleVersion {
    /// Whether it names a commit rather than a release: `v0.0.0-20210101120000-0123456789ab`.
    /// Source: https://go.dev/ref/mod#pseudo-versions.
    static func isPseudo(_ version: String) -> Bool {
        var bytes = Array(version.utf8)
        if let plus = bytes.lastIndex(of: UInt8(ascii: "+")) { bytes = Array(bytes[..<plus]) }
        guard bytes.count > 28, bytes[bytes.count - 13] == UInt8(ascii: "-") else { return false }
        let commit = bytes[(bytes.count - 12)...]
        let time = bytes[(bytes.count - 27)..<(bytes.count - 13)]
        let before = bytes[bytes.count - 28]
        return commit.allSatisfy { (48...57).contains($0) || (97...122).contains($0) }
            && time.allSatisfy { (48...57).contains($0) }
            && (before == UInt8(ascii: "-") || before == UInt8(ascii: "."))
    }

    /// The vulnerability database's `custom_ranges` speak in the project's own numbers. A release bears such a number;
    /// a commit of a project whose tags Go cannot use does not, and then `ranges` (every version) stands.
    static func judge(_ version: String, upstream affected: AffectedPackage) -> RangeAnswer {
        guard !isPseudo(version) else { return RangeJudge.judge(version, affected.ranges) }
        // `main-gha.27122` and its like stand in no order to anything.
        let answer = RangeJudge.judge(version, affected.upstreamRanges)
        return answer == .unknown ? RangeJudge.judge(version, affected.ranges) : answer
    }

    /// A fixed version of an advisory, written as go.mod writes it: with the `v` in front.
    static func written(_ version: String) -> String {
        version.utf8.first.map { (48...57).contains($0) } == true ? "v" + version : version
    }
}

/// Names of Go releases.
enum GoToolchainName {
    /// `go1.20.4` for `1.20.4`; `go1.20` for `1.20.0`, as releases before 1.21 were called; `go1.21rc2` for
    /// `1.21.0-rc.2`.
    /// Source: https://go.dev/doc/toolchain#version.
    static func name(_ semantic: String) -> String {
        let text = semantic.hasPrefix("v") ? String(semantic.dropFirst()) : semantic
        guard !text.hasPrefix("go") else { return text }
        let parts = text.split(separator: "-", maxSplits: 1)
        guard let release = parts.first else { return text }
        let numbers = release.split(separator: ".")
        guard numbers.count == 3, let minor = Int(numbers[1]) else { return "go" + text }
        let short = "go\(numbers[0]).\(numbers[1])"
        if parts.count == 2, parts[1] != "0" {
            return short + parts[1].filter { $0 != "." }
        }
        return numbers[2] == "0" && minor < 21 ? short : "\(short).\(numbers[2])"
    }

    /// The release a candidate led to: `1.21.0` for `1.21.0-rc.4`.
    static func release(of semantic: String) -> String {
        semantic.split(separator: "-", maxSplits: 1).first.map(String.init) ?? semantic
    }
}
