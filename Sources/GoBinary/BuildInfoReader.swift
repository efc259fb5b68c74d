/// Finds and decodes the build information block of Go 1.13 and later (`debug/buildinfo` describes its layout).
struct BuildInfoReader {
    private let file: Executable

    enum Limits {
        /// Toolchain names are short; garbled ones are not read.
        static let versionBytes = 1024
        /// The list of modules of the largest known programs is below 1 MB.
        static let moduleListBytes = 16 << 20
    }

    /// What the block says, before the text in it is read.
    struct Block {
        var version: String
        /// Of the list of modules, without its frame; empty where there is none.
        var moduleList: Range<Int>
    }

    init(_ file: Executable) {
        self.file = file
    }

    /// The block from its own section, else from any writable part.
    func block() -> Block? {
        for name in [".go.buildinfo", "__go_buildinfo"] as [StaticString] {
            if let section = file.section(name), let block = firstBlock(in: section) { return block }
        }
        // PE has no section for it; in ELF and Mach-O it may have been renamed, or the section headers removed.
        for range in file.withoutRepetition(file.segments.lazy.filter(\.isWritable)) {
            let address = file.address(ofOffset: range.lowerBound) ?? 0
            if let block = firstBlock(in: .init(address: address, file: range)) { return block }
        }
        return nil
    }

    /// The first 8 bytes, `FF 20 47 6F 20 62 75 69`, as a little-endian number.
    private static let magicStart: UInt64 = 0x6975_6220_6F47_20FF

    /// Looks at each address that is a multiple of 16.
    private func firstBlock(in region: Executable.Region) -> Block? {
        let skew = Int(truncatingIfNeeded: region.address & 15)
        var offset = region.file.lowerBound + (skew == 0 ? 0 : 16 - skew)
        let bytes = file.view.bytes
        var candidates = 0
        while offset <= region.file.upperBound - 32 {
            if UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) == Self.magicStart {
                if let block = block(at: UInt64(offset)) { return block }
                candidates += 1
                if candidates > Executable.Limits.candidates { return nil }
            }
            offset += 16
        }
        return nil
    }

    private func block(at start: UInt64) -> Block? {
        let view = file.view
        guard view.matches(" Go buildinf:", at: start + 1), let pointerSize = view.byte(start + 14),
            let flags = view.byte(start + 15)
        else { return nil }
        if flags & 2 != 0 {
            var position = start + 32
            guard let version = inlineString(&position, limit: Limits.versionBytes),
                let list = inlineString(&position, limit: Limits.moduleListBytes)
            else { return nil }
            return Block(version: view.text(version), moduleList: unframed(list))
        }
        // Two pointers to string headers, in the byte order of flag 1. It agrees with the container's in real files.
        guard pointerSize == 4 || pointerSize == 8, Int(pointerSize) == file.pointerSize,
            (flags & 1 != 0) == view.isBigEndian,
            let versionHeader = pointer(at: start + 16),
            let version = file.string(atAddress: versionHeader, limit: Limits.versionBytes), !version.isEmpty
        else { return nil }
        let list = pointer(at: start + 16 + UInt64(pointerSize)).flatMap {
            file.string(atAddress: $0, limit: Limits.moduleListBytes)
        }
        return Block(version: view.text(version), moduleList: unframed(list ?? 0..<0))
    }

    private func pointer(at offset: UInt64) -> UInt64? {
        file.address(ofOffset: Int(clamping: offset)).flatMap { file.pointer(atAddress: $0) }
    }

    /// Length as an unsigned varint, then the bytes.
    private func inlineString(_ position: inout UInt64, limit: Int) -> Range<Int>? {
        var length: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            guard shift < 63, let byte = file.view.byte(position) else { return nil }
            position += 1
            length |= UInt64(byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 { break }
        }
        guard length <= UInt64(limit), let range = file.view.range(position, length) else { return nil }
        position += length
        return range
    }

    /// The list stands between two marks of 16 bytes each, the second after a line end.
    private func unframed(_ list: Range<Int>) -> Range<Int> {
        guard list.count >= 33, file.view.bytes[list.upperBound - 17] == UInt8(ascii: "\n") else { return 0..<0 }
        return list.lowerBound + 16..<list.upperBound - 16
    }
}
