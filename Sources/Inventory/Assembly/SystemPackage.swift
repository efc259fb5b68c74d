import Findings

/// A package of an operating system on its way into the inventory: what links it to others is still by name.
struct SystemPackage {
    var package: Package
    /// Hashes of its name and of what it provides.
    var names: [UInt64] = []
    /// Of each of these it needs the first that is there.
    var alternatives: [[UInt64]] = []
    var needs: [UInt64] = []
    /// Paths it needs.
    var fileNeeds: [UInt64] = []
    /// Hashes of the paths of its files.
    var files: [UInt64] = []
    /// The layer its files came with.
    var layer: LayerReference?
}

extension [SystemPackage] {
    /// Fills `dependsOn` of each.
    func resolvingDependencies() -> [SystemPackage] {
        var providers: [UInt64: [Int]] = [:]
        for (index, package) in enumerated() {
            for name in package.names where providers[name]?.last != index {
                providers[name, default: []].append(index)
            }
        }
        let wantedFiles = Set(flatMap(\.fileNeeds))
        var owners: [UInt64: [Int]] = [:]
        if !wantedFiles.isEmpty {
            for (index, package) in enumerated() {
                for file in package.files where wantedFiles.contains(file) { owners[file, default: []].append(index) }
            }
        }
        let installed = Set(map { Installed($0.package) })
        var resolved = self
        for index in indices {
            let package = self[index]
            var targets = Set<String>()
            func take(_ found: [Int]?) {
                for other in (found ?? []).prefix(Self.providerLimit)
                where other != index && fits(self[other], package, installed) {
                    targets.insert(self[other].package.id)
                }
            }
            for group in package.alternatives { take(group.lazy.compactMap { providers[$0] }.first) }
            for need in package.needs { take(providers[need]) }
            for need in package.fileNeeds { take(owners[need] ?? providers[need]) }
            targets.remove(package.package.id)
            resolved[index].package.dependsOn = targets.sorted()
        }
        return resolved
    }

    /// With several architectures installed a package depends on what is of its own, or of none.
    private func fits(
        _ candidate: SystemPackage, _ dependent: SystemPackage, _ installed: Set<Installed>
    ) -> Bool {
        guard let own = dependent.package.architecture, let other = candidate.package.architecture, own != other else {
            return true
        }
        let neutral = ["all", "noarch"]
        return neutral.contains(own) || neutral.contains(other)
            || !installed.contains(Installed(name: candidate.package.name, architecture: own))
    }

    /// What one need may lead to: more packages than that never provide one thing, save in databases made to stall.
    private static var providerLimit: Int { 64 }
}

/// A package in one architecture.
private struct Installed: Hashable {
    var name: String
    var architecture: String?

    init(name: String, architecture: String?) {
        self.name = name
        self.architecture = architecture
    }

    init(_ package: Package) { self.init(name: package.name, architecture: package.architecture) }
}
