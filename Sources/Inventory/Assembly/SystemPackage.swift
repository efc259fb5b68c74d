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
        var resolved = self
        for index in indices {
            let package = self[index]
            var targets = Set<String>()
            func take(_ found: [Int]?) {
                for other in found ?? [] where other != index && fits(self[other], package) {
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
    private func fits(_ candidate: SystemPackage, _ dependent: SystemPackage) -> Bool {
        guard let own = dependent.package.architecture, let other = candidate.package.architecture, own != other else {
            return true
        }
        let neutral = ["all", "noarch"]
        return neutral.contains(own) || neutral.contains(other) || !hasSame(candidate, own)
    }

    private func hasSame(_ candidate: SystemPackage, _ architecture: String) -> Bool {
        contains { $0.package.name == candidate.package.name && $0.package.architecture == architecture }
    }
}
