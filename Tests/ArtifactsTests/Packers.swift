import CISAL
import CZstd

/// Packs bytes for tests.
enum Pack {
    /// Gzip with stored or compressed blocks, by ISA-L.
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: 2 * bytes.count + 1024)
        var input = bytes
        var stream = isal_zstream()
        isal_deflate_init(&stream)
        stream.gzip_flag = UInt16(IGZIP_GZIP)
        stream.end_of_stream = 1
        let count = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                repeat {
                    _ = isal_deflate(&stream)
                } while stream.internal_state.state != ZSTATE_END && stream.avail_out > 0
                return Int(stream.total_out)
            }
        }
        return Array(output[..<count])
    }

    static func zstd(_ bytes: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let size = output.count
        let count = ZSTD_compress(&output, size, bytes, bytes.count, 3)
        return Array(output[..<count])
    }
}
