import Findings
import Inventory

/// One component as a package, with the source package, owner and places that the tools write in their own ways:
/// purl qualifiers (`upstream`, `epoch`, `distro`), `drydock:package:…`, `syft:…` and `aquasecurity:trivy:…`.
struct SBOMPackage {
    /// Nil for components that are no package.
    private(set) var package: Package?

    private let component: SBOMComponent
    private let purl: PackageURL?

    init(_ component: SBOMComponent, system: OperatingSystem?, layers: [String: LayerReference]) {
        self.component = component
        purl = component.purl.flatMap { try? PackageURL(parsing: $0) }
        let type = Self.type(purl?.type) ?? Self.type(component.property("syft:package:type")) ?? .other
        let name = name(type)
        guard !name.isEmpty else { return }
        let version = version(type, name)
        var package = Package(id: "", name: name, version: version, type: type, purl: component.purl)
        package.cpes = component.cpes + component.properties.filter { $0.name == "drydock:cpe" }.map(\.value)
        package.licences = component.licences
        package.locations = places(layers)
        package.properties = ownProperties()
        package.ownedBy = component.property("drydock:package:ownedBy")
        if [.deb, .apk, .rpm].contains(type) {
            package.architecture =
                purl?.qualifiers["arch"] ?? component.property("syft:metadata:architecture")
            package.distribution =
                purl.flatMap { Self.foreignDistribution($0, system) } ?? system?.id ?? purl?.namespace
            let source = source(type, name, version)
            package.sourceName = source.name
            package.sourceVersion = source.version
            package.properties["modularity"] =
                package.properties["modularity"] ?? component.property("aquasecurity:trivy:Modularitylabel")
                ?? component.property("syft:metadata:modularityLabel")
        }
        package.id = id(package)
        self.package = package
    }

    private static func type(_ name: String?) -> PackageType? {
        switch name {
        case "deb": .deb
        case "apk": .apk
        case "rpm": .rpm
        case "golang", "go-module": .golang
        default: nil
        }
    }

    /// A document put together of several tells by `distro=alpine-3.19` which packages are of another system than most;
    /// nil for those of the document's own, whatever vendor their purl names.
    private static func foreignDistribution(_ purl: PackageURL, _ system: OperatingSystem?) -> String? {
        guard let system, let namespace = purl.namespace, let mark = purl.qualifiers["distro"],
            let dash = mark.lastIndex(of: "-"), mark[..<dash] == namespace
        else { return nil }
        let id = OperatingSystem.canonicalID(namespace)
        return id == system.id ? nil : id
    }

    /// drydock's references are ids; others make none that mean anything.
    private func id(_ package: Package) -> String {
        if component.property("drydock:package:type") != nil { return component.reference }
        let base = package.purl ?? "\(package.type.rawValue):\(package.name)@\(package.version)"
        guard package.type == .golang, let path = package.locations.first?.path else { return base }
        return "\(base)#\(path)"
    }

    /// Of a Go module the whole path, which syft's purls split into namespace, name and subpath.
    private func name(_ type: PackageType) -> String {
        guard type == .golang else { return component.name.isEmpty ? purl?.name ?? "" : component.name }
        let ofPurl = [purl?.namespace, purl?.name, purl?.subpath].compactMap { $0 }.joined(separator: "/")
        // The purl may be in lower case; the name keeps the case of the module, where it is the same.
        if component.name.lowercased() == ofPurl.lowercased() || ofPurl.isEmpty { return component.name }
        return component.name.utf8.contains(UInt8(ascii: "/")) ? component.name : ofPurl
    }

    private func version(_ type: PackageType, _ name: String) -> String {
        var version = component.version.isEmpty ? purl?.version ?? "" : component.version
        let startsWithDigit = version.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false
        switch type {
        case .golang where name == "stdlib":
            if version.hasPrefix("v") { version = String(version.dropFirst()) }
            return version.isEmpty || version.hasPrefix("go") || version.hasPrefix("devel") ? version : "go" + version
        case .golang: return startsWithDigit ? "v" + version : version
        case .deb, .rpm:
            // Trivy keeps the epoch apart.
            if let epoch = purl?.qualifiers["epoch"], epoch != "0", !version.contains(":") {
                version = "\(epoch):\(version)"
            }
            return version.hasPrefix("0:") && type == .rpm ? String(version.dropFirst(2)) : version
        case .apk, .other: return version
        }
    }

    private func source(_ type: PackageType, _ name: String, _ version: String) -> (name: String, version: String) {
        if let source = component.property("drydock:package:source") {
            return (source, component.property("drydock:package:sourceVersion") ?? version)
        }
        if let source = component.property("aquasecurity:trivy:SrcName") {
            var sourceVersion = component.property("aquasecurity:trivy:SrcVersion") ?? version
            if let release = component.property("aquasecurity:trivy:SrcRelease"), !release.isEmpty {
                sourceVersion += "-\(release)"
            }
            if let epoch = component.property("aquasecurity:trivy:SrcEpoch"), epoch != "0" {
                sourceVersion = "\(epoch):\(sourceVersion)"
            }
            return (source, sourceVersion)
        }
        // `gcc-12`, `gcc-12@12.2.0-14`, `bash-5.1.8-6.el9.src.rpm`.
        guard let upstream = purl?.qualifiers["upstream"] ?? component.property("syft:metadata:sourceRpm") else {
            return (name, version)
        }
        if type == .rpm, let source = RpmSource.parse(upstream) {
            // The file name leaves the epoch out, which is that of what was built from it.
            let epoch = version.firstIndex(of: ":").map { version[...$0] } ?? ""
            return (source.name, epoch + source.version)
        }
        guard let at = upstream.lastIndex(of: "@"), at > upstream.startIndex else { return (upstream, version) }
        return (String(upstream[..<at]), String(upstream[upstream.index(after: at)...]))
    }

    private func places(_ layers: [String: LayerReference]) -> [PackageLocation] {
        var places = component.places
        if places.isEmpty { places = placesOfProperties() }
        // syft names every file that told something; the file of the package database or the program is last of these.
        var seen = Set<String>()
        return places.compactMap { path, layer in
            let plain = String(path.drop { $0 == "/" })
            guard !plain.isEmpty, seen.insert(plain).inserted else { return nil }
            return PackageLocation(path: plain, layer: layer.flatMap { layers[$0] })
        }
    }

    private func placesOfProperties() -> [(path: String, layer: String?)] {
        var places: [(path: String, layer: String?)] = []
        /// Of each place of syft's, by its number.
        var syftLayers: [Substring: String] = [:]
        for property in component.properties where property.name.hasPrefix("syft:location:") {
            let parts = property.name.split(separator: ":")
            if parts.count == 4, parts[3] == "layerID" { syftLayers[parts[2]] = property.value }
        }
        for property in component.properties {
            if property.name.hasPrefix("syft:location:") {
                let parts = property.name.split(separator: ":")
                if parts.count == 4, parts[3] == "path" { places.append((property.value, syftLayers[parts[2]])) }
            } else if property.name == "aquasecurity:trivy:FilePath" {
                places.append((property.value, component.property("aquasecurity:trivy:LayerDiffID")))
                break
            }
        }
        return places
    }

    /// drydock's own come back under the names they had; of syft's only what other rooms ask for.
    private func ownProperties() -> [String: String] {
        let structural: Set<String> = ["type", "source", "sourceVersion", "ownedBy"]
        var properties: [String: String] = [:]
        for property in component.properties where property.name.hasPrefix("drydock:package:") {
            let name = String(property.name.dropFirst("drydock:package:".count))
            if !structural.contains(name), properties[name] == nil { properties[name] = property.value }
        }
        if let sum = component.property("syft:metadata:h1Digest") { properties["h1"] = sum }
        return properties
    }
}
