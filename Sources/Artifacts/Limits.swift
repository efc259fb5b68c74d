/// What an artifact may ask of the machine. Each limit has a flag; reaching one ends the layer with
/// `ArtifactError.limitExceeded` or leaves a note that makes the scan partial, never silence.
public struct Limits: Sendable, Hashable {
    /// Bytes of one layer's tar stream.
    public var unpackedLayerBytes: Int64 = 64 << 30
    /// Bytes of the tar streams of all layers.
    public var unpackedImageBytes: Int64 = 256 << 30
    /// Unpacked file content may be so many times the packed bytes, once it is over `ratioFreeBytes`. Tar headers do
    /// not count: millions of empty files are no bomb.
    public var compressionRatio: Int64 = 600
    public var ratioFreeBytes: Int64 = 2 << 30
    /// Entries of one layer or folder.
    public var layerEntries: Int64 = 50_000_000
    /// Layers of one image.
    public var layers: Int = 1024
    /// Bytes of a file that an analyzer may hold; larger ones become a note.
    public var heldFileBytes: Int64 = 1 << 30
    /// A held file over this lies in a private temporary file instead of memory.
    public var spillBytes: Int64 = 384 << 20
    /// Bytes of files held at once by all tasks together, apart from a single larger one.
    public var heldBytesInFlight: Int64 = 24 << 20
    /// Bytes of one path.
    public var pathBytes: Int = 32 << 10
    /// Bytes of the extended headers of one tar entry.
    public var tarHeaderBytes: Int = 1 << 20
    /// Pieces of one sparse file.
    public var sparsePieces: Int = 1 << 16
    /// Bytes of a manifest, an index or an image configuration.
    public var documentBytes: Int64 = 8 << 20
    /// Indexes in indexes.
    public var indexDepth: Int = 4
    /// Folders in folders, of a folder on disk.
    public var folderDepth: Int = 1024
    /// The window a zstd frame may ask for, as a power of two.
    public var zstdWindowLog: Int32 = 27
    /// Path fingerprints kept for one layer before a filter of fixed size takes their place.
    public var trackedPaths: Int = 1 << 20
    /// Notes kept for one layer; the rest is counted.
    public var notes: Int = 64
    /// Layers read at once; 0 stands for the number of cores.
    public var parallelLayers: Int = 0
    /// A layer that cannot be read becomes a note that makes the scan partial, instead of an error.
    public var continuesPastBadLayers = false

    public init() {}
}
