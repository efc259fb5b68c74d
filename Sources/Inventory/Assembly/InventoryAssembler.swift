import Artifacts
import Findings

/// Makes the inventory of what the analyzers brought.
public enum InventoryAssembler {
    /// - Parameters:
    ///   - image: what the image's configuration says; nil for folders and files.
    ///   - knownBases: images whose layers are known.
    ///   - readsGoSources: whether go.mod files count; nil leaves them out of images, where they are mere files, and
    ///     programs tell what they were built from.
    ///   - questions: files of which it shall be told whether an OS package owns them (`Inventory.ownedFiles`).
    public static func assemble(
        pass: PassResult, image: ImageFacts? = nil, knownBases: [KnownBaseImage] = [], readsGoSources: Bool? = nil,
        questions: [PackageLocation] = []
    ) -> Inventory {
        let facts = PassFacts(pass)
        var inventory = Inventory()
        inventory.os = operatingSystem(of: .top, facts)

        let programs = facts.goBinaries.filter(\.isVisible)
        var ownership = FileOwnership(
            paths: programs.flatMap { [$0.path] + $0.otherPaths } + questions.map(\.path))
        var systemPackages: [Package] = []
        let roots = roots(facts)
        if roots.count > rootLimit {
            inventory.notes.append(
                ScanNote(
                    "package databases under \(roots.count) roots; only the first \(rootLimit) are read",
                    makesPartial: true))
        }
        for root in roots.prefix(rootLimit) {
            let facts = facts.under(root)
            let os = operatingSystem(of: root, facts)
            if os == nil {
                inventory.notes.append(
                    ScanNote(
                        "packages of an operating system under /\(root.prefix), but no release file names it",
                        makesPartial: false))
            }
            let packages = systemPackagesUnder(root, os, facts).resolvingDependencies()
            ownership.add(packages, under: root)
            systemPackages += packages.map { package in
                var package = package.package
                if root != .top { package.properties["root"] = root.prefix }
                return package
            }
        }
        let states = GoBinaryStates(facts.goBinaries)
        var goPackages: [Package] = []
        for program in programs {
            let owner = ownership.owner(
                of: [program.path] + program.otherPaths, layer: states.firstLayer(of: program))
            let result = GoBinaryAssembly.assemble(program, ownedBy: owner)
            inventory.programs.append(result.program)
            goPackages += result.packages
        }
        for file in questions where ownership.owner(of: [file.path], layer: file.layer?.index) != nil {
            inventory.ownedFiles.insert(file.path)
        }
        inventory.programs.sort { $0.location.path < $1.location.path }
        if readsGoSources ?? (image == nil) { goPackages += GoSourceAssembly(facts).packages() }
        inventory.packages = merged(systemPackages + goPackages).sorted(by: inReportOrder)

        let observations = facts.observations
        inventory.hasCertificates = observations.contains { $0.content == .certificates }
        inventory.hasTimeZones = observations.contains { $0.content == .timeZones }
        if let image {
            inventory.image = completed(image, observations)
            let hasStatusFolder = facts.dpkg.contains { $0.isVisible && !$0.path.hasSuffix("dpkg/status") }
            inventory.base = BaseImageDetection(
                image: image, os: inventory.os, packages: inventory.packages, hasStatusFolder: hasStatusFolder
            ).detect(among: knownBases)
        }
        return inventory
    }

    // MARK: - Systems

    /// Systems in one artifact; a machine with hundreds of unpacked images is within it.
    private static let rootLimit = 1024

    /// Every root that has a package database, sorted.
    private static func roots(_ facts: PassFacts) -> [SystemRoot] {
        var roots = Set<SystemRoot>()
        for database in facts.dpkg where database.isVisible {
            DpkgAssembly.root(of: database.path).map { _ = roots.insert($0) }
        }
        for database in facts.apk where database.isVisible {
            ApkAssembly.root(of: database.path).map { _ = roots.insert($0) }
        }
        for database in facts.rpm where database.isVisible {
            RpmAssembly.root(of: database.path).map { _ = roots.insert($0) }
        }
        return roots.sorted()
    }

    private static func operatingSystem(of root: SystemRoot, _ facts: PassFacts) -> OperatingSystem? {
        let folders = ["etc/", "usr/lib/"]
        return OperatingSystemDetection.detect(
            facts.releases.filter { fact in
                guard let path = root.relative(fact.path) else { return false }
                return folders.contains { path.hasPrefix($0) && !path.dropFirst($0.count).contains("/") }
            }.map(\.content))
    }

    private static func systemPackagesUnder(
        _ root: SystemRoot, _ os: OperatingSystem?, _ facts: PassFacts
    ) -> [SystemPackage] {
        DpkgAssembly(root: root, os: os).packages(facts) + ApkAssembly(root: root, os: os).packages(facts)
            + RpmAssembly(root: root, os: os).packages(facts)
    }

    // MARK: - Packages

    /// One package for each id, with the locations of all.
    private static func merged(_ packages: [Package]) -> [Package] {
        var positions: [String: Int] = [:]
        var result: [Package] = []
        result.reserveCapacity(packages.count)
        for package in packages {
            guard let position = positions[package.id] else {
                positions[package.id] = result.count
                result.append(package)
                continue
            }
            for location in package.locations where !result[position].locations.contains(location) {
                result[position].locations.append(location)
            }
            result[position].dependsOn = Set(result[position].dependsOn).union(package.dependsOn).sorted()
        }
        return result
    }

    static func inReportOrder(_ left: Package, _ right: Package) -> Bool {
        (left.type.rawValue, left.name, left.version, left.id) < (
            right.type.rawValue, right.name, right.version, right.id
        )
    }

    // MARK: - Image

    private static func completed(_ image: ImageFacts, _ observations: [PassFacts.Located<ObservationFact>])
        -> ImageFacts
    {
        var image = image
        image.hasShell = false
        var managers = Set<String>()
        var setID = Set<String>()
        for observation in observations {
            switch observation.content {
            case .shell: image.hasShell = true
            case .packageManager(let name): managers.insert(name)
            case .setID: setID.insert(observation.path)
            case .certificates, .timeZones, .link: break
            }
        }
        image.packageManagers = managers.sorted()
        image.setUIDFiles = setID.sorted()
        return image
    }
}
