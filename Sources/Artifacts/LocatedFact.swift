import Findings

/// A fact with the file it comes from.
public struct LocatedFact: Sendable {
    public enum Visibility: Sendable, Hashable {
        /// Part of the file system a container would see.
        case visible
        /// Deleted, or replaced by another file, in a higher layer, of which this is the index.
        case hidden(byLayer: Int)
    }

    /// Normalised path of the entry.
    public var path: String
    public var layer: LayerReference?
    public var visibility: Visibility
    public var fact: any Fact

    public init(path: String, layer: LayerReference? = nil, visibility: Visibility = .visible, fact: any Fact) {
        self.path = path
        self.layer = layer
        self.visibility = visibility
        self.fact = fact
    }

    public var isVisible: Bool { visibility == .visible }
}

/// All that one pass over an artifact brought: facts in the order of layers, then paths.
public struct PassResult: Sendable {
    public var facts: [LocatedFact]
    public var notes: [ScanNote]
    public var statistics: [String: Int]
    public var layers: [LayerSummary]
    /// Symbolic links of folders at the root of the merged file system (`bin` → `usr/bin`), for merged-/usr systems.
    public var rootLinks: [String: String]

    public init(
        facts: [LocatedFact] = [], notes: [ScanNote] = [], statistics: [String: Int] = [:],
        layers: [LayerSummary] = [], rootLinks: [String: String] = [:]
    ) {
        self.facts = facts
        self.notes = notes
        self.statistics = statistics
        self.layers = layers
        self.rootLinks = rootLinks
    }

    /// The visible facts of one type, with where they are from.
    public func visible<F: Fact>(_ type: F.Type) -> [(path: String, layer: LayerReference?, fact: F)] {
        facts.compactMap { located in
            guard located.isVisible, let fact = located.fact as? F else { return nil }
            return (located.path, located.layer, fact)
        }
    }
}
