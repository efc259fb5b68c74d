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
    /// Other names of the same file: hard links to it, sorted.
    public var otherPaths: [String]

    public init(
        path: String, layer: LayerReference? = nil, visibility: Visibility = .visible, fact: any Fact,
        otherPaths: [String] = []
    ) {
        self.path = path
        self.layer = layer
        self.visibility = visibility
        self.fact = fact
        self.otherPaths = otherPaths
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
    /// What the image's documents say, where the artifact is an image.
    public var image: ImageDescription?
    /// Of the content of a single file.
    public var contentDigest: Digest?

    public init(
        facts: [LocatedFact] = [], notes: [ScanNote] = [], statistics: [String: Int] = [:],
        layers: [LayerSummary] = [], rootLinks: [String: String] = [:], image: ImageDescription? = nil,
        contentDigest: Digest? = nil
    ) {
        self.facts = facts
        self.notes = notes
        self.statistics = statistics
        self.layers = layers
        self.rootLinks = rootLinks
        self.image = image
        self.contentDigest = contentDigest
    }

    /// The visible facts of one type, with where they are from.
    public func visible<F: Fact>(_ type: F.Type) -> [(path: String, layer: LayerReference?, fact: F)] {
        facts.compactMap { located in
            guard located.isVisible, let fact = located.fact as? F else { return nil }
            return (located.path, located.layer, fact)
        }
    }
}
