import Findings

/// Packages from apk's database under one root.
struct ApkAssembly {
    var root: SystemRoot
    var os: OperatingSystem?

    func packages(_ facts: PassFacts) -> [SystemPackage] {
        facts.apk.databases { Set($0.packages.map(Self.key)) }
            .filter { Self.root(of: $0.located.path) == root }
            .flatMap { database, history in
                database.content.packages.map { package in
                    let origin = history.origin(of: Self.key(package), from: database.layer)
                    return SystemPackage(
                        package: convert(package, at: PackageLocation(path: database.path, layer: origin)),
                        names: [StableHash.of(package.name)] + package.provides, needs: package.depends,
                        fileNeeds: package.dependsOnFiles, files: package.files, layer: origin)
                }
            }
    }

    static func root(of path: String) -> SystemRoot? {
        SystemRoot(of: path, endings: ["usr/lib/apk/db/installed", "lib/apk/db/installed"])
    }

    private static func key(_ package: ApkPackage) -> UInt64 {
        PackageHistory.key(package.name, package.architecture, package.version)
    }

    private func convert(_ package: ApkPackage, at location: PackageLocation) -> Package {
        let distribution = os?.id ?? "alpine"
        let origin = package.origin ?? package.name
        let purl = PackageURL.apk(
            package.name, version: package.version, distribution: distribution, architecture: package.architecture,
            release: OperatingSystemDetection.purlRelease(os), upstream: origin == package.name ? nil : origin
        ).description
        var properties: [String: String] = [:]
        properties["maintainer"] = package.maintainer
        properties["homepage"] = package.url
        return Package(
            id: purl, name: package.name, version: package.version, type: .apk, purl: purl,
            cpes: PlatformEnumeration.candidates(
                name: package.name, sourceName: origin, version: package.version, type: .apk),
            licences: package.licence.flatMap(Licence.expression).map { [$0] } ?? [],
            architecture: package.architecture, sourceName: origin, sourceVersion: package.version,
            distribution: distribution, locations: [location], properties: properties)
    }
}
