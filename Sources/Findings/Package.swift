/// The kinds of packages Drydock knows; the raw value is the purl type, save where a purl type names several.
public enum PackageType: String, Sendable, CaseIterable, Codable {
    case deb, apk, rpm
    /// A Go module, its version with the leading `v`; the toolchain is the module `stdlib`, its version `go1.22.3`.
    case golang
    /// Known only by a purl of another type, as SBOMs carry them.
    case other = "generic"
}

/// Where a package was seen.
public struct PackageLocation: Sendable, Hashable {
    /// Relative to the target.
    public var path: String
    public var layer: LayerReference?

    public init(path: String, layer: LayerReference? = nil) {
        self.path = path
        self.layer = layer
    }
}

/// One package of the artifact.
public struct Package: Sendable, Hashable {
    /// Unique within the artifact and stable over runs: purl, or `type:name@version`, with `#path` where several
    /// copies of one package must be told apart (modules of different Go binaries are one package each).
    public var id: String
    public var name: String
    public var version: String
    public var type: PackageType
    public var purl: String?
    public var cpes: [String]
    /// SPDX expressions or, where none can be derived, the words of the package.
    public var licences: [String]
    public var architecture: String?
    /// The source package (dpkg Source, apk origin, rpm SOURCERPM) that advisories speak of.
    public var sourceName: String?
    public var sourceVersion: String?
    /// `debian`, `alpine`, `rhel`, …: the purl namespace and advisory family, for OS packages.
    public var distribution: String?
    public var locations: [PackageLocation]
    /// Ids of packages this one depends on.
    public var dependsOn: [String]
    /// Id of the OS package whose file list holds the file this package was read from.
    public var ownedBy: String?
    /// Further facts by name, sorted in reports: `goos`, `vcs.revision`, `replaced`, `maintainer`, ….
    public var properties: [String: String]

    public init(
        id: String, name: String, version: String, type: PackageType, purl: String? = nil, cpes: [String] = [],
        licences: [String] = [], architecture: String? = nil, sourceName: String? = nil, sourceVersion: String? = nil,
        distribution: String? = nil, locations: [PackageLocation] = [], dependsOn: [String] = [],
        ownedBy: String? = nil, properties: [String: String] = [:]
    ) {
        self.id = id
        self.name = name
        self.version = version
        self.type = type
        self.purl = purl
        self.cpes = cpes
        self.licences = licences
        self.architecture = architecture
        self.sourceName = sourceName
        self.sourceVersion = sourceVersion
        self.distribution = distribution
        self.locations = locations
        self.dependsOn = dependsOn
        self.ownedBy = ownedBy
        self.properties = properties
    }
}
