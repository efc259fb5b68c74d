#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Bytes that come one piece after the other.
protocol ByteReader: AnyObject {
    /// Fills the front of `buffer`; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedProblem) -> Int
}

/// A file, or a part of it.
final class FileReader: ByteReader {
    private let descriptor: Int32
    private let isOwner: Bool
    private var offset: Int64
    private var remaining: Int64
    /// Bytes of the file, and the second since 1970 in which it was last changed.
    let size: Int64
    let modified: Int64

    init(path: String) throws(FeedProblem) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FeedProblem(SystemCall.lastError) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw FeedProblem("it is no file")
        }
        isOwner = true
        offset = 0
        size = Int64(status.st_size)
        remaining = size
        #if canImport(Darwin)
            modified = Int64(status.st_mtimespec.tv_sec)
        #else
            modified = Int64(status.st_mtim.tv_sec)
        #endif
    }

    /// A part of an open file, which must stay open meanwhile.
    init(partOf file: FileReader, from offset: Int64, count: Int64) {
        descriptor = file.descriptor
        isOwner = false
        size = file.size
        modified = file.modified
        self.offset = offset
        remaining = max(0, min(count, file.size - offset))
    }

    deinit { if isOwner { close(descriptor) } }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedProblem) -> Int {
        let wanted = Int(min(Int64(buffer.count), remaining))
        guard wanted > 0 else { return 0 }
        var count = pread(descriptor, buffer.baseAddress, wanted, off_t(offset))
        while count < 0, errno == EINTR { count = pread(descriptor, buffer.baseAddress, wanted, off_t(offset)) }
        guard count >= 0 else { throw FeedProblem(SystemCall.lastError) }
        offset += Int64(count)
        remaining -= Int64(count)
        return count
    }
}

/// Bytes that are there already.
final class MemoryReader: ByteReader {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedProblem) -> Int {
        let count = min(buffer.count, bytes.count - offset)
        buffer.copyBytes(from: bytes[offset..<(offset + count)])
        offset += count
        return count
    }
}

/// Reads ahead from another reader, so that its next bytes can be looked at.
final class BufferedReader: ByteReader {
    private let source: any ByteReader
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var start = 0
    private var end = 0

    init(_ source: any ByteReader) { self.source = source }

    private func fill() throws(FeedProblem) {
        if start == end {
            start = 0
            end = 0
        } else if end == buffer.count {
            buffer.replaceSubrange(0..<(end - start), with: buffer[start..<end])
            end -= start
            start = 0
        }
        end += try source.read(into: &buffer, from: end)
    }

    /// The next bytes, fewer than `count` only at the end; `count` is at most 64 KiB.
    func peek(_ count: Int) throws(FeedProblem) -> ArraySlice<UInt8> {
        while end - start < count {
            let before = end - start
            try fill()
            if end - start == before { break }
        }
        return buffer[start..<min(end, start + count)]
    }

    func read(into target: UnsafeMutableRawBufferPointer) throws(FeedProblem) -> Int {
        if start == end { try fill() }
        let count = min(target.count, end - start)
        target.copyBytes(from: buffer[start..<(start + count)])
        start += count
        return count
    }

    /// Exactly so many bytes.
    func read(_ count: Int) throws(FeedProblem) -> [UInt8] {
        let bytes = try rest(atMost: count, stopsThere: true)
        guard bytes.count == count else { throw FeedProblem("it ends too early") }
        return bytes
    }

    /// All that is left.
    func rest(atMost limit: Int) throws(FeedProblem) -> [UInt8] { try rest(atMost: limit, stopsThere: false) }

    private func rest(atMost limit: Int, stopsThere: Bool) throws(FeedProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            if start == end { try fill() }
            if start == end { return bytes }
            let count = min(end - start, limit - bytes.count)
            if count == 0 {
                if stopsThere { return bytes }
                throw FeedProblem("it is larger than \(limit) bytes")
            }
            bytes += buffer[start..<(start + count)]
            start += count
            if stopsThere, bytes.count == limit { return bytes }
        }
    }

    func skip(_ count: Int64) throws(FeedProblem) {
        var left = count
        while left > 0 {
            if start == end { try fill() }
            guard start < end else { throw FeedProblem("it ends too early") }
            let step = Int(min(left, Int64(end - start)))
            start += step
            left -= Int64(step)
        }
    }
}

extension ByteReader {
    /// Fills `buffer` from `offset` on.
    func read(into buffer: inout [UInt8], from offset: Int) throws(FeedProblem) -> Int {
        let outcome = buffer.withUnsafeMutableBytes { bytes -> Result<Int, FeedProblem> in
            do throws(FeedProblem) {
                return .success(try read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[offset...])))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }
}

/// Counts what comes out of an unpacker, and stops a bomb.
final class GuardedReader: ByteReader {
    private let source: any ByteReader
    private let packedSize: Int64
    private let limits: FeedLimits
    private var unpacked: Int64 = 0

    init(_ source: any ByteReader, packedSize: Int64, limits: FeedLimits) {
        self.source = source
        self.packedSize = packedSize
        self.limits = limits
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedProblem) -> Int {
        let count = try source.read(into: buffer)
        unpacked += Int64(count)
        guard unpacked <= limits.unpacked else { throw FeedProblem("it unpacks to more than \(limits.unpacked) bytes") }
        if unpacked > 256 << 20, unpacked / limits.ratio > packedSize {
            throw FeedProblem("it unpacks to more than \(limits.ratio) times its size")
        }
        return count
    }
}
