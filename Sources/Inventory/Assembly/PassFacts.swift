import Artifacts
import Findings

/// The facts of a pass, sorted by what they are.
struct PassFacts {
    struct Located<Content> {
        var path: String
        var layer: LayerReference?
        var isVisible: Bool
        var content: Content
        var otherPaths: [String] = []
    }

    var releases: [Located<OSReleaseFact>] = []
    var dpkg: [Located<DpkgDatabaseFact>] = []
    var dpkgFiles: [Located<DpkgFileListFact>] = []
    var copyrights: [Located<CopyrightFact>] = []
    var documentationLinks: [Located<DocumentationLinkFact>] = []
    var apk: [Located<ApkDatabaseFact>] = []
    var rpm: [Located<RpmDatabaseFact>] = []
    /// Of all layers, as a file that only changed its mode is the same file still.
    var goBinaries: [Located<GoBinaryFact>] = []
    var goSources: [Located<GoSourceFact>] = []
    var observations: [Located<ObservationFact>] = []

    /// Databases are kept of all layers, everything else only where a container would see it.
    init(_ pass: PassResult) {
        for located in pass.facts {
            switch located.fact {
            case let fact as DpkgFileListFact: Self.addVisible(fact, located, &dpkgFiles)
            case let fact as CopyrightFact: Self.addVisible(fact, located, &copyrights)
            case let fact as ObservationFact: Self.addVisible(fact, located, &observations)
            case let fact as DocumentationLinkFact: Self.addVisible(fact, located, &documentationLinks)
            case let fact as DpkgDatabaseFact: Self.add(fact, located, &dpkg)
            case let fact as ApkDatabaseFact: Self.add(fact, located, &apk)
            case let fact as RpmDatabaseFact: Self.add(fact, located, &rpm)
            case let fact as GoBinaryFact: Self.add(fact, located, &goBinaries)
            case let fact as GoSourceFact: Self.addVisible(fact, located, &goSources)
            case let fact as OSReleaseFact: Self.addVisible(fact, located, &releases)
            default: break
            }
        }
    }

    /// Those that lie under a root. Systems inside a system are read each from its own facts only.
    func under(_ root: SystemRoot) -> PassFacts {
        guard root != .top else { return self }
        func inside<Content>(_ list: [Located<Content>]) -> [Located<Content>] {
            list.filter { root.relative($0.path) != nil }
        }
        var facts = self
        facts.releases = inside(releases)
        facts.dpkg = inside(dpkg)
        facts.dpkgFiles = inside(dpkgFiles)
        facts.copyrights = inside(copyrights)
        facts.documentationLinks = inside(documentationLinks)
        facts.apk = inside(apk)
        facts.rpm = inside(rpm)
        return facts
    }

    private static func add<Content>(_ content: Content, _ located: LocatedFact, _ list: inout [Located<Content>]) {
        list.append(
            Located(
                path: located.path, layer: located.layer, isVisible: located.isVisible, content: content,
                otherPaths: located.otherPaths))
    }

    private static func addVisible<Content>(
        _ content: Content, _ located: LocatedFact, _ list: inout [Located<Content>]
    ) {
        if located.isVisible { add(content, located, &list) }
    }
}

extension Array {
    /// Every visible database with the states of the same file in lower layers.
    func databases<Content>(
        keys: (Content) -> Set<UInt64>
    ) -> [(located: PassFacts.Located<Content>, history: PackageHistory)] where Element == PassFacts.Located<Content> {
        var older: [String: [(layer: LayerReference, keys: Set<UInt64>)]] = [:]
        for state in self where !state.isVisible {
            guard let layer = state.layer else { continue }
            older[state.path, default: []].append((layer, keys(state.content)))
        }
        return filter(\.isVisible).map { ($0, PackageHistory(older: older[$0.path] ?? [])) }
    }
}
