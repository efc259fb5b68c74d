import Findings

/// Which OS package's file list holds a file.
struct FileOwnership {
    private struct Claim {
        var package: String
        var layer: Int?
    }

    /// Of the files that will be asked for; file lists hold a hundred times as many.
    private let paths: [String]
    /// By root, then by hash of the path inside it.
    private var claims: [(root: SystemRoot, files: [UInt64: Claim])] = []

    init(paths: [String]) { self.paths = paths }

    /// - Parameter root: where the packages are installed; lists name paths inside it.
    mutating func add(_ packages: [SystemPackage], under root: SystemRoot) {
        var wanted = Set<UInt64>()
        for path in paths {
            if let inside = root.relative(path) { wanted.formUnion(Self.names(inside)) }
        }
        guard !wanted.isEmpty else { return }
        var files: [UInt64: Claim] = [:]
        for package in packages {
            for file in package.files where wanted.contains(file) && files[file] == nil {
                files[file] = Claim(package: package.package.id, layer: package.layer?.index)
            }
        }
        if !files.isEmpty { claims.append((root, files)) }
    }

    /// Nil where no list holds the file, or where a higher layer than the package's has put another file in its place.
    /// - Parameter layer: the lowest layer from which on the file has its present content.
    func owner(of paths: [String], layer: Int?) -> String? {
        for (root, files) in claims {
            for path in paths.compactMap(root.relative) {
                for name in Self.names(path) {
                    guard let claim = files[name] else { continue }
                    if let layer, let own = claim.layer, layer > own { continue }
                    return claim.package
                }
            }
        }
        return nil
    }

    /// With merged /usr a list may say `/bin/x` where the file lies at `usr/bin/x`, and the other way round.
    private static func names(_ path: Substring) -> [UInt64] {
        let path = String(path)
        let isInUsr = path.hasPrefix("usr/")
        let rest = isInUsr ? String(path.dropFirst(4)) : path
        let merged = ["bin/", "sbin/", "lib/", "lib64/", "lib32/", "libx32/"]
        guard merged.contains(where: { rest.hasPrefix($0) }) else { return [StableHash.of(path)] }
        return [StableHash.of(path), StableHash.of(isInUsr ? rest : "usr/" + path)]
    }
}

/// The states a Go binary went through from layer to layer.
struct GoBinaryStates {
    private var older: [String: [PassFacts.Located<GoBinaryFact>]] = [:]

    init(_ facts: [PassFacts.Located<GoBinaryFact>]) {
        for fact in facts where !fact.isVisible { older[fact.path, default: []].append(fact) }
    }

    /// The lowest layer from which on the file tells what it tells now: changing only mode or owner stores a file anew.
    func firstLayer(of binary: PassFacts.Located<GoBinaryFact>) -> Int? {
        guard var first = binary.layer?.index else { return nil }
        let states = (older[binary.path] ?? []).filter { ($0.layer?.index ?? .max) < first }
            .sorted { ($0.layer?.index ?? 0) > ($1.layer?.index ?? 0) }
        for state in states {
            guard state.content == binary.content, let index = state.layer?.index else { break }
            first = index
        }
        return first
    }
}
