import Findings

/// A fact before it is known whether a container would see its file.
struct PendingFact: Sendable {
    var path: String
    /// Where the path is not UTF-8.
    var rawPath: [UInt8]?
    /// Number of its entry within the layer.
    var sequence: Int64
    var fact: any Fact

    func withPathBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        if let rawPath { return rawPath.withUnsafeBytes(body) }
        var path = path
        return path.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }
}

/// Another name of a file.
struct HardLink: Sendable {
    var path: String
    var target: UInt64
    var sequence: Int64
}

/// A hard link that an analyzer would read as a file, while its content went by under a name nobody asked for.
struct MissedLink: Sendable {
    /// As if it were the file.
    var entry: Entry
    var rawPath: [UInt8]
    var sequence: Int64
}

/// All that reading one layer brought.
struct LayerOutcome: Sendable {
    var facts: [PendingFact] = []
    var links: [HardLink] = []
    /// By the fingerprint of the path they lead to.
    var missedLinks: [UInt64: [MissedLink]] = [:]
    var notes: [ScanNote] = []
    var statistics: [String: Int] = [:]
    /// What the layer holds and removes; absent for the lowest layer, below which there is nothing.
    var paths: LayerPaths?
    /// For paths of facts and folders above them: the last entry that lies there, and the last that is no folder.
    var lastEntry: [UInt64: Int64] = [:]
    var lastFile: [UInt64: Int64] = [:]
    var packedSize: Int64?
    var unpackedSize: Int64?
    var entryCount: Int?
    var contentBytes: Int64 = 0
    var skipped: String?
    /// As computed.
    var packedDigest: Digest?
    var diffID: Digest?
}

/// A symbolic link of a folder at the root, remembered as a fact of its own so that higher layers can hide it.
struct RootLinkFact: Fact {
    var target: String
}
