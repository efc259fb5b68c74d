/// What SPDX 2 says of one package, whatever the syntax.
struct SPDXPackage {
    var id = ""
    var name = ""
    var version = ""
    var purpose: String?
    var sourceInfo: String?
    var licence: String?
    var purl: String?
    var cpes: [String] = []
    var checksum: String?
    /// `attributionTexts` and comments of annotations: Trivy keeps `PkgType: gobinary` and the like there.
    var remarks: [String] = []

    static let unknown: Set<String> = ["NOASSERTION", "NONE", ""]

    mutating func addReference(type: String, locator: String) {
        switch type.split(separator: "/").last.map(String.init) ?? type {
        case "purl": if purl == nil { purl = locator }
        case "cpe23Type", "cpe22Type": cpes.append(locator)
        default: break
        }
    }

    /// The component of it.
    var component: SBOMComponent {
        var component = SBOMComponent(reference: id, name: name, version: version, purl: purl, cpes: cpes)
        component.role =
            switch purpose?.uppercased().replacing("_", with: "-") {
            case "OPERATING-SYSTEM": .operatingSystem
            case "CONTAINER", "FILE", "SOURCE", "ARCHIVE", "DEVICE", "FIRMWARE", "INSTALL": .file
            default: .package
            }
        if let licence, !Self.unknown.contains(licence) { component.licences = [licence] }
        component.digest = checksum
        component.description = sourceInfo
        component.places = Self.paths(sourceInfo).map { ($0, nil) }
        for remark in remarks {
            if remark.hasPrefix("drydock:package:") {
                let parts = remark.dropFirst("drydock:package:".count).split(separator: ":", maxSplits: 1)
                guard parts.count == 2 else { continue }
                component.properties.append(("drydock:package:\(parts[0])", String(parts[1].drop { $0 == " " })))
                continue
            }
            guard let colon = remark.firstIndex(of: ":") else { continue }
            let value = remark[remark.index(after: colon)...].drop { $0 == " " }
            component.properties.append(("aquasecurity:trivy:\(remark[..<colon])", String(value)))
        }
        return component
    }

    /// `found in usr/bin/app; built from …` of drydock, `acquired package info from …: /usr/bin/app, /x` of syft.
    private static func paths(_ info: String?) -> [String] {
        guard let info else { return [] }
        let list: Substring
        if info.hasPrefix("found in ") {
            list = info.dropFirst(9).prefix { $0 != ";" }
        } else if info.hasPrefix("acquired package info from "), let colon = info.firstIndex(of: ":") {
            list = info[info.index(after: colon)...]
        } else {
            return []
        }
        return list.split(separator: ",").map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
    }
}

/// Gathers packages and relationships of SPDX 2.
struct SPDXCollector {
    private(set) var content: SBOMContent
    private var packages: [SPDXPackage] = []
    private var described = Set<String>()
    private let limits: SBOMLimits

    init(format: SBOMFormat, limits: SBOMLimits) {
        content = SBOMContent(format: format)
        self.limits = limits
    }

    mutating func describe(specVersion: String?, name: String?, created: String?, creator: String?, comment: String?) {
        content.specVersion = specVersion.map { $0.hasPrefix("SPDX-") ? String($0.dropFirst(5)) : $0 }
        content.name = name
        content.created = created
        content.tool = creator
        if let comment, comment.hasPrefix("Partial: ") { content.partialReasons.append(String(comment.dropFirst(9))) }
    }

    /// False past the limit.
    mutating func add(_ package: SPDXPackage) -> Bool {
        packages.append(package)
        return packages.count <= limits.components
    }

    mutating func markDescribed(_ id: String) { described.insert(id) }

    mutating func relate(_ from: String, _ type: String, _ to: String, comment: String?) {
        switch type.uppercased().replacing("-", with: "_") {
        case "DESCRIBES": described.insert(to)
        case "DESCRIBED_BY": described.insert(from)
        case "DEPENDS_ON": content.dependencies[from, default: []].append(to)
        case "DEPENDENCY_OF", "RUNTIME_DEPENDENCY_OF": content.dependencies[to, default: []].append(from)
        case "CONTAINS": content.contents[from, default: []].append(to)
        case "CONTAINED_BY": content.contents[to, default: []].append(from)
        case "OTHER":
            // syft: the parent package claims the files that the child package was found in.
            if comment?.hasPrefix("ownership-by-file-overlap") == true {
                content.contents[from, default: []].append(to)
            }
        default: break
        }
    }

    consuming func finish() -> SBOMContent {
        for package in packages {
            var component = package.component
            if described.contains(package.id) || package.purpose?.uppercased() == "CONTAINER" {
                component.role = .subject
            }
            content.components.append(component)
        }
        return content
    }
}
