import Findings

/// Decides which facts a container would see, from what each layer holds and removes (OCI image layer specification,
/// "Applying Changesets").
struct OverlayResolver {
    private var outcomes: [LayerOutcome]
    private let hash: PathHash
    /// Of the merged file system, once known.
    private var rootLinks: [(name: [UInt8], target: [UInt8])] = []

    /// A fact with the names its file has.
    private struct Candidate {
        var layer: Int
        var order: Int
        var names: [(path: String, layer: Int, sequence: Int64)]
    }

    /// Other names kept for one file.
    private static let nameLimit = 256

    init(_ outcomes: [LayerOutcome], hash: PathHash) {
        self.outcomes = outcomes
        self.hash = hash
    }

    struct Resolution {
        var facts: [LocatedFact] = []
        var rootLinks: [String: String] = [:]
    }

    /// - Parameter references: of the layers; nil for what is no image.
    mutating func resolve(_ references: [LayerReference]?) -> Resolution {
        var resolution = Resolution()
        resolution.rootLinks = findRootLinks()
        setRootLinks(resolution.rootLinks)
        let names = linkedNames()
        for (layer, outcome) in outcomes.enumerated() {
            let order = outcome.facts.indices.sorted { first, second in
                let (a, b) = (outcome.facts[first], outcome.facts[second])
                return a.path == b.path ? first < second : a.path < b.path
            }
            for index in order where !(outcome.facts[index].fact is RootLinkFact) {
                let others = names[layer]?[index] ?? []
                resolution.facts.append(
                    locate(outcome.facts[index], layer, others, reference: references?[layer]))
            }
        }
        return resolution
    }

    private func locate(
        _ fact: PendingFact, _ layer: Int, _ others: [Name], reference: LayerReference?
    ) -> LocatedFact {
        let hidden = fact.withPathBytes { cover($0, layer: layer, sequence: fact.sequence) }
        var seen = others.filter { name in
            var path = name.path
            return path.withUTF8 {
                cover(UnsafeRawBufferPointer($0), layer: name.layer, sequence: name.sequence) == nil
            }
        }.map(\.path)
        seen = Array(Set(seen)).sorted()
        guard let hidden else {
            seen.removeAll { $0 == fact.path }
            return LocatedFact(path: fact.path, layer: reference, fact: fact.fact, otherPaths: seen)
        }
        // Its own name is gone, another one is not.
        if let first = seen.first {
            return LocatedFact(path: first, layer: reference, fact: fact.fact, otherPaths: Array(seen.dropFirst()))
        }
        return LocatedFact(
            path: fact.path, layer: reference, visibility: .hidden(byLayer: hidden), fact: fact.fact,
            otherPaths: Array(Set(others.map(\.path))).sorted())
    }

    private mutating func setRootLinks(_ links: [String: String]) {
        rootLinks = links.sorted { $0.key < $1.key }.compactMap { name, target in
            let plain = target.utf8.drop { $0 == 0x2F }
            guard !plain.isEmpty, !target.contains("..") else { return nil }
            return (Array(name.utf8), Array(plain))
        }
    }

    private func findRootLinks() -> [String: String] {
        var links: [String: String] = [:]
        for (layer, outcome) in outcomes.enumerated() {
            for fact in outcome.facts {
                guard let link = fact.fact as? RootLinkFact,
                    fact.withPathBytes({ cover($0, layer: layer, sequence: fact.sequence) }) == nil
                else { continue }
                links[fact.path] = link.target
            }
        }
        return links
    }

    // MARK: - Hard links

    private typealias Name = (path: String, layer: Int, sequence: Int64)

    /// Other names of the files of facts, by layer and number of the fact.
    private func linkedNames() -> [Int: [Int: [Name]]] {
        guard outcomes.contains(where: { !$0.links.isEmpty }) else { return [:] }
        var factsAt: [UInt64: [(layer: Int, index: Int)]] = [:]
        for (layer, outcome) in outcomes.enumerated() {
            for (index, fact) in outcome.facts.enumerated() where !(fact.fact is RootLinkFact) {
                factsAt[fact.withPathBytes { hash($0) }, default: []].append((layer, index))
            }
        }
        var names: [Int: [Int: [Name]]] = [:]
        var aliases: [UInt64: UInt64] = [:]
        for (layer, outcome) in outcomes.enumerated() {
            for link in outcome.links {
                let target = aliases[link.target] ?? link.target
                let candidates = (factsAt[target] ?? []).filter { $0.layer <= layer }
                guard let from = candidates.map(\.layer).max() else { continue }
                var path = link.path
                aliases[path.withUTF8 { hash(UnsafeRawBufferPointer($0)) }] = target
                for candidate in candidates where candidate.layer == from {
                    let fact = outcomes[from].facts[candidate.index]
                    if from == layer {
                        guard fact.sequence < link.sequence else { continue }
                    } else if let hidden = fact.withPathBytes({ cover($0, layer: from, sequence: fact.sequence) }),
                        hidden < layer
                    {
                        // Gone before this layer. One that the layer itself removes may be linked first.
                        continue
                    }
                    guard names[from]?[candidate.index]?.count ?? 0 < Self.nameLimit else { continue }
                    names[from, default: [:]][candidate.index, default: []]
                        .append((link.path, layer, link.sequence))
                }
            }
        }
        return names
    }

    // MARK: - What covers a path

    /// The lowest layer that hides a path of a layer, which may be that layer itself.
    private func cover(_ path: UnsafeRawBufferPointer, layer: Int, sequence: Int64) -> Int? {
        let folders = path.indices.filter { path[$0] == 0x2F }.map {
            hash(UnsafeRawBufferPointer(rebasing: path[..<$0]))
        }
        let own = hash(path)
        let outcome = outcomes[layer]
        if let last = outcome.lastEntry[own], last > sequence { return layer }
        if !outcome.lastFile.isEmpty, folders.contains(where: { outcome.lastFile[$0] ?? 0 > sequence }) {
            return layer
        }
        guard layer + 1 < outcomes.count else { return nil }
        let marks = hidingMarks(path, own, folders)
        for above in layer + 1..<outcomes.count {
            guard let paths = outcomes[above].paths else { continue }
            for mark in marks where paths.contains(mark) { return above }
        }
        return nil
    }

    /// Any of these in a higher layer hides the path.
    private func hidingMarks(_ path: UnsafeRawBufferPointer, _ own: UInt64, _ folders: [UInt64]) -> [UInt64] {
        let root = hash(UnsafeRawBufferPointer(start: nil, count: 0))
        // Something else lies at the path, or it is removed.
        var marks = [
            own.marked(.file), own.marked(.folder), own.marked(.whiteout), root.marked(.opaque),
        ]
        // A folder above is removed, emptied or replaced by something that is none.
        func bury(_ folder: UInt64) {
            marks += [folder.marked(.file), folder.marked(.whiteout), folder.marked(.opaque)]
        }
        for folder in folders { bury(folder) }
        for other in otherNames(path) {
            marks += [other.path.marked(.file), other.path.marked(.folder), other.path.marked(.whiteout)]
            for folder in other.folders { bury(folder) }
        }
        return marks
    }

    // MARK: - Second readings

    /// What filters of layers say yes to, by layer: to be looked up in the layers themselves.
    mutating func doubts() -> [Int: FingerprintSet] {
        let unsure = outcomes.indices.filter { outcomes[$0].paths?.isApproximate ?? false }
        guard let last = unsure.last else { return [:] }
        setRootLinks(findRootLinks())
        var doubts: [Int: FingerprintSet] = [:]
        func look(_ path: UnsafeRawBufferPointer, _ layer: Int) {
            let folders = path.indices.filter { path[$0] == 0x2F }.map {
                hash(UnsafeRawBufferPointer(rebasing: path[..<$0]))
            }
            let marks = hidingMarks(path, hash(path), folders)
            for above in unsure where above > layer {
                for mark in marks where outcomes[above].paths?.contains(mark) ?? false {
                    doubts[above, default: FingerprintSet()].insert(mark)
                }
            }
        }
        for layer in 0..<last {
            for fact in outcomes[layer].facts { fact.withPathBytes { look($0, layer) } }
            for link in outcomes[layer].links {
                var path = link.path
                path.withUTF8 { look(UnsafeRawBufferPointer($0), layer) }
            }
        }
        rootLinks = []
        return doubts
    }

    /// Takes over what a second reading of a layer found.
    mutating func settle(_ layer: Int, _ answers: LayerPaths) { outcomes[layer].paths?.settle(answers) }

    /// The same path by way of links at the root: `lib/x` for `usr/lib/x` on merged-/usr systems.
    private func otherNames(_ path: UnsafeRawBufferPointer) -> [(path: UInt64, folders: [UInt64])] {
        var result: [(path: UInt64, folders: [UInt64])] = []
        for link in rootLinks {
            for (from, to) in [(link.target, link.name), (link.name, link.target)]
            where path.count > from.count && path[from.count] == 0x2F && path.starts(with: from) {
                let other = to + path[from.count...]
                other.withUnsafeBytes { bytes in
                    // The link itself is where it is; only what lies behind it counts.
                    let folders = bytes.indices.filter { $0 > to.count && bytes[$0] == 0x2F }.map {
                        hash(UnsafeRawBufferPointer(rebasing: bytes[..<$0]))
                    }
                    result.append((hash(bytes), folders))
                }
            }
        }
        return result
    }
}
