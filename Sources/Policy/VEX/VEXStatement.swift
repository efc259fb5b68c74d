import Findings

/// What a supplier or the user's own team says of one vulnerability in some products.
public struct VEXStatement: Sendable, Hashable {
    public enum Status: String, Sendable {
        case notAffected = "not_affected"
        case fixed
        case affected
        case underInvestigation = "under_investigation"
    }

    /// Something a statement is about, by purl or by name, and the parts of it that are meant; no parts mean all of it.
    public struct Product: Sendable, Hashable {
        public var names: [String]
        public var parts: [String]

        public init(names: [String], parts: [String] = []) {
            self.names = names
            self.parts = parts
        }
    }

    /// Every name of the vulnerability.
    public var vulnerabilities: [String]
    public var products: [Product]
    public var status: Status
    public var justification: String?
    public var detail: String?
    /// RFC 3339; of several statements about one thing the latest counts.
    public var timestamp: String?
    /// File, for reasons.
    public var origin: String

    public init(
        vulnerabilities: [String], products: [Product], status: Status, justification: String? = nil,
        detail: String? = nil, timestamp: String? = nil, origin: String
    ) {
        self.vulnerabilities = vulnerabilities
        self.products = products
        self.status = status
        self.justification = justification
        self.detail = detail
        self.timestamp = timestamp
        self.origin = origin
    }

    /// `not_affected, vulnerable_code_not_in_execute_path: only the client is used (vex.json)`.
    var reason: String {
        var reason = status.rawValue
        if let justification { reason += ", \(justification)" }
        if let detail, !detail.isEmpty { reason += ": \(detail)" }
        return reason + " (\(origin))"
    }
}

/// Statements by the names of their vulnerabilities, the latest first.
struct VEXIndex {
    private var byName: [String: [VEXStatement]] = [:]

    init(_ statements: [VEXStatement]) {
        // A later statement about the same product replaces an earlier one; without time, the later in order counts.
        let ordered = statements.enumerated().sorted { left, right in
            let (leftTime, rightTime) = (left.element.timestamp ?? "", right.element.timestamp ?? "")
            return leftTime != rightTime ? leftTime > rightTime : left.offset > right.offset
        }
        for (_, statement) in ordered {
            for name in Set(statement.vulnerabilities.map { $0.uppercased() }) {
                byName[name, default: []].append(statement)
            }
        }
    }

    /// The cause to set the finding aside, where a statement says that it does no harm. A statement that it is under
    /// investigation becomes the finding's status.
    func judge(_ finding: inout Finding, of product: VEXProduct) -> Cause? {
        if byName.isEmpty { return nil }
        let candidates = ([finding.id] + finding.aliases).flatMap { byName[$0.uppercased()] ?? [] }
        guard let statement = latest(candidates.filter { product.isMeant(by: $0, finding) }) else { return nil }
        switch statement.status {
        case .notAffected, .fixed: return Cause(name: "vex", reason: statement.reason)
        case .underInvestigation:
            finding.status = .underInvestigation
            return nil
        case .affected: return nil
        }
    }

    private func latest(_ statements: [VEXStatement]) -> VEXStatement? {
        guard var latest = statements.first else { return nil }
        for statement in statements.dropFirst() where (statement.timestamp ?? "") > (latest.timestamp ?? "") {
            latest = statement
        }
        return latest
    }
}

/// The artifact as VEX statements may name it.
struct VEXProduct {
    private let names: Set<String>
    private let digest: String?

    init(_ artifact: ArtifactResult) {
        digest = artifact.digest
        names = Set([artifact.target, artifact.image?.reference, artifact.digest].compactMap { $0 })
    }

    func isMeant(by statement: VEXStatement, _ finding: Finding) -> Bool {
        let package = finding.package?.purl.flatMap { PackageURLPattern($0) }
        return statement.products.contains { product in
            if product.names.contains(where: isArtifact) {
                return product.parts.isEmpty || product.parts.contains { isPackage($0, package) }
            }
            // The product is the package itself; a statement about a larger product names it as a part.
            return product.parts.isEmpty && product.names.contains { isPackage($0, package) }
        }
    }

    private func isPackage(_ name: String, _ package: PackageURLPattern?) -> Bool {
        guard let package, let pattern = PackageURLPattern(name) else { return false }
        return pattern.matches(package)
    }

    /// By its own name or digest, or by an `oci` purl with its digest or its repository.
    private func isArtifact(_ name: String) -> Bool {
        if names.contains(name) { return true }
        guard let pattern = PackageURLPattern(name), let image = pattern.imageName else { return false }
        if let wanted = pattern.digest, wanted.hasPrefix("sha256:") { return wanted == digest }
        return names.contains { reference in
            let (repository, tag) = Self.parts(of: reference)
            if let wanted = pattern.imageQualifiers["tag"] ?? pattern.digest, wanted != tag { return false }
            if let wanted = pattern.imageQualifiers["repository_url"] { return wanted == repository }
            return repository == image || repository.hasSuffix("/" + image)
        }
    }

    private static func parts(of reference: String) -> (repository: String, tag: String?) {
        var reference = reference[...]
        for scheme in ["registry:", "docker:", "oci:", "docker-archive:"] where reference.hasPrefix(scheme) {
            reference = reference.dropFirst(scheme.count)
        }
        if let at = reference.firstIndex(of: "@") { reference = reference[..<at] }
        guard let colon = reference.lastIndex(of: ":"), !reference[colon...].contains("/") else {
            return (String(reference), nil)
        }
        return (String(reference[..<colon]), String(reference[reference.index(after: colon)...]))
    }
}
