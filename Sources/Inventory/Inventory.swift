import Artifacts
import Findings
import GoBinary

/// All packages of an artifact with locations and dependencies, and what else its files tell.
public struct Inventory: Sendable {
    public var os: OperatingSystem?
    public var base: BaseImage?
    /// The description given to the assembler with what the files add; for images only.
    public var image: ImageFacts?
    /// Sorted by type, name, version, id.
    public var packages: [Package]
    /// Each Go binary with the packages it is made of: advisories of modules are judged one binary at a time.
    public var programs: [GoProgram]
    public var notes: [ScanNote]
    /// Of the files that the assembler was asked about, those in the file list of an OS package.
    public var ownedFiles: Set<String> = []
    /// Whether CA certificates and the time zone database were seen.
    public var hasCertificates: Bool
    public var hasTimeZones: Bool

    public init(
        os: OperatingSystem? = nil, base: BaseImage? = nil, image: ImageFacts? = nil, packages: [Package] = [],
        programs: [GoProgram] = [], notes: [ScanNote] = [], hasCertificates: Bool = false, hasTimeZones: Bool = false
    ) {
        self.os = os
        self.base = base
        self.image = image
        self.packages = packages
        self.programs = programs
        self.notes = notes
        self.hasCertificates = hasCertificates
        self.hasTimeZones = hasTimeZones
    }
}

/// One Go binary.
public struct GoProgram: Sendable, Hashable {
    public var location: PackageLocation
    /// `go1.22.3`; absent where the binary does not tell.
    public var goVersion: String?
    /// Id of the package of its main module.
    public var main: String?
    /// Ids of all packages in it, the main module and `stdlib` included; sorted.
    public var packages: [String]
    /// Id of the OS package whose file list holds it.
    public var ownedBy: String?
    /// Which packages and functions were linked in; absent where the binary does not tell.
    public var linkage: GoLinkage?

    public init(
        location: PackageLocation, goVersion: String? = nil, main: String? = nil, packages: [String] = [],
        ownedBy: String? = nil, linkage: GoLinkage? = nil
    ) {
        self.location = location
        self.goVersion = goVersion
        self.main = main
        self.packages = packages
        self.ownedBy = ownedBy
        self.linkage = linkage
    }
}
