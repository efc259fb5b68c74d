import ArgumentParser
import Artifacts
import Workflows

/// Limits that hostile input meets.
struct LimitOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Unpacked bytes of one layer (suffixes K, M, G).", valueName: "bytes"))
    var maxLayer: String?

    @Option(help: ArgumentHelp("Unpacked bytes of all layers.", valueName: "bytes"))
    var maxImage: String?

    @Option(help: ArgumentHelp("Unpacked bytes for each packed byte.", valueName: "factor"))
    var maxRatio: Int?

    @Option(help: ArgumentHelp("Entries of one layer or folder.", valueName: "count"))
    var maxEntries: String?

    @Option(help: ArgumentHelp("Bytes of one file that is read whole.", valueName: "bytes"))
    var maxFile: String?

    @Option(help: ArgumentHelp("Layers read at once; the number of cores where not given.", valueName: "count"))
    var jobs: Int?

    /// - Parameter configured: limits of the configuration file by name; flags go before them.
    func limits(over configured: [String: Int]) throws -> Limits {
        var limits = Limits()
        try limits.apply(configured)
        if let maxLayer { limits.unpackedLayerBytes = try Self.number(maxLayer, "--max-layer") }
        if let maxImage { limits.unpackedImageBytes = try Self.number(maxImage, "--max-image") }
        if let maxRatio {
            guard maxRatio > 0 else { throw ValidationError("--max-ratio takes a number above 0.") }
            limits.compressionRatio = Int64(maxRatio)
        }
        if let maxEntries { limits.layerEntries = try Self.number(maxEntries, "--max-entries") }
        if let maxFile { limits.heldFileBytes = try Self.number(maxFile, "--max-file") }
        if let jobs {
            guard (1...256).contains(jobs) else { throw ValidationError("--jobs takes 1 to 256.") }
            limits.parallelLayers = jobs
        }
        return limits
    }

    static func number(_ text: String, _ flag: String) throws -> Int64 {
        let shifts: [Character: Int64] = ["k": 10, "m": 20, "g": 30, "t": 40]
        let lowered = text.lowercased()
        let shift = lowered.last.flatMap { shifts[$0] }
        guard let value = Int64(shift == nil ? lowered : String(lowered.dropLast())), value > 0,
            value < Int64.max >> (shift ?? 0)
        else { throw ValidationError("\(flag) takes a number above 0, as 500M or 2G.") }
        return value << (shift ?? 0)
    }
}
