import Findings

/// The door for libFuzzer: whatever the bytes are, linting and repairing them ends, and what is repaired once stays.
public enum DockerfileRulesFuzz {
    public static func run(_ bytes: [UInt8]) {
        let selection = RuleSelection(profile: .all)
        let options = DockerfileOptions(
            trustedRegistries: ["*.example.com"], requiredLabels: ["a": .semver, "b": .spdx], strictLabels: true,
            context: BuildContext(ignoreFile: bytes, paths: [".git", ".env"]), user: "65532")
        let findings = DockerfileLinter.lint(bytes, path: "f", selection: selection, options: options).findings
        for finding in findings { precondition((finding.location?.line ?? 0) > 0) }
        // Many rounds over a large file say no more than a few over a small one.
        guard bytes.count < 4096 else { return }
        let repaired = FileRepair.repair(dockerfile: bytes, path: "f", selection: selection, options: options)
        precondition(repaired.remaining.count <= findings.count)
    }
}
