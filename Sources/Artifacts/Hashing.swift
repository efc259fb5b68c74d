import Crypto

/// A running hash of one blob.
struct BlobHash {
    private enum State {
        case sha256(SHA256)
        case sha512(SHA512)
    }
    private var state: State

    init(_ algorithm: Digest.Algorithm) {
        switch algorithm {
        case .sha256: state = .sha256(SHA256())
        case .sha512: state = .sha512(SHA512())
        }
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        switch state {
        case .sha256(var hash):
            // Taken out of the enumeration first, so that the update happens in place.
            state = .sha256(SHA256())
            hash.update(bufferPointer: bytes)
            state = .sha256(hash)
        case .sha512(var hash):
            state = .sha512(SHA512())
            hash.update(bufferPointer: bytes)
            state = .sha512(hash)
        }
    }

    func finish() -> Digest {
        switch state {
        case .sha256(let hash): Digest(.sha256, bytes: hash.finalize())
        case .sha512(let hash): Digest(.sha512, bytes: hash.finalize())
        }
    }
}

extension Digest {
    /// The digest of some bytes.
    public static func of(_ bytes: some Sequence<UInt8>, _ algorithm: Algorithm = .sha256) -> Digest {
        var hash = BlobHash(algorithm)
        if bytes.withContiguousStorageIfAvailable({ hash.update(UnsafeRawBufferPointer($0)) }) == nil {
            Array(bytes).withUnsafeBytes { hash.update($0) }
        }
        return hash.finish()
    }

    public static func of(_ bytes: UnsafeRawBufferPointer, _ algorithm: Algorithm = .sha256) -> Digest {
        var hash = BlobHash(algorithm)
        hash.update(bytes)
        return hash.finish()
    }
}
