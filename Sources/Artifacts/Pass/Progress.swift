/// How far a pass has come.
public struct PassProgress: Sendable, Hashable {
    /// Index of the layer; 0 for folders and files.
    public var layer: Int
    public var layerCount: Int
    /// Stored bytes read so far; for folders the bytes of files.
    public var done: Int64
    /// Absent where the size is not known before the end.
    public var total: Int64?
    public var isFinished: Bool

    public init(layer: Int, layerCount: Int, done: Int64, total: Int64?, isFinished: Bool) {
        self.layer = layer
        self.layerCount = layerCount
        self.done = done
        self.total = total
        self.isFinished = isFinished
    }
}

/// Called from several threads, a few times for each megabyte.
public typealias ProgressHandler = @Sendable (PassProgress) -> Void
