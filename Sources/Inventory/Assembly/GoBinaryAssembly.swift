import Findings
import GoBinary

/// Packages and programs from Go binaries: one package for each module of each binary, as each is judged by itself.
struct GoBinaryAssembly {
    /// What a module is called where nothing tells its version.
    static let unknownVersion = "(devel)"

    /// What one binary is made of.
    struct Result {
        var program: GoProgram
        var packages: [Package]
    }

    static func assemble(_ binary: PassFacts.Located<GoBinaryFact>, ownedBy owner: String?) -> Result {
        let info = binary.content.info
        var binaryPackages = GoBinaryAssembly(binary, owner)
        binaryPackages.addDependencies(info)
        binaryPackages.addToolchain(info)
        let main = binaryPackages.addMain(info)
        let packages = binaryPackages.packages
        let program = GoProgram(
            location: PackageLocation(path: binary.path, layer: binary.layer), goVersion: info.goVersion, main: main,
            packages: packages.map(\.id).sorted(), ownedBy: owner, linkage: binary.content.linkage)
        return Result(program: program, packages: packages)
    }

    private let path: String
    private let locations: [PackageLocation]
    private let owner: String?
    private var packages: [Package] = []
    private var ids = Set<String>()

    private init(_ binary: PassFacts.Located<GoBinaryFact>, _ owner: String?) {
        path = binary.path
        locations = ([binary.path] + binary.otherPaths).map { PackageLocation(path: $0, layer: binary.layer) }
        self.owner = owner
    }

    private mutating func addDependencies(_ info: GoBuildInfo) {
        for module in info.dependencies {
            var properties: [String: String] = [:]
            var (name, version, sum) = (module.path, module.version, module.sum)
            if let replacement = module.replacement {
                if replacement.isFolder {
                    // The folder has no name that an advisory could know; its module most often is a changed copy.
                    properties["replacedBy"] = replacement.path
                } else {
                    properties["replaced"] = version.isEmpty ? name : "\(name)@\(version)"
                    (name, version, sum) = (replacement.path, replacement.version, replacement.sum)
                }
            }
            properties["h1"] = sum
            add(name, version, properties)
        }
    }

    private mutating func addToolchain(_ info: GoBuildInfo) {
        guard let version = info.goVersion else { return }
        // Behind a blank stand experiments (`X:boringcrypto`) or the time of a development build.
        let words = version.split(separator: " ")
        let plain = words.first == "devel" ? version : words.first.map(String.init) ?? version
        var properties: [String: String] = [:]
        if plain != version { properties["goVersion"] = version }
        add("stdlib", plain, properties)
    }

    /// The main module depends on all others: binaries do not tell the edges between these.
    private mutating func addMain(_ info: GoBuildInfo) -> String? {
        var properties = Self.buildProperties(info)
        // Builds without modules know their main package only, which then stands for its module.
        guard let path = info.main?.path.nonEmpty ?? info.path?.nonEmpty else {
            // What is known of the build goes where it can.
            if let stdlib = packages.firstIndex(where: { $0.name == "stdlib" }) {
                packages[stdlib].properties.merge(properties) { own, _ in own }
            }
            return nil
        }
        switch info.mainVersion {
        case .stated, .unknown: break
        case .fromLinkerFlags: properties["versionFrom"] = "ldflags"
        case .fromRevision: properties["versionFrom"] = "vcs"
        }
        properties["h1"] = info.main?.sum
        properties["main"] = "true"
        let dependencies = packages.map(\.id).sorted()
        guard let id = add(path, info.mainVersion.text ?? Self.unknownVersion, properties) else { return nil }
        packages[packages.count - 1].dependsOn = dependencies
        return id
    }

    /// Settings by name, without the dashes of flags: `goos`, `ldflags`, `vcs.revision`.
    private static func buildProperties(_ info: GoBuildInfo) -> [String: String] {
        var properties: [String: String] = [:]
        for setting in info.settings where !setting.value.isEmpty {
            let key = setting.key.lowercased().drop { $0 == "-" }
            if !key.isEmpty { properties[String(key)] = setting.value }
        }
        properties["path"] = info.path
        if properties["goarch"] == nil, info.executable.architecture != "unknown" {
            properties["goarch"] = info.executable.architecture
        }
        properties["format"] = info.executable.format.rawValue
        if info.executable.isStripped { properties["stripped"] = "true" }
        return properties
    }

    @discardableResult
    private mutating func add(_ name: String, _ version: String, _ properties: [String: String]) -> String? {
        let package = GoPackages.make(name, version: version, at: path, locations: locations, properties: properties)
        guard ids.insert(package.id).inserted else { return nil }
        packages.append(package)
        packages[packages.count - 1].ownedBy = owner
        return package.id
    }
}

/// Packages of Go modules, wherever they were read.
enum GoPackages {
    /// - Parameter path: of the file that names the module; it tells copies apart.
    static func make(
        _ name: String, version: String, at path: String, locations: [PackageLocation], properties: [String: String]
    ) -> Package {
        let isKnown = version != GoBinaryAssembly.unknownVersion && !version.isEmpty
        let purl = PackageURL.golang(name, version: isKnown ? version : nil).description
        return Package(
            id: "\(purl)#\(path)", name: name, version: version, type: .golang, purl: purl,
            cpes: PlatformEnumeration.candidates(module: name, version: isKnown ? version : ""),
            locations: locations, properties: properties)
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
