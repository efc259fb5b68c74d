/// Makes small ELF, Mach-O and PE files and function tables byte by byte, for layouts that no toolchain here writes.
struct ByteMaker {
    var bytes: [UInt8] = []
    var isBigEndian = false
    var wordSize = 8

    mutating func append(_ text: String) { bytes += Array(text.utf8) }

    mutating func append<Value: FixedWidthInteger>(_ value: Value) {
        withUnsafeBytes(of: isBigEndian ? value.bigEndian : value.littleEndian) { bytes += Array($0) }
    }

    mutating func word(_ value: UInt64) {
        if wordSize == 8 { append(value) } else { append(UInt32(truncatingIfNeeded: value)) }
    }

    mutating func pad(to count: Int) {
        if bytes.count < count { bytes += Array(repeating: 0, count: count - bytes.count) }
    }
}

/// An ELF file with one writable segment, and named sections inside it.
struct ELFMaker {
    static let base: UInt64 = 0x40_0000

    struct Section {
        var name: String
        var type: UInt32 = 1
        var content: [UInt8]
    }

    var isWide = true
    var isBigEndian = false
    var type: UInt16 = 2
    var sections: [Section] = []
    var hasSectionHeaders = true

    /// Where section `index` will lie, in the file; its address is that plus `base`.
    func offset(of index: Int) -> Int {
        var offset = 256
        for section in sections.prefix(index) { offset = (offset + section.content.count + 15) & ~15 }
        return offset
    }

    func address(of index: Int) -> UInt64 { Self.base + UInt64(offset(of: index)) }

    func made() -> [UInt8] {
        var out = ByteMaker(isBigEndian: isBigEndian, wordSize: isWide ? 8 : 4)
        let end = offset(of: sections.count)
        var names: [UInt8] = [0]
        let nameOffsets = (sections.map(\.name) + [".shstrtab"]).map { name in
            defer { names += Array(name.utf8) + [0] }
            return UInt32(names.count)
        }
        let headers = (end + names.count + 15) & ~15

        out.bytes = [0x7F, 0x45, 0x4C, 0x46, isWide ? 2 : 1, isBigEndian ? 2 : 1, 1] + Array(repeating: 0, count: 9)
        out.append(type)
        out.append(UInt16(isWide ? 62 : 3))
        out.append(UInt32(1))
        out.word(Self.base)
        out.word(isWide ? 64 : 52)
        out.word(hasSectionHeaders ? UInt64(headers) : 0)
        out.append(UInt32(0))
        out.append(UInt16(isWide ? 64 : 52))
        out.append(UInt16(isWide ? 56 : 32))
        out.append(UInt16(1))
        out.append(UInt16(isWide ? 64 : 40))
        out.append(UInt16(hasSectionHeaders ? sections.count + 2 : 0))
        out.append(UInt16(hasSectionHeaders ? sections.count + 1 : 0))

        // One PT_LOAD over the whole file, readable and writable.
        out.append(UInt32(1))
        if isWide { out.append(UInt32(6)) }
        out.word(0)
        out.word(Self.base)
        out.word(Self.base)
        out.word(UInt64(end))
        out.word(UInt64(end))
        if !isWide { out.append(UInt32(6)) }
        out.word(16)

        for (index, section) in sections.enumerated() {
            out.pad(to: offset(of: index))
            out.bytes += section.content
        }
        out.pad(to: end)
        guard hasSectionHeaders else { return out.bytes }
        out.bytes += names
        out.pad(to: headers)
        header(&out, name: 0, type: 0, address: 0, offset: 0, size: 0)
        for (index, section) in sections.enumerated() {
            header(
                &out, name: nameOffsets[index], type: section.type, address: address(of: index),
                offset: UInt64(offset(of: index)), size: UInt64(section.content.count))
        }
        header(
            &out, name: nameOffsets[sections.count], type: 3, address: 0, offset: UInt64(end), size: UInt64(names.count)
        )
        return out.bytes
    }

    private func header(
        _ out: inout ByteMaker, name: UInt32, type: UInt32, address: UInt64, offset: UInt64, size: UInt64
    ) {
        out.append(name)
        out.append(type)
        out.word(3)
        out.word(address)
        out.word(offset)
        out.word(size)
        out.append(UInt32(0))
        out.append(UInt32(0))
        out.word(16)
        out.word(0)
    }
}

/// A function table of any layout, with functions of 16 bytes each from `textStart` on.
struct FunctionTableMaker {
    var magic: UInt32
    var isBigEndian = false
    var wordSize = 8
    var textStart: UInt64 = 0x40_1000
    var storesTextStart = true
    var names: [String]
    /// Names of functions that exist only inlined.
    var inlinedNames: [String] = []

    func made() -> [UInt8] {
        var out = ByteMaker(isBigEndian: isBigEndian, wordSize: wordSize)
        let isOffsetBased = magic == 0xFFFF_FFF0 || magic == 0xFFFF_FFF1
        var nameBytes: [UInt8] = [0]
        let nameOffsets = (names + inlinedNames).map { name in
            defer { nameBytes += Array(name.utf8) + [0] }
            return UInt32(nameBytes.count)
        }
        out.append(magic)
        out.bytes += [0, 0, 1, UInt8(wordSize)]
        out.word(UInt64(names.count))

        let rowSize = isOffsetBased ? 8 : 2 * wordSize
        let recordSize = isOffsetBased ? 40 : wordSize + 36
        let rows = names.count * rowSize + (isOffsetBased ? 4 : wordSize)
        let records = (rows + 7) & ~7
        let isOld = magic == 0xFFFF_FFFB
        let functions = isOld ? 8 + wordSize : (8 + 8 * wordSize + nameBytes.count + 7) & ~7
        if !isOld {
            out.word(1)
            if isOffsetBased { out.word(storesTextStart ? textStart : 0) }
            let namesAt = UInt64(8 + 8 * wordSize)
            out.word(namesAt)
            for _ in 0..<3 { out.word(namesAt + UInt64(nameBytes.count)) }
            out.word(UInt64(functions))
            out.pad(to: 8 + 8 * wordSize)
            out.bytes += nameBytes
        }
        out.pad(to: functions)
        // In the oldest layout records and names count from the start of the table.
        let recordBase = isOld ? functions : 0
        for index in names.indices {
            let record = UInt64(recordBase + records + index * recordSize)
            if isOffsetBased {
                out.append(UInt32(index * 16))
                out.append(UInt32(record))
            } else {
                out.word(textStart + UInt64(index * 16))
                out.word(record)
            }
        }
        if isOffsetBased {
            out.append(UInt32(names.count * 16))
        } else {
            out.word(textStart + UInt64(names.count * 16))
        }
        let nameBase = isOld ? UInt32(functions + records + names.count * recordSize) : 0
        for index in names.indices {
            out.pad(to: functions + records + index * recordSize)
            if isOffsetBased { out.append(UInt32(index * 16)) } else { out.word(textStart + UInt64(index * 16)) }
            out.append(nameBase + nameOffsets[index])
        }
        out.pad(to: functions + records + names.count * recordSize)
        if isOld { out.bytes += nameBytes }
        return out.bytes
    }
}
