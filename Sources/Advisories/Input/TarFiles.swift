import Artifacts

/// The files of a tar archive, one after the other, each with its bytes; links, folders and devices are passed over.
struct TarFiles {
    private let tar: TarReader
    private let limits: FeedLimits
    private var entries = 0

    init(_ source: any ByteReader, limits: FeedLimits) {
        self.limits = limits
        var own = Limits()
        own.unpackedLayerBytes = limits.unpacked
        tar = TarReader(BlockCursor(Supply(source), name: Self.name), name: Self.name, limits: own)
    }

    private static let name = "the archive"

    static func isHeader(_ head: ArraySlice<UInt8>) -> Bool { head.withUnsafeBytes { TarReader.isHeader($0) } }

    /// The next file with its bytes; nil at the end. Of a file larger than the limit there are none.
    mutating func next() throws(FeedProblem) -> (file: Entry, bytes: [UInt8]?)? {
        do throws(ArtifactError) {
            while try tar.next() {
                entries += 1
                guard entries <= limits.entries else { break }
                guard tar.entry.kind == .file, tar.unknownType == nil else { continue }
                let entry = tar.entry
                return (entry, entry.size <= Int64(limits.document) ? try content(Int(entry.size)) : nil)
            }
        } catch {
            throw FeedProblem(error)
        }
        guard entries <= limits.entries else { throw FeedProblem("it holds more than \(limits.entries) entries") }
        guard tar.hasEndMark else { throw FeedProblem("it ends too early: the mark of its end is missing") }
        return nil
    }

    private func content(_ size: Int) throws(ArtifactError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(size, 1 << 20))
        let content = tar.content
        while content.remaining > 0 {
            let hole = content.passHole()
            if hole > 0 {
                bytes.append(contentsOf: repeatElement(0, count: Int(clamping: hole)))
            } else {
                bytes.append(contentsOf: try content.piece(1 << 18))
            }
        }
        return bytes
    }

    /// Whole blocks of another reader.
    private final class Supply: BlockSupply {
        private let source: any ByteReader
        private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)

        init(_ source: any ByteReader) { self.source = source }

        deinit { block.deallocate() }

        func nextBlock() throws(ArtifactError) -> UnsafeRawBufferPointer? {
            var count = 0
            while count < block.count {
                let read: Int
                do throws(FeedProblem) {
                    read = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: block[count...]))
                } catch {
                    throw .transferFailed(source: TarFiles.name, reason: error.description)
                }
                if read == 0 { break }
                count += read
            }
            return count == 0 ? nil : UnsafeRawBufferPointer(rebasing: block[..<count])
        }
    }
}

extension FeedProblem {
    /// In the words of feeds: what Artifacts says speaks of images.
    init(_ error: ArtifactError) {
        switch error {
        case .truncated(_, let offset, let reason): self.init("it ends too early, at byte \(offset): \(reason)")
        case .corruptTar(_, let offset, let reason): self.init("it is corrupt at byte \(offset): \(reason)")
        case .limitExceeded(_, let name, let limit, _): self.init("it exceeds the limit \(name) of \(limit)")
        case .transferFailed(_, let reason): self.init(reason)
        default: self.init(error.description)
        }
    }
}
