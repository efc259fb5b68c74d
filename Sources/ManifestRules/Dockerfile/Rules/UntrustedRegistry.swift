import Findings
import Manifests

/// Images from elsewhere than the project allows.
enum UntrustedRegistry: DockerfileRule {
    static let card = RuleCard(
        id: "DD-DF-REGISTRY", title: "The registry is not among the trusted ones", severity: .high,
        why: "The project names the registries it trusts; this image comes from another.",
        repair: "Take the image from a trusted registry, or add this one to the configuration.",
        maps: [.hadolint("DL3026"), .cisDocker("4.2"), .cwe(829)],
        references: ["https://docs.docker.com/build/building/best-practices/#from"])

    /// The rule wants options; what its tests add to these is in DockerfileOptionRulesTests.
    static let examples = Examples(
        good: ["FROM registry.example.com/app:1\n"],
        bad: ["FROM elsewhere.example.org/app:1\n"])

    static let exampleOptions = DockerfileOptions(trustedRegistries: ["*.example.com"])

    static func check(_ view: DockerfileView, report: (Problem) -> Void) {
        let trusted = view.options.trustedRegistries
        guard !trusted.isEmpty else { return }
        func judge(_ image: ImageReference, _ range: Range<Int>) {
            let registry = image.registry ?? "docker.io"
            guard !trusted.contains(where: { isTrusted(registry, by: $0) }) else { return }
            report(Problem(range, "\(registry) is not a trusted registry."))
        }
        for stage in view.file.stages {
            if let word = stage.imageWord, case .image(let image) = stage.base { judge(image, word.range) }
        }
        for item in view.items where item.keyword == .copy || item.keyword == .run {
            var names: [(String, Range<Int>)] = []
            if item.keyword == .copy, let flag = item.instruction.flag("from"), let name = flag.value {
                names.append((name, flag.range))
            }
            for mount in item.instruction.flags("mount") {
                if let name = mount.field("from") { names.append((name, mount.range)) }
            }
            for (name, range) in names where Int(name) == nil && !name.contains("$") && name != "scratch" {
                if let stage = view.stage(item.stage), view.file.stage(named: name, before: stage) != nil { continue }
                judge(ImageReference(name), range)
            }
        }
    }

    private static func isTrusted(_ registry: String, by pattern: String) -> Bool {
        if pattern == "*" || pattern == registry { return true }
        let isHub = ["docker.io", "index.docker.io", "hub.docker.com", "registry-1.docker.io"]
        if isHub.contains(pattern), isHub.contains(registry) { return true }
        if pattern.hasPrefix("*") { return registry.hasSuffix(pattern.dropFirst()) }
        if pattern.hasSuffix("*") { return registry.hasPrefix(pattern.dropLast()) }
        return false
    }
}
