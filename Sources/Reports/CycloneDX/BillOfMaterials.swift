import Findings

/// What CycloneDX says of a result, whatever the syntax.
struct BillOfMaterials {
    struct Component {
        var reference: String
        /// `container`, `library`, `application`, `operating-system`, `file`.
        var type: String
        var name: String
        var version: String?
        var description: String?
        var hashes: [(algorithm: String, content: String)] = []
        var licences: Licences = .none
        var cpe: String?
        var purl: String?
        var properties: [(name: String, value: String)] = []
        var occurrences: [(location: String, context: String?)] = []
    }

    enum Licences {
        case none
        case expression(String)
        /// Identifiers of the licence list, or names.
        case list([(id: String?, name: String)])
    }

    struct Vulnerability {
        var reference: String
        var finding: Finding
        /// Names and who gives them out, the finding's own first.
        var names: [(id: String, source: String?)]
        var affects: [Affected]
        var state: String?
        var justification: String?
        var detail: String?
        var responses: [String] = []
    }

    struct Affected {
        var reference: String
        var version: String?
        var fixedVersion: String?
    }

    let serialNumber: String
    let timestamp: String
    let toolVersion: String
    /// What the document describes, where it is one thing.
    private(set) var subject: Component?
    private(set) var components: [Component] = []
    private(set) var dependencies: [(reference: String, on: [String])] = []
    private(set) var vulnerabilities: [Vulnerability] = []
    private(set) var properties: [(name: String, value: String)] = []

    init(_ result: ScanResult) {
        let result = result.ordered
        serialNumber = "urn:uuid:" + DocumentIdentity.uuid(of: result, format: "cyclonedx")
        timestamp = result.created
        toolVersion = result.toolVersion
        for source in result.snapshot?.sources ?? [] {
            properties.append(("drydock:snapshot:\(source.name)", source.date))
        }
        for (index, artifact) in result.artifacts.enumerated() {
            let isOnly = result.artifacts.count == 1
            add(artifact, number: index, isOnly: isOnly)
        }
    }

    private mutating func add(_ artifact: ArtifactResult, number: Int, isOnly: Bool) {
        let prefix = isOnly ? "" : "\(number + 1)/"
        let root = Component(artifact, reference: prefix + "target")
        if isOnly { subject = root } else { components.append(root) }
        if let os = artifact.os {
            var system = Component(reference: prefix + "os", type: "operating-system", name: os.id, version: os.version)
            system.description = os.prettyName
            if let codename = os.codename { system.properties.append(("drydock:codename", codename)) }
            if let end = os.endOfLife { system.properties.append(("drydock:endOfLife", end)) }
            components.append(system)
        }
        for reason in artifact.notes.filter(\.makesPartial) { properties.append(("drydock:partial", reason.text)) }

        var references: [String: String] = [:]
        var used = Set(components.map(\.reference) + [root.reference])
        var listed: [(package: Package, reference: String)] = []
        for package in artifact.packages {
            var reference = prefix + (package.id.isEmpty ? "package" : package.id)
            var copy = 2
            while !used.insert(reference).inserted {
                reference = "\(prefix)\(package.id)~\(copy)"
                copy += 1
            }
            if references[package.id] == nil { references[package.id] = reference }
            listed.append((package, reference))
            components.append(Component(package, reference: reference))
        }
        addDependencies(of: listed, references, root: root.reference, os: artifact.os == nil ? nil : prefix + "os")
        addVulnerabilities(of: artifact, listed, root: root.reference, prefix: prefix)
    }

    private mutating func addDependencies(
        of listed: [(package: Package, reference: String)], _ references: [String: String], root: String, os: String?
    ) {
        var edges: [(reference: String, on: [String])] = []
        var depended = Set<String>()
        for (package, reference) in listed {
            let on = Set(package.dependsOn.compactMap { references[$0] }).subtracting([reference]).sorted()
            depended.formUnion(on)
            edges.append((reference, on))
        }
        // What nothing depends on is the target's own choice; where all depend on each other, all of it is.
        var direct = listed.map(\.reference).filter { !depended.contains($0) }
        if direct.isEmpty { direct = listed.map(\.reference) }
        if let os { direct.append(os) }
        dependencies.append((root, direct.sorted()))
        if let os { dependencies.append((os, [])) }
        dependencies += edges
    }

    private mutating func addVulnerabilities(
        of artifact: ArtifactResult, _ listed: [(package: Package, reference: String)], root: String, prefix: String
    ) {
        var byPurl: [String: String] = [:]
        var byName: [String: String] = [:]
        for (package, reference) in listed {
            if let purl = package.purl, byPurl[purl] == nil { byPurl[purl] = reference }
            let name = "\(package.type.rawValue) \(package.name) \(package.version)"
            if byName[name] == nil { byName[name] = reference }
        }
        func affected(_ finding: Finding) -> Affected {
            guard let package = finding.package else { return Affected(reference: root) }
            let reference =
                package.purl.flatMap { byPurl[$0] } ?? byName["\(package.type) \(package.name) \(package.version)"]
                ?? root
            return Affected(reference: reference, version: package.version, fixedVersion: package.fixedVersion)
        }
        var index: [String: Int] = [:]
        func add(_ finding: Finding, state: String?, detail: String?) {
            let key = "\(finding.id) \(state ?? "") \(detail ?? "")"
            let place = affected(finding)
            if let known = index[key] {
                if !vulnerabilities[known].affects.contains(where: { $0.reference == place.reference }) {
                    vulnerabilities[known].affects.append(place)
                }
                return
            }
            index[key] = vulnerabilities.count
            vulnerabilities.append(
                Vulnerability(
                    reference: "\(prefix)vulnerability-\(vulnerabilities.count + 1)", finding: finding,
                    names: ([finding.id] + finding.aliases).map { ($0, AdvisoryAddress.source(of: $0)) },
                    affects: [place], state: state, detail: detail, responses: finding.responses))
        }
        for finding in artifact.findings where finding.kind == .vulnerability {
            add(finding, state: finding.analysisState, detail: finding.analysisDetail)
        }
        for suppressed in artifact.suppressed
        where suppressed.finding.kind == .vulnerability && suppressed.cause == "vex" {
            let isFixed = suppressed.reason?.hasPrefix("fixed") == true
            add(suppressed.finding, state: isFixed ? "resolved" : "not_affected", detail: suppressed.reason)
        }
    }
}

extension Finding {
    fileprivate var analysisState: String? {
        switch (reachability, status) {
        case (_, .notAffected): "not_affected"
        case (_, .underInvestigation): "in_triage"
        case (.reachable, _): "exploitable"
        default: nil
        }
    }

    fileprivate var analysisDetail: String? {
        switch reachability {
        case .reachable: "A path from an entry point to the vulnerable code exists."
        case .unreachable: "No path from an entry point to the vulnerable code was found."
        case .present, nil: nil
        }
    }

    fileprivate var responses: [String] {
        switch status {
        case .willNotFix, .endOfLife: ["will_not_fix"]
        case .fixed: ["update"]
        default: package?.fixedVersion == nil ? [] : ["update"]
        }
    }
}

extension BillOfMaterials.Component {
    init(_ artifact: ArtifactResult, reference: String) {
        let type =
            switch artifact.kind {
            case .image: "container"
            case .file: "file"
            case .folder, .sbom: "application"
            }
        self.init(reference: reference, type: type, name: artifact.target)
        version = artifact.digest
        if let digest = artifact.digest, let hash = HashText.hash(ofDigest: digest) { hashes = [hash] }
        if let base = artifact.base { properties.append(("drydock:base", base.name)) }
        for layer in artifact.image?.layers ?? [] {
            if let diffID = layer.reference.diffID { properties.append(("drydock:layer:diffID", diffID)) }
        }
    }

    init(_ package: Package, reference: String) {
        let isMain = package.properties["main"] == "true" || package.properties["role"] == "main"
        self.init(reference: reference, type: isMain ? "application" : "library", name: package.name)
        version = package.version.isEmpty ? nil : VisibleText.cut(package.version, to: 1024)
        licences = BillOfMaterials.Licences(package.licences)
        cpe = package.cpes.first(where: CPEText.isValid)
        purl = package.purl.flatMap {
            $0.hasPrefix("pkg:") && !$0.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7f }) ? $0 : nil
        }
        hashes = HashText.hashes(of: package)
        properties.append(("drydock:package:type", package.type.rawValue))
        if let source = package.sourceName { properties.append(("drydock:package:source", source)) }
        if let version = package.sourceVersion { properties.append(("drydock:package:sourceVersion", version)) }
        if let owner = package.ownedBy { properties.append(("drydock:package:ownedBy", owner)) }
        for other in package.cpes.dropFirst() where CPEText.isValid(other) { properties.append(("drydock:cpe", other)) }
        for (name, value) in package.properties.sorted(by: { $0.key < $1.key }) {
            properties.append(("drydock:package:\(name)", value))
        }
        occurrences = package.locations.map { location in
            (location.path, location.layer.map { $0.diffID ?? $0.digest ?? "layer \($0.index)" })
        }
    }
}

extension BillOfMaterials.Licences {
    init(_ texts: [String]) {
        let read = texts.compactMap { text in LicenceText(text).map { (text, $0) } }
        if read.isEmpty {
            self = .none
        } else if read.contains(where: { $0.1.isCompound }), read.allSatisfy({ $0.1.isKnown }),
            let joined = LicenceText.joined(texts)
        {
            self = .expression(joined.expression)
        } else {
            var seen = Set<String>()
            self = .list(
                read.filter { seen.insert($0.0).inserted }.map { text, licence in
                    let isListed = licence.isKnown && !licence.isCompound && !licence.expression.hasSuffix("+")
                    return (isListed ? licence.expression : nil, text)
                })
        }
    }
}

/// Digests as SBOMs write them.
enum HashText {
    private static let lengths: [(prefix: String, name: String, digits: Int)] = [
        ("sha256", "SHA-256", 64), ("sha384", "SHA-384", 96), ("sha512", "SHA-512", 128), ("sha1", "SHA-1", 40),
        ("md5", "MD5", 32),
    ]

    /// `sha256:…`.
    static func hash(ofDigest digest: String) -> (algorithm: String, content: String)? {
        guard let colon = digest.firstIndex(of: ":") else { return nil }
        return hash(named: String(digest[..<colon]), String(digest[digest.index(after: colon)...]))
    }

    static func hashes(of package: Package) -> [(algorithm: String, content: String)] {
        lengths.compactMap { kind in package.properties[kind.prefix].flatMap { hash(named: kind.prefix, $0) } }
    }

    private static func hash(named prefix: String, _ content: String) -> (algorithm: String, content: String)? {
        guard let kind = lengths.first(where: { $0.prefix == prefix }), content.utf8.count == kind.digits,
            content.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x61 && $0 <= 0x66 })
        else { return nil }
        return (kind.name, content)
    }
}

/// Names of the Common Platform Enumeration.
enum CPEText {
    /// A formatted string of version 2.3. Source: NISTIR 7695, section 6.2.
    static func isValid(_ text: String) -> Bool {
        guard text.hasPrefix("cpe:2.3:") else { return false }
        var parts: [[UInt8]] = [[]]
        var isQuoted = false
        for byte in text.utf8.dropFirst(8) {
            if isQuoted {
                guard byte > 0x20, byte < 0x7f, !isPlain(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
                else { return false }
                parts[parts.count - 1].append(byte)
                isQuoted = false
            } else if byte == UInt8(ascii: "\\") {
                isQuoted = true
            } else if byte == UInt8(ascii: ":") {
                parts.append([])
            } else if isPlain(byte) || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") {
                parts[parts.count - 1].append(byte)
            } else {
                return false
            }
        }
        guard !isQuoted, parts.count == 11, !parts.contains(where: \.isEmpty) else { return false }
        return parts[0].count == 1 && "aho*-".utf8.contains(parts[0][0])
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension CVSSRating {
    /// The word CycloneDX has for the version.
    var cycloneDXMethod: String {
        switch version {
        case "2.0", "2": "CVSSv2"
        case "3.0": "CVSSv3"
        case "3.1": "CVSSv31"
        case "4.0": "CVSSv4"
        default: "other"
        }
    }
}

extension Severity {
    var cycloneDXWord: String { self == .negligible ? "info" : rawValue }
}
