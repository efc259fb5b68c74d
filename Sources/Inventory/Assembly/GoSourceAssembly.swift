import Findings
import GoModules

/// Packages of the Go modules of a source tree.
struct GoSourceAssembly {
    private var modules: [(path: String, layer: LayerReference?, file: GoModFile)] = []
    /// By folder.
    private var sums: [String: GoSumFile] = [:]
    private var vendored: [String: VendorModules] = [:]
    /// By the folder of each module they use.
    private var workspaces: [String: (folder: String, file: GoWorkFile)] = [:]

    init(_ facts: PassFacts) {
        for fact in facts.goSources {
            let folder = Self.folder(of: fact.path)
            switch fact.content {
            case .module(let file): modules.append((fact.path, fact.layer, file))
            case .sums(let file): sums[folder] = file
            case .workspace(let file): add(file, in: folder)
            case .vendored(let file): vendored[Self.folder(of: folder)] = file
            }
        }
    }

    func packages() -> [Package] { modules.flatMap { packages($0.path, $0.layer, $0.file) } }

    private func packages(_ path: String, _ layer: LayerReference?, _ file: GoModFile) -> [Package] {
        let folder = Self.folder(of: path)
        let workspace = workspaces[folder]?.file
        let replacements = ModuleReplacements(workspace?.replacements ?? [], file.replacements)
        let sum = sums[folder] ?? GoSumFile(parsing: "")
        var builder = Builder(
            path: path, locations: [PackageLocation(path: path, layer: layer)], replacements: replacements,
            hashes: Dictionary(
                sum.modules.map { ("\($0.path)@\($0.version)", $0.hash) }, uniquingKeysWith: { first, _ in first }))

        var known = Set<String>()
        for requirement in file.requirements {
            known.insert(requirement.path)
            var properties = ["line": String(requirement.line)]
            if requirement.isIndirect { properties["indirect"] = "true" }
            builder.add(requirement.path, requirement.version, properties)
        }
        // What go.mod leaves out stands in vendor/modules.txt or, before Go 1.17, in go.sum only.
        if let vendored = vendored[folder] {
            for module in vendored.modules where !module.version.isEmpty && known.insert(module.path).inserted {
                builder.add(module.path, module.version, ["indirect": "true", "source": "vendor/modules.txt"])
            }
        } else if Self.leavesOutIndirect(file.go?.text) {
            for module in Self.highest(sum.modules) where known.insert(module.path).inserted {
                builder.add(module.path, module.version, ["indirect": "true", "source": "go.sum"])
            }
        }
        builder.addToolchain(
            toolchain: workspace?.toolchain ?? file.toolchain, go: workspace?.go ?? file.go,
            source: workspace?.go == nil && workspace?.toolchain == nil ? "go.mod" : "go.work")
        if let module = file.module {
            var properties = ["main": "true", "line": String(module.line)]
            properties["deprecated"] = file.deprecation
            builder.addMain(module.text, properties)
        }
        return builder.packages
    }

    /// Of several that use a module the nearest one above counts.
    private mutating func add(_ workspace: GoWorkFile, in folder: String) {
        for use in workspace.uses {
            let used = Self.joined(folder, use.text)
            if let known = workspaces[used], known.folder.utf8.count >= folder.utf8.count { continue }
            workspaces[used] = (folder, workspace)
        }
    }

    /// Before Go 1.17 a go.mod does not list all modules that the build needs.
    private static func leavesOutIndirect(_ version: String?) -> Bool {
        guard let version else { return true }
        guard let version = GoVersion(toolchain: "go\(version)"), let complete = GoVersion(toolchain: "go1.17") else {
            return false
        }
        return version.order(to: complete) == .less
    }

    /// The highest version of each module: the build list holds one of each, and it is at least the highest named.
    private static func highest(_ entries: [GoSumFile.Entry]) -> [GoSumFile.Entry] {
        var best: [String: GoSumFile.Entry] = [:]
        for entry in entries {
            guard let known = best[entry.path] else {
                best[entry.path] = entry
                continue
            }
            if let old = GoVersion(known.version), let new = GoVersion(entry.version), old.order(to: new) == .less {
                best[entry.path] = entry
            }
        }
        return best.values.sorted { $0.path < $1.path }
    }

    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    /// The folder that `relative` names from `folder`, without `.` and `..`.
    static func joined(_ folder: String, _ relative: String) -> String {
        var parts = relative.hasPrefix("/") ? [] : folder.split(separator: "/")
        for part in relative.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}

extension GoSourceAssembly {
    /// Collects the packages of one go.mod.
    private struct Builder {
        var path: String
        var locations: [PackageLocation]
        var replacements: ModuleReplacements
        /// By `module@version`.
        var hashes: [String: String]
        var packages: [Package] = []
        private var ids = Set<String>()

        init(
            path: String, locations: [PackageLocation], replacements: ModuleReplacements, hashes: [String: String]
        ) {
            self.path = path
            self.locations = locations
            self.replacements = replacements
            self.hashes = hashes
        }

        mutating func add(_ module: String, _ moduleVersion: String, _ own: [String: String]) {
            var (name, version, properties) = (module, moduleVersion, own)
            if let replacement = replacements.replacement(of: module, version: moduleVersion) {
                if let newVersion = replacement.newVersion {
                    properties["replaced"] = "\(module)@\(moduleVersion)"
                    (name, version) = (replacement.newPath, newVersion)
                } else {
                    properties["replacedBy"] = replacement.newPath
                }
            }
            properties["h1"] = hashes["\(name)@\(version)"]
            insert(GoPackages.make(name, version: version, at: path, locations: locations, properties: properties))
        }

        /// The toolchain line names the Go that builds the module, unless a newer one is at hand; the go line only the
        /// oldest that may. The higher of the two counts, as for the go command.
        /// Source: https://go.dev/doc/toolchain.
        mutating func addToolchain(toolchain: GoModFile.Value?, go: GoModFile.Value?, source: String) {
            var best: (version: GoVersion, name: String, line: Int, isMinimum: Bool)?
            if let go, let version = GoVersion(toolchain: "go\(go.text)") {
                best = (version, "go\(go.text)", go.line, true)
            }
            // `default` and `local` name none.
            if let toolchain, let version = GoVersion(toolchain: toolchain.text),
                best.map({ version.order(to: $0.version) != .less }) ?? true
            {
                best = (version, toolchain.text, toolchain.line, false)
            }
            guard let best else { return }
            var properties = ["source": source, "line": String(best.line)]
            if best.isMinimum { properties["minimum"] = "true" }
            insert(
                GoPackages.make("stdlib", version: best.name, at: path, locations: locations, properties: properties))
        }

        mutating func addMain(_ module: String, _ properties: [String: String]) {
            var package = GoPackages.make(
                module, version: GoBinaryAssembly.unknownVersion, at: path, locations: locations,
                properties: properties)
            package.dependsOn = packages.map(\.id).sorted()
            insert(package)
        }

        private mutating func insert(_ package: Package) {
            if ids.insert(package.id).inserted { packages.append(package) }
        }
    }
}
