import Findings
import GoBinary
import Inventory

/// What the linker's names tell of vulnerable code in one Go program.
struct ProgramReachability {
    private let linkage: GoLinkage?
    private let mainPath: String?
    private let goos: String?
    private let goarch: String?
    private let linked: Set<GoSymbol>

    /// - Parameter imports: all that will be asked for; the function table is searched once.
    init(_ program: GoProgram, packages: [Package], imports: [VulnerableImport]) {
        func property(_ name: String) -> String? { packages.lazy.compactMap { $0.properties[name] }.first }
        mainPath = property("path")
        goos = property("goos")
        goarch = property("goarch")
        // Obfuscators rename, and a shared runtime lies elsewhere: then absence proves nothing.
        guard let linkage = program.linkage, linkage.namesInlined, linkage.links(package: "runtime") else {
            self.linkage = nil
            linked = []
            return
        }
        self.linkage = linkage
        let mainPath = mainPath
        let symbols = imports.flatMap { item in
            item.symbols.map { GoSymbol(package: Self.linkerPath(item.path, mainPath), function: $0) }
        }
        linked = linkage.linked(among: symbols)
    }

    /// False where the advisory is about other operating systems or processors.
    func applies(_ imports: [VulnerableImport]) -> Bool {
        imports.isEmpty || imports.contains(where: isOfPlatform)
    }

    /// Nil where the advisory names no packages or the program does not tell.
    func reachability(_ imports: [VulnerableImport]) -> Reachability? {
        guard let linkage, !imports.isEmpty else { return nil }
        for item in imports where isOfPlatform(item) {
            let path = Self.linkerPath(item.path, mainPath)
            guard linkage.links(package: path) else { continue }
            if item.symbols.isEmpty { return .present }
            if item.symbols.contains(where: { linked.contains(GoSymbol(package: path, function: $0)) }) {
                return .present
            }
        }
        return .unreachable
    }

    private func isOfPlatform(_ item: VulnerableImport) -> Bool {
        if let goos, !item.goos.isEmpty, !item.goos.contains(goos) { return false }
        if let goarch, !item.goarch.isEmpty, !item.goarch.contains(goarch) { return false }
        return true
    }

    /// The linker calls the program's own package `main`, whatever its path.
    private static func linkerPath(_ path: String, _ mainPath: String?) -> String { path == mainPath ? "main" : path }
}
