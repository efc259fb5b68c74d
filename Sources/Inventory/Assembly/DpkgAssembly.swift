import Findings

/// Packages from dpkg's databases under one root.
struct DpkgAssembly {
    var root: SystemRoot
    var os: OperatingSystem?

    func packages(_ facts: PassFacts) -> [SystemPackage] {
        let databases = facts.dpkg.databases { Set($0.packages.map(Self.key)) }
            .filter { Self.root(of: $0.located.path) == root }
        guard !databases.isEmpty else { return [] }
        let lists = fileLists(facts)
        let licences = licences(facts)
        return databases.flatMap { database, history in
            database.content.packages.map { package in
                let origin = history.origin(of: Self.key(package), from: database.layer)
                let listed =
                    lists["\(package.name):\(package.architecture ?? "")"] ?? lists[package.name]
                    ?? lists[database.path]
                return SystemPackage(
                    package: convert(
                        package, at: PackageLocation(path: database.path, layer: origin),
                        licences: licences[package.name] ?? []),
                    names: Self.names(package),
                    alternatives: Self.needs(package.depends),
                    files: listed?.files ?? [], layer: listed?.layer ?? origin)
            }
        }
    }

    static func root(of path: String) -> SystemRoot? {
        SystemRoot(of: path, endings: ["var/lib/dpkg/status"]) ?? SystemRoot(ofFile: path, in: "var/lib/dpkg/status.d")
    }

    private static func key(_ package: DpkgPackage) -> UInt64 {
        PackageHistory.key(package.name, package.architecture, package.version)
    }

    private func convert(_ package: DpkgPackage, at location: PackageLocation, licences: [String]) -> Package {
        let distribution = os?.id ?? "debian"
        let sourceName = package.sourceName ?? package.name
        let sourceVersion = package.sourceVersion ?? package.version
        var upstream: String?
        if sourceName != package.name || sourceVersion != package.version {
            upstream = sourceVersion == package.version ? sourceName : "\(sourceName)@\(sourceVersion)"
        }
        let purl = PackageURL.deb(
            package.name, version: package.version, distribution: distribution, architecture: package.architecture,
            release: OperatingSystemDetection.purlRelease(os), upstream: upstream
        ).description
        var properties: [String: String] = [:]
        properties["maintainer"] = package.maintainer
        properties["homepage"] = package.homepage
        properties["section"] = package.section
        properties["state"] = package.state
        if package.isEssential { properties["essential"] = "yes" }
        return Package(
            id: purl, name: package.name, version: package.version, type: .deb, purl: purl,
            cpes: PlatformEnumeration.candidates(
                name: package.name, sourceName: sourceName, version: package.version, type: .deb),
            licences: licences, architecture: package.architecture, sourceName: sourceName,
            sourceVersion: sourceVersion, distribution: distribution, locations: [location], properties: properties)
    }

    /// By package, by `package:architecture`, and by the path of the `status.d` file it belongs to.
    private func fileLists(_ facts: PassFacts) -> [String: (files: [UInt64], layer: LayerReference?)] {
        var lists: [String: (files: [UInt64], layer: LayerReference?)] = [:]
        for list in facts.dpkgFiles {
            let keys: [String]
            if SystemRoot(ofFile: list.path, in: "var/lib/dpkg/info") == root {
                keys = [
                    list.content.architecture.map { "\(list.content.package):\($0)" } ?? list.content.package
                ]
            } else if SystemRoot(ofFile: list.path, in: "var/lib/dpkg/status.d") == root {
                // The path of the paragraph is that of its sums without the ending.
                keys = [list.content.package, String(list.path.dropLast(8))]
            } else {
                continue
            }
            for key in keys {
                guard let known = lists[key] else {
                    lists[key] = (list.content.files, list.layer)
                    continue
                }
                // `.list` and `.md5sums` of one package; the former names links too.
                let newer = (known.layer?.index ?? 0) < (list.layer?.index ?? 0) ? list.layer : known.layer
                lists[key] = (Array(Set(known.files).union(list.content.files)), newer)
            }
        }
        return lists
    }

    private func licences(_ facts: PassFacts) -> [String: [String]] {
        var licences: [String: [String]] = [:]
        for fact in facts.copyrights where root.relative(fact.path)?.hasPrefix("usr/share/doc/") == true {
            licences[fact.content.package] = fact.content.licences
        }
        for link in facts.documentationLinks where root.relative(link.path)?.hasPrefix("usr/share/doc/") == true {
            if licences[link.content.package] == nil, let target = licences[link.content.target] {
                licences[link.content.package] = target
            }
        }
        return licences
    }

    // MARK: - Dependencies

    private static func names(_ package: DpkgPackage) -> [UInt64] {
        var names = [StableHash.of(package.name)]
        package.provides.withBytes { bytes in
            bytes.forEachPart(0x2C) { names.append(bareName($0).stableHash) }
        }
        return names
    }

    /// `libc6 (>= 2.34), debconf (>= 0.5) | debconf-2.0, python3:any` (Debian Policy 7.1).
    private static func needs(_ depends: String) -> [[UInt64]] {
        var groups: [[UInt64]] = []
        depends.withBytes { bytes in
            bytes.forEachPart(0x2C) { part in
                var group: [UInt64] = []
                part.forEachPart(0x7C) { group.append(bareName($0).stableHash) }
                groups.append(group)
            }
        }
        return groups
    }

    /// Up to the version, the architecture or the list of architectures.
    private static func bareName(_ relation: Bytes) -> Bytes {
        var end = 0
        while let byte = relation[end], !Bytes.isSpace(byte), byte != 0x28, byte != 0x3A, byte != 0x5B { end += 1 }
        return relation.slice(0, end)
    }
}
