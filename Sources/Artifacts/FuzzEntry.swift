/// Doors for fuzzers: any bytes in, no trap, no hang.
public enum TarFuzz {
    /// Reads the bytes as a tar and every content in it.
    @discardableResult
    public static func run(_ bytes: UnsafeRawBufferPointer) -> Int {
        var limits = Limits()
        limits.unpackedLayerBytes = 1 << 24
        let cursor = BlockCursor(MemorySupply(bytes, blockSize: 1024), name: "fuzz")
        let tar = TarReader(cursor, name: "fuzz", limits: limits)
        var seen = 0
        do throws(ArtifactError) {
            while try tar.next() {
                seen += tar.entry.path.utf8.count
                let content = tar.content
                var budget = 1 << 20
                while content.remaining > 0, budget > 0 {
                    let piece = try content.piece(4096)
                    seen += piece.count
                    budget -= piece.count
                }
            }
        } catch {
            seen += 1
        }
        return seen
    }
}

public enum GzipFuzz {
    @discardableResult
    public static func run(_ bytes: UnsafeRawBufferPointer) -> Int { DecoderFuzz.run(GzipDecoder(), bytes) }
}

public enum ZstdFuzz {
    @discardableResult
    public static func run(_ bytes: UnsafeRawBufferPointer) -> Int {
        DecoderFuzz.run(ZstdDecoder(windowLog: 20), bytes)
    }
}

/// Manifests, indexes, configurations of images.
public enum ImageDocumentFuzz {
    @discardableResult
    public static func run(_ bytes: UnsafeRawBufferPointer) -> Int {
        let document = Array(bytes)
        var seen = 0
        if let found = try? ManifestDocument(decoding: document, name: "fuzz") {
            switch found {
            case .index(let index): seen += (try? index.select(nil)) == nil ? 1 : 2
            case .manifest(let manifest):
                try? manifest.requireImage(name: "fuzz")
                seen += manifest.layers.count
            }
        }
        if let configuration = try? ImageConfiguration(decoding: document, name: "fuzz") {
            seen += configuration.steps(forLayers: 3).count
        }
        return seen
    }
}

private enum DecoderFuzz {
    /// Unpacks in pieces of odd sizes, up to a few megabytes.
    static func run(_ decoder: any StreamDecoder, _ bytes: UnsafeRawBufferPointer) -> Int {
        let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 4093, alignment: 16)
        defer { output.deallocate() }
        var start = 0
        var produced = 0
        for round in 0..<4096 {
            let end = min(bytes.count, start + 1 + round * 7 % 311)
            let input = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            guard let step = try? decoder.decode(input, into: output) else { return produced }
            start += step.consumed
            produced += step.produced
            if start == bytes.count, step.produced == 0 { break }
        }
        return produced
    }
}
