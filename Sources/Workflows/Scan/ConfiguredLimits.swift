import Artifacts

extension Limits {
    /// Takes over the limits of a configuration file, by the names of `Configuration.limitNames`.
    public mutating func apply(_ configured: [String: Int]) throws(WorkflowError) {
        for (name, number) in configured.sorted(by: { $0.key < $1.key }) {
            guard number > 0 else { throw WorkflowError("the limit \(name) must be above 0") }
            switch name {
            case "entries": layerEntries = Int64(number)
            case "layer-size": unpackedLayerBytes = Int64(number)
            case "image-size": unpackedImageBytes = Int64(number)
            case "file-size": heldFileBytes = Int64(number)
            case "path-length": pathBytes = number
            case "ratio": compressionRatio = Int64(number)
            default: throw WorkflowError("there is no limit \(name)")
            }
        }
    }
}
