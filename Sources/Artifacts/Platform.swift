/// What a container runs on: `linux/amd64`, `linux/arm64/v8`.
public struct Platform: Sendable, Hashable, CustomStringConvertible {
    public var os: String
    public var architecture: String
    public var variant: String?

    public init(os: String, architecture: String, variant: String? = nil) {
        self.os = os
        self.architecture = architecture
        self.variant = variant
    }

    /// `os/architecture[/variant]`, or an architecture alone for Linux; the machine names that uname gives are
    /// understood. Nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard !parts.contains(where: \.isEmpty), parts.count <= 3, let first = parts.first else { return nil }
        if parts.count == 1 {
            self = Platform(os: "linux", architecture: first).normalised
        } else {
            self = Platform(os: parts[0], architecture: parts[1], variant: parts.count == 3 ? parts[2] : nil).normalised
        }
    }

    public var description: String {
        variant.map { "\(os)/\(architecture)/\($0)" } ?? "\(os)/\(architecture)"
    }

    /// Linux on the machine this runs on.
    public static var host: Platform {
        #if arch(arm64)
            Platform(os: "linux", architecture: "arm64")
        #elseif arch(x86_64)
            Platform(os: "linux", architecture: "amd64")
        #elseif arch(arm)
            Platform(os: "linux", architecture: "arm", variant: "v7")
        #elseif arch(i386)
            Platform(os: "linux", architecture: "386")
        #elseif arch(powerpc64le)
            Platform(os: "linux", architecture: "ppc64le")
        #elseif arch(s390x)
            Platform(os: "linux", architecture: "s390x")
        #elseif arch(riscv64)
            Platform(os: "linux", architecture: "riscv64")
        #else
            Platform(os: "linux", architecture: "amd64")
        #endif
    }

    /// Go's names for architectures, and no variant where it says nothing (containerd does the same).
    public var normalised: Platform {
        var result = self
        result.os = os.lowercased()
        switch architecture.lowercased() {
        case "x86_64", "x86-64": result.architecture = "amd64"
        case "aarch64": result.architecture = "arm64"
        case "i386", "i686", "x86": result.architecture = "386"
        case "armhf":
            result.architecture = "arm"
            result.variant = "v7"
        case "armel":
            result.architecture = "arm"
            result.variant = "v6"
        case let other: result.architecture = other
        }
        switch (result.architecture, result.variant) {
        case ("arm64", "v8"), ("arm64", "8"), ("amd64", "v1"): result.variant = nil
        case ("arm", nil): result.variant = "v7"
        case (_, ""): result.variant = nil
        default: break
        }
        return result
    }

    /// How well an image for `self` serves who asked for `wanted`: the higher the better, nil not at all.
    func fitness(for wanted: Platform) -> Int? {
        let have = normalised
        let want = wanted.normalised
        guard have.os == want.os, have.architecture == want.architecture else { return nil }
        if have.variant == want.variant { return 1000 }
        guard want.architecture == "arm" || want.architecture == "amd64" else {
            return want.variant == nil ? 1 : nil
        }
        // A processor of a variant runs what was made for a lower one.
        let number = { (text: String?) in Int(text?.drop(while: { $0 == "v" }) ?? "1") ?? 1 }
        let (made, runs) = (number(have.variant), number(want.variant))
        return made <= runs ? made : nil
    }
}
