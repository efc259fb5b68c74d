import Findings
import Inventory

/// Makes an inventory of the components of a document.
struct SBOMAssembly {
    private let content: SBOMContent
    private var packages: [Package] = []
    /// Id of the package that stands for each reference.
    private var ids: [String: String] = [:]
    private var positions: [String: Int] = [:]
    /// How many packages asked for an id.
    private var copies: [String: Int] = [:]
    private var layers: [String: LayerReference] = [:]
    /// Packages of types whose advisories are not known here, by type.
    private var unjudged: [String: Int] = [:]

    init(_ content: SBOMContent) { self.content = content }

    consuming func document() -> SBOMDocument {
        let subject = content.components.first { $0.role == .subject }
        numberLayers(subject)
        let system = operatingSystem()
        for component in content.components { add(component, system) }
        addDependencies()
        addOwners()

        var inventory = Inventory(os: system)
        inventory.programs = programs()
        inventory.base = subject?.property("drydock:base").map { BaseImage(name: $0, evidence: "sbom") }
        inventory.notes = notes()
        inventory.packages = packages.sorted {
            ($0.type.rawValue, $0.name, $0.version, $0.id) < ($1.type.rawValue, $1.name, $1.version, $1.id)
        }
        return SBOMDocument(
            format: content.format, specVersion: content.specVersion, name: content.name ?? subject?.name,
            digest: digest(of: subject), tool: content.tool, created: content.created, inventory: inventory)
    }

    private func digest(of subject: SBOMComponent?) -> String? {
        guard let subject else { return nil }
        if subject.version.hasPrefix("sha256:") { return subject.version }
        return subject.digest
    }

    private mutating func numberLayers(_ subject: SBOMComponent?) {
        let names: Set<String> = ["drydock:layer:diffID", "aquasecurity:trivy:DiffID"]
        for property in subject?.properties ?? [] where names.contains(property.name) {
            if layers[property.value] == nil {
                layers[property.value] = LayerReference(index: layers.count, diffID: property.value)
            }
        }
    }

    // MARK: - Operating system

    private func operatingSystem() -> OperatingSystem? {
        if let component = content.components.first(where: { $0.role == .operatingSystem && !$0.name.isEmpty }) {
            var os = OperatingSystem(
                id: component.property("syft:distro:id") ?? OperatingSystem.canonicalID(component.name.lowercased()),
                version: component.version.isEmpty ? nil : component.version,
                codename: component.property("drydock:codename") ?? component.property("syft:distro:versionCodename"),
                prettyName: component.description)
            if let version = component.property("syft:distro:versionID"), !version.isEmpty { os.version = version }
            return os
        }
        return systemOfPurls()
    }

    /// Without an entry for the system the packages tell: `distro=debian-12`, or with Trivy `distro=3.19.1`.
    private func systemOfPurls() -> OperatingSystem? {
        var counts: [String: Int] = [:]
        for component in content.components {
            guard let text = component.purl, let purl = try? PackageURL(parsing: text),
                ["deb", "apk", "rpm"].contains(purl.type), let distro = purl.qualifiers["distro"],
                let namespace = purl.namespace
            else { continue }
            let isNumber = distro.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false
            counts[isNumber ? "\(namespace)-\(distro)" : distro, default: 0] += 1
        }
        guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else { return nil }
        guard let dash = most.lastIndex(of: "-") else { return OperatingSystem(id: OperatingSystem.canonicalID(most)) }
        let version = String(most[most.index(after: dash)...])
        let isNumber = version.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false
        let id = OperatingSystem.canonicalID(String(most[..<dash]))
        return isNumber
            ? OperatingSystem(id: id, version: version) : OperatingSystem(id: id, codename: version)
    }

    // MARK: - Packages

    private mutating func add(_ component: SBOMComponent, _ system: OperatingSystem?) {
        switch component.role {
        case .operatingSystem, .file: return
        case .subject:
            // A module described by itself (`cyclonedx-gomod`) is a package too.
            guard component.purl?.hasPrefix("pkg:golang/") == true else { return }
        case .package:
            // Trivy's entries for programs and lock files stand only for their parts.
            if component.purl == nil, component.property("aquasecurity:trivy:Type") != nil { return }
        }
        guard let package = SBOMPackage(component, system: system, layers: layers).package else { return }
        if package.type == .other {
            let type = package.purl.flatMap { try? PackageURL(parsing: $0) }?.type ?? "unknown"
            unjudged[type, default: 0] += 1
        }
        var unique = package
        while positions[unique.id] != nil {
            copies[package.id, default: 1] += 1
            unique.id = "\(package.id)~\(copies[package.id, default: 1])"
        }
        positions[unique.id] = packages.count
        if ids[component.reference] == nil { ids[component.reference] = unique.id }
        packages.append(unique)
    }

    private mutating func addDependencies() {
        for (reference, needs) in content.dependencies {
            guard let id = ids[reference], let position = positions[id] else { continue }
            packages[position].dependsOn = Set(needs.compactMap { ids[$0] }).subtracting([id]).sorted()
        }
    }

    private mutating func addOwners() {
        for index in packages.indices {
            guard let owner = packages[index].ownedBy else { continue }
            packages[index].ownedBy = ids[owner]
        }
        for (reference, parts) in content.contents {
            guard let owner = ids[reference], let position = positions[owner],
                [.deb, .apk, .rpm].contains(packages[position].type)
            else { continue }
            for part in parts {
                guard let id = ids[part], let index = positions[id], packages[index].type == .golang else { continue }
                packages[index].ownedBy = owner
            }
        }
        takeOwnersFromFiles()
    }

    /// What one binary is made of is owned as a whole, though a document may say so of one part only.
    private mutating func takeOwnersFromFiles() {
        var owners: [String: String] = [:]
        for package in packages where package.type == .golang {
            if let owner = package.ownedBy, let path = package.locations.first?.path { owners[path] = owner }
        }
        for index in packages.indices where packages[index].type == .golang && packages[index].ownedBy == nil {
            packages[index].ownedBy = packages[index].locations.first.flatMap { owners[$0.path] }
        }
    }

    // MARK: - Programs

    private func programs() -> [GoProgram] {
        var members: [String: [Package]] = placesOfParts()
        for package in packages where package.type == .golang {
            guard let path = package.locations.first?.path, !Self.isSource(path) else { continue }
            members[path, default: []].append(package)
        }
        return members.sorted { $0.key < $1.key }.map { path, packages in
            GoProgram(
                location: packages.first?.locations.first ?? PackageLocation(path: path),
                goVersion: packages.first { $0.name == "stdlib" }?.version,
                main: packages.first { $0.properties["main"] == "true" }?.id,
                packages: Set(packages.map(\.id)).sorted(), ownedBy: packages.first { $0.ownedBy != nil }?.ownedBy)
        }
    }

    /// Trivy says by edges which modules a program has: an entry named by the path of the program, without a purl.
    private func placesOfParts() -> [String: [Package]] {
        var members: [String: [Package]] = [:]
        for component in content.components where component.property("aquasecurity:trivy:Type") == "gobinary" {
            let parts =
                (content.dependencies[component.reference] ?? []) + (content.contents[component.reference] ?? [])
            let found = parts.compactMap { ids[$0] }.compactMap { positions[$0] }.map { packages[$0] }
                .filter { $0.type == .golang && $0.locations.isEmpty }
            if !found.isEmpty { members[component.name] = found }
        }
        return members
    }

    private static func isSource(_ path: String) -> Bool {
        ["go.mod", "go.sum", "go.work", "modules.txt"].contains { path == $0 || path.hasSuffix("/" + $0) }
    }

    // MARK: - Notes

    private func notes() -> [ScanNote] {
        var notes = content.partialReasons.map {
            ScanNote("the scan that made this document was partial: \($0)", makesPartial: true)
        }
        if !unjudged.isEmpty {
            let list = unjudged.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
            notes.append(
                ScanNote("packages that are listed but not judged, by type: \(list)", makesPartial: false))
        }
        if packages.isEmpty { notes.append(ScanNote("the document lists no package", makesPartial: false)) }
        return notes
    }
}

extension SBOMDocument {
    init(
        format: SBOMFormat, specVersion: String?, name: String?, digest: String?, tool: String?, created: String?,
        inventory: Inventory
    ) {
        self.format = format
        self.specVersion = specVersion
        self.name = name
        self.digest = digest
        self.tool = tool
        self.created = created
        self.inventory = inventory
    }
}

extension OperatingSystem {
    /// Trivy's names, and purl's vendors, as os-release has them.
    static func canonicalID(_ id: String) -> String {
        switch id {
        case "redhat": "rhel"
        case "amazon": "amzn"
        case "oracle": "ol"
        case "alma": "almalinux"
        case "suse linux enterprise server", "suse": "sles"
        default: id
        }
    }
}
