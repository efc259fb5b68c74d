import Findings

/// What SPDX 2.3 says of a result, whatever the syntax. Source: SPDX 2.3, chapters 6 to 11.
struct SPDXDocument {
    struct Item {
        var id: String
        var name: String
        var version: String?
        /// `CONTAINER`, `LIBRARY`, `APPLICATION`, `OPERATING_SYSTEM`, `FILE`, `SOURCE`.
        var purpose: String
        var licence: String
        var sourceInfo: String?
        var checksums: [(algorithm: String, value: String)] = []
        var references: [(category: String, type: String, locator: String)] = []
        /// Facts SPDX has no field for (the platform of a binary decides which advisories concern it): `name: value`.
        var attributions: [String] = []
    }

    struct Relationship: Hashable {
        var from: String
        var type: String
        var to: String
    }

    static let documentID = "SPDXRef-DOCUMENT"
    static let nothingKnown = "NOASSERTION"

    let name: String
    let namespace: String
    let created: String
    let creators: [String]
    private(set) var described: [String] = []
    private(set) var items: [Item] = []
    private(set) var relationships: [Relationship] = []
    /// Unlisted licences, by their `LicenseRef-…`.
    private(set) var extracted: [String: String] = [:]
    private(set) var comment: String?

    init(_ result: ScanResult) {
        let result = result.ordered
        let targets = result.artifacts.map { VisibleText.line($0.target) }.joined(separator: ", ")
        name = targets.isEmpty ? "drydock" : targets
        namespace = "https://spdx.org/spdxdocs/drydock-" + DocumentIdentity.uuid(of: result, format: "spdx")
        created = Self.time(result.created)
        creators = ["Tool: drydock-\(VisibleText.line(result.toolVersion))"]
        let reasons = result.artifacts.flatMap(\.notes).filter(\.makesPartial).map { VisibleText.line($0.text) }
        if !reasons.isEmpty { comment = "Partial: " + reasons.joined(separator: "; ") }
        for (index, artifact) in result.artifacts.enumerated() { add(artifact, number: index + 1) }
    }

    /// `YYYY-MM-DDThh:mm:ssZ`, without fractions of a second (section 6.9).
    private static func time(_ text: String) -> String {
        guard let dot = text.firstIndex(of: ".") else { return text }
        return String(text[..<dot] + text[dot...].drop { $0 == "." || $0.isNumber })
    }

    private mutating func add(_ artifact: ArtifactResult, number: Int) {
        let root = "SPDXRef-Target-\(number)"
        let purpose =
            switch artifact.kind {
            case .image: "CONTAINER"
            case .file: "FILE"
            case .folder: "SOURCE"
            case .sbom: "APPLICATION"
            }
        var item = Item(
            id: root, name: VisibleText.line(artifact.target), version: artifact.digest.map { VisibleText.line($0) },
            purpose: purpose,
            licence: Self.nothingKnown)
        if let digest = artifact.digest, let hash = HashText.hash(ofDigest: digest) {
            item.checksums = [Self.checksum(hash)]
        }
        items.append(item)
        described.append(root)
        relationships.append(Relationship(from: Self.documentID, type: "DESCRIBES", to: root))
        if let os = artifact.os {
            let id = "SPDXRef-OperatingSystem-\(number)"
            var system = Item(
                id: id, name: VisibleText.line(os.id), version: os.version.map { VisibleText.line($0) },
                purpose: "OPERATING_SYSTEM",
                licence: Self.nothingKnown)
            system.sourceInfo = os.prettyName.map { VisibleText.line($0) }
            items.append(system)
            relationships.append(Relationship(from: root, type: "CONTAINS", to: id))
        }
        var ids: [String: String] = [:]
        for (index, package) in artifact.packages.enumerated() where ids[package.id] == nil {
            ids[package.id] = Self.id(of: package, number: number, index: index)
        }
        let advisories = Self.advisories(of: artifact)
        var used = Set<String>()
        for (index, package) in artifact.packages.enumerated() {
            var id = ids[package.id] ?? ""
            if !used.insert(id).inserted { id = Self.id(of: package, number: number, index: index) + "-\(index)" }
            items.append(makeItem(package, id: id, advisories: advisories["\(package.name) \(package.version)"] ?? []))
            relationships.append(Relationship(from: root, type: "CONTAINS", to: id))
            for other in Set(package.dependsOn.compactMap { ids[$0] }).sorted() where other != id {
                relationships.append(Relationship(from: id, type: "DEPENDS_ON", to: other))
            }
            // Who reads the document learns that the distribution answers for these modules.
            if let owner = package.ownedBy.flatMap({ ids[$0] }), owner != id {
                relationships.append(Relationship(from: owner, type: "CONTAINS", to: id))
            }
        }
    }

    /// `SPDXRef-Package-deb-libc6-1a2b3c4d`: letters, digits, dots and dashes only, told apart by a digest of the id.
    private static func id(of package: Package, number: Int, index: Int) -> String {
        var digest = ContentDigest()
        digest.add(field: String(number))
        digest.add(field: package.id)
        var slug = ""
        for byte in package.name.utf8.prefix(60) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                slug.unicodeScalars.append(Unicode.Scalar(byte))
            default: if slug.last != "-" { slug += "-" }
            }
        }
        return "SPDXRef-Package-\(package.type.rawValue)-\(slug)-\(digest.hexadecimal().prefix(16))"
    }

    private static func advisories(of artifact: ArtifactResult) -> [String: [String]] {
        var addresses: [String: [String]] = [:]
        for finding in artifact.findings where finding.kind == .vulnerability {
            guard let package = finding.package, let address = AdvisoryAddress.of(finding.id) else { continue }
            let key = "\(package.name) \(package.version)"
            if addresses[key]?.contains(address) != true { addresses[key, default: []].append(address) }
        }
        return addresses
    }

    private mutating func makeItem(_ package: Package, id: String, advisories: [String]) -> Item {
        var licence = Self.nothingKnown
        if let read = LicenceText.joined(package.licences) {
            licence = read.expression
            for (reference, text) in read.extracted { extracted[reference] = text }
        }
        var item = Item(
            id: id, name: VisibleText.line(package.name),
            version: package.version.isEmpty ? nil : VisibleText.line(package.version),
            purpose: "LIBRARY", licence: licence)
        if package.properties["main"] == "true" || package.properties["role"] == "main" { item.purpose = "APPLICATION" }
        let paths = package.locations.map { VisibleText.line($0.path) }
        var info: [String] = []
        if !paths.isEmpty { info.append("found in " + paths.joined(separator: ", ")) }
        if let source = package.sourceName {
            info.append(
                VisibleText.line("built from source package \(source) \(package.sourceVersion ?? package.version)"))
        }
        if !info.isEmpty { item.sourceInfo = info.joined(separator: "; ") }
        item.checksums = HashText.hashes(of: package).map(Self.checksum)
        for cpe in package.cpes where CPEText.isValid(cpe) { item.references.append(("SECURITY", "cpe23Type", cpe)) }
        if let purl = package.purl, purl.hasPrefix("pkg:"), !purl.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7f }) {
            item.references.append(("PACKAGE-MANAGER", "purl", purl))
        }
        item.attributions = package.properties.sorted { $0.key < $1.key }.map {
            "drydock:package:\($0.key): \($0.value)"
        }
        for address in advisories { item.references.append(("SECURITY", "advisory", address)) }
        return item
    }

    private static func checksum(_ hash: (algorithm: String, content: String)) -> (algorithm: String, value: String) {
        (hash.algorithm.replacing("-", with: ""), hash.content)
    }
}
