import Artifacts
import Findings

/// Something about an image that hardening asks for.
public enum ObservationFact: Fact, Hashable {
    /// A shell lies there, by name.
    case shell(String)
    case packageManager(String)
    /// Set-uid or set-gid; `mode` in full.
    case setID(mode: UInt16)
    case certificates
    case timeZones
    /// A symbolic link near the root, which may be one of a folder.
    case link(target: String)
}

/// Looks at names and modes only: shells, package managers, set-uid files, CA certificates, time zones, and how many
/// files everybody may write.
struct ImageObservations: Analyzer {
    let name = "image-facts"

    /// Name of the number in the statistics.
    static let worldWritable = "world-writable files"

    func interest(in entry: Entry) -> Interest {
        switch entry.kind {
        case .file, .hardLink:
            if entry.mode & 0o6002 != 0 { return .name }
            return entry.withPath { Self.named($0, isExecutable: entry.isExecutable) != nil } ? .name : .nothing
        case .symbolicLink:
            return entry.withPath { Self.isNearRoot($0.bytes) || Self.isShellLink($0) } ? .name : .nothing
        default: return .nothing
        }
    }

    func analyze(_ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) {
        if case .symbolicLink(let target) = entry.kind {
            if entry.withPath({ Self.isNearRoot($0.bytes) }) { report(.fact(ObservationFact.link(target: target))) }
            // A link to a shell is a shell only where the shell itself is there; one of an unknown name may be one.
            let isUnknown = target.withBytes { Self.entryName(FilePath(bytes: $0).name, in: Self.shells) == nil }
            if isUnknown, entry.withPath(Self.isShellLink) { report(.fact(ObservationFact.shell("sh"))) }
            return
        }
        if entry.mode & 0o6000 != 0, entry.isExecutable { report(.fact(ObservationFact.setID(mode: entry.mode))) }
        if entry.mode & 0o002 != 0, entry.isFile { report(.count(Self.worldWritable, 1)) }
        if let fact = entry.withPath({ Self.named($0, isExecutable: entry.isExecutable) }) { report(.fact(fact)) }
    }

    private static func named(_ path: FilePath, isExecutable: Bool) -> ObservationFact? {
        let bytes = path.bytes
        if isExecutable {
            let folder = path.folder
            guard folder.hasSuffix("bin") || folder.hasSuffix("busybox") else { return nil }
            let name = path.name
            guard name.count <= 10 else { return nil }
            if let shell = entryName(name, in: shells) { return .shell(shell) }
            return entryName(name, in: packageManagers).map { .packageManager($0) }
        }
        switch bytes.last {
        case 0x74, 0x6D:
            let isBundle =
                bytes.hasSuffix("etc/ssl/certs/ca-certificates.crt") || bytes.hasSuffix("etc/ssl/cert.pem")
                || bytes.hasSuffix("etc/pki/tls/certs/ca-bundle.crt")
                || bytes.hasSuffix("etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem")
            return isBundle ? .certificates : nil
        case 0x43: return bytes.hasSuffix("usr/share/zoneinfo/UTC") ? .timeZones : nil
        default: return nil
        }
    }

    private static func isNearRoot(_ path: Bytes) -> Bool {
        guard let slash = path.firstIndex(of: 0x2F) else { return true }
        return path.firstIndex(of: 0x2F, from: slash + 1) == nil
    }

    private static func isShellLink(_ path: FilePath) -> Bool {
        path.bytes.hasSuffix("bin/sh") || path.bytes.hasSuffix("bin/bash")
    }

    private static func entryName(_ name: Bytes, in names: [StaticString]) -> String? {
        names.first { name.equals($0) }.map(\.description)
    }

    private static let shells: [StaticString] = [
        "sh", "bash", "dash", "ash", "busybox", "zsh", "ksh", "mksh", "oksh", "yash", "posh", "rbash", "fish", "csh",
        "tcsh", "toybox", "pwsh", "nu", "elvish", "xonsh", "brush", "ksh93",
    ]

    private static let packageManagers: [StaticString] = [
        "apt", "apt-get", "aptitude", "dpkg", "apk", "dnf", "dnf5", "microdnf", "tdnf", "yum", "rpm", "zypper",
        "pacman", "opkg", "emerge", "nix", "nix-env", "pip", "pip3", "npm", "yarn", "gem", "conda",
    ]
}
