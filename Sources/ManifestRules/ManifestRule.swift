import Findings

/// What the rules over Dockerfiles, compose files and Kubernetes manifests have in common: each says everything about
/// itself in its file.
public protocol ManifestRule: Sendable {
    static var card: RuleCard { get }
    /// Inputs the tests run and the documentation shows.
    static var examples: Examples { get }
}
