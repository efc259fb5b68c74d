import Findings

/// An image whose layers are known: whatever starts with them is built on it.
public struct KnownBaseImage: Sendable, Hashable {
    public var name: String
    public var digest: String?
    /// Digests of the uncompressed layers, lowest first.
    public var diffIDs: [String]

    public init(name: String, digest: String? = nil, diffIDs: [String]) {
        self.name = name
        self.digest = digest
        self.diffIDs = diffIDs
    }
}

/// Tells what an image was built on; the surest evidence first.
struct BaseImageDetection {
    var image: ImageFacts
    var os: OperatingSystem?
    var packages: [Package]
    /// dpkg keeps one file for each package, as only distroless images do.
    var hasStatusFolder: Bool

    func detect(among known: [KnownBaseImage]) -> BaseImage? {
        byLayers(known) ?? byLabels() ?? byHistory() ?? bySystem()
    }

    /// The longest list of layers that the image starts with.
    private func byLayers(_ known: [KnownBaseImage]) -> BaseImage? {
        let layers = image.layers.map(\.reference.diffID)
        let fitting = known.filter { base in
            !base.diffIDs.isEmpty && base.diffIDs.count <= layers.count
                && zip(base.diffIDs, layers).allSatisfy { $0 == $1 }
        }
        return fitting.max { $0.diffIDs.count < $1.diffIDs.count }.map {
            BaseImage(name: $0.name, evidence: "layers", digest: $0.digest)
        }
    }

    private func byLabels() -> BaseImage? {
        let name = image.labels["org.opencontainers.image.base.name"]
        return name.flatMap { name in
            name.isEmpty
                ? nil
                : BaseImage(
                    name: name, evidence: "labels", digest: image.labels["org.opencontainers.image.base.digest"])
        }
    }

    /// Builders of base images leave their mark in the history of the first layer.
    private func byHistory() -> BaseImage? {
        guard let first = image.history.first(where: { !$0.isEmpty })?.lowercased() else { return nil }
        if first.contains("debuerreotype") || first.contains("debian.sh --arch") {
            return os.map { BaseImage(name: tagged($0), evidence: "history") }
        }
        if first.contains("apko") { return chainguard().map { BaseImage(name: $0, evidence: "history") } }
        return nil
    }

    private func bySystem() -> BaseImage? {
        guard let os else {
            return packages.contains { $0.type != .golang } ? nil : BaseImage(name: "scratch", evidence: "os-release")
        }
        if hasStatusFolder || os.prettyName == "Distroless" {
            return BaseImage(name: distroless(os), evidence: "os-release")
        }
        if let name = chainguard() { return BaseImage(name: name, evidence: "os-release") }
        return BaseImage(name: tagged(os), evidence: "os-release")
    }

    private func tagged(_ os: OperatingSystem) -> String {
        let repository: String
        var tag = os.version ?? os.codename ?? "latest"
        switch os.id {
        case "rhel": repository = "redhat/ubi"
        case "amzn": repository = "amazonlinux"
        case "ol": repository = "oraclelinux"
        case "rocky": repository = "rockylinux"
        case "opensuse-leap": repository = "opensuse/leap"
        case "opensuse-tumbleweed": repository = "opensuse/tumbleweed"
        case "sles": repository = "registry.suse.com/suse/sle"
        default: repository = os.id
        }
        if os.id == "alpine" { tag = tag.split(separator: ".").prefix(2).joined(separator: ".") }
        if os.id == "rhel" { return "\(repository)\(tag.prefix { $0 != "." }):\(tag)" }
        return "\(repository):\(tag)"
    }

    /// The flavours differ in what they hold: `cc` has libstdc++, `base` glibc, `static` neither.
    private func distroless(_ os: OperatingSystem) -> String {
        let names = Set(packages.filter { $0.type == .deb }.map(\.name))
        let flavour =
            names.contains("libstdc++6") || names.contains("libgcc-s1")
            ? "cc"
            : names.contains("libssl3") || names.contains("libssl3t64") || names.contains("libssl1.1")
                ? "base"
                : names.contains("libc6") ? "base-nossl" : "static"
        return "gcr.io/distroless/\(flavour)-\(os.id)\(os.version ?? "")"
    }

    private func chainguard() -> String? {
        guard let id = os?.id, id == "wolfi" || id == "chainguard" else { return nil }
        let names = Set(packages.filter { $0.type == .apk }.map(\.name))
        if id == "wolfi", names.contains("apk-tools") { return "cgr.dev/chainguard/wolfi-base" }
        return names.contains("glibc") ? "cgr.dev/chainguard/glibc-dynamic" : "cgr.dev/chainguard/static"
    }
}
