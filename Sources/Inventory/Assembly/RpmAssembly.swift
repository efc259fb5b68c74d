import Findings

/// Packages from rpm's database under one root.
struct RpmAssembly {
    var root: SystemRoot
    var os: OperatingSystem?

    func packages(_ facts: PassFacts) -> [SystemPackage] {
        facts.rpm.databases { Set($0.packages.map(Self.key)) }
            .filter { Self.root(of: $0.located.path) == root }
            .flatMap { database, history in
                database.content.packages.map { package in
                    let origin = history.origin(of: Self.key(package), from: database.layer)
                    return SystemPackage(
                        package: convert(package, at: PackageLocation(path: database.path, layer: origin)),
                        names: [StableHash.of(package.name)] + package.provides, needs: package.requires,
                        fileNeeds: package.requiresFiles, files: package.files, layer: origin)
                }
            }
    }

    static func root(of path: String) -> SystemRoot? {
        SystemRoot(ofFile: path, in: "var/lib/rpm") ?? SystemRoot(ofFile: path, in: "usr/lib/sysimage/rpm")
            ?? SystemRoot(ofFile: path, in: "usr/share/rpm")
    }

    private static func key(_ package: RpmPackage) -> UInt64 {
        PackageHistory.key(package.name, package.architecture, package.fullVersion)
    }

    private func convert(_ package: RpmPackage, at location: PackageLocation) -> Package {
        let distribution = os?.id ?? Self.distribution(ofVendor: package.vendor)
        let source = package.sourcePackage.flatMap(RpmSource.parse)
        let plainVersion = package.release.isEmpty ? package.version : "\(package.version)-\(package.release)"
        // The file name of the source package leaves its epoch out, which is that of what was built from it.
        let epoch = package.epoch.flatMap { $0 > 0 ? "\($0):" : nil } ?? ""
        let purl = PackageURL.rpm(
            package.name, version: plainVersion, epoch: package.epoch.flatMap { $0 > 0 ? $0 : nil },
            distribution: distribution, architecture: package.architecture,
            release: OperatingSystemDetection.purlRelease(os), upstream: package.sourcePackage
        ).description
        var properties: [String: String] = [:]
        properties["vendor"] = package.vendor
        properties["homepage"] = package.url
        properties["modularity"] = package.modularityLabel
        properties["epoch"] = package.epoch.map(String.init)
        return Package(
            id: purl, name: package.name, version: package.fullVersion, type: .rpm, purl: purl,
            cpes: PlatformEnumeration.candidates(
                name: package.name, sourceName: source?.name, version: package.version, type: .rpm),
            licences: package.licence.flatMap(Licence.expression).map { [$0] } ?? [],
            architecture: package.architecture, sourceName: source?.name ?? package.name,
            sourceVersion: epoch + (source?.version ?? plainVersion), distribution: distribution, locations: [location],
            properties: properties)
    }

    /// Where no release file names the system.
    private static func distribution(ofVendor vendor: String?) -> String {
        let vendors: [(words: String, id: String)] = [
            ("Red Hat", "rhel"), ("Fedora", "fedora"), ("CentOS", "centos"), ("Rocky", "rocky"),
            ("AlmaLinux", "almalinux"), ("Amazon", "amzn"), ("SUSE", "sles"), ("openSUSE", "opensuse"),
            ("Oracle", "ol"), ("Microsoft", "azurelinux"),
        ]
        return vendors.first { vendor?.contains($0.words) == true }?.id ?? "rpm"
    }
}
