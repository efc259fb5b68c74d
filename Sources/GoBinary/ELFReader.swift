/// Reads the header, program headers and section headers of ELF (System V ABI, chapters 4 and 5), both sizes and orders.
enum ELFReader {
    static func read(_ bytes: UnsafeRawBufferPointer) throws(ExecutableError) -> Executable {
        var view = ByteView(bytes: bytes)
        guard let sizeClass = view.byte(4), let order = view.byte(5), sizeClass == 1 || sizeClass == 2,
            order == 1 || order == 2
        else { throw ExecutableError(format: .elf, problem: "unknown word size or byte order", offset: 4) }
        let isWide = sizeClass == 2
        view.isBigEndian = order == 2
        let word = isWide ? 8 : 4

        guard let type = view.u16(16), let machine = view.u16(18),
            let programHeaders = view.word(isWide ? 32 : 28, size: word),
            let sectionHeaders = view.word(isWide ? 40 : 32, size: word),
            let programHeaderSize = view.u16(isWide ? 54 : 42), let programHeaderCount = view.u16(isWide ? 56 : 44),
            let sectionHeaderSize = view.u16(isWide ? 58 : 46), let sectionHeaderCount = view.u16(isWide ? 60 : 48),
            let nameTableIndex = view.u16(isWide ? 62 : 50)
        else { throw ExecutableError(format: .elf, problem: "header is cut off", offset: UInt64(bytes.count)) }

        var file = Executable(
            view: view,
            summary: ExecutableSummary(
                format: .elf, architecture: architecture(machine, isWide: isWide, isBigEndian: view.isBigEndian),
                wordSize: word * 8, isBigEndian: view.isBigEndian, isStripped: true, isPositionIndependent: type == 3))

        try readSegments(
            &file, at: programHeaders, size: UInt64(programHeaderSize),
            count: min(Int(programHeaderCount), Executable.Limits.segments), isWide: isWide)
        let sectionsAreWhole = readSections(
            &file, at: sectionHeaders, size: UInt64(sectionHeaderSize), count: Int(sectionHeaderCount),
            nameTableIndex: Int(nameTableIndex), isWide: isWide)
        // A file may do without section headers, but not without both.
        guard sectionsAreWhole || !file.segments.isEmpty else {
            throw ExecutableError(
                format: .elf, problem: "section headers lie beyond the end and no segment is loaded",
                offset: sectionHeaders)
        }
        if isPacked(
            view, programHeadersEnd: clampedRow(programHeaders, Int(programHeaderCount), UInt64(programHeaderSize)))
        {
            file.packer = "UPX"
        }
        return file
    }

    private static func readSegments(
        _ file: inout Executable, at table: UInt64, size: UInt64, count: Int, isWide: Bool
    ) throws(ExecutableError) {
        guard count > 0 else { return }
        guard size >= (isWide ? 56 : 32), file.view.range(table, 1) != nil else {
            throw ExecutableError(format: .elf, problem: "program headers lie beyond the end", offset: table)
        }
        let view = file.view
        let word = isWide ? 8 : 4
        for index in 0..<count {
            let row = clampedRow(table, index, size)
            guard let type = view.u32(row), let flags = view.u32(clampedSum(row, isWide ? 4 : 24)),
                let offset = view.word(clampedSum(row, isWide ? 8 : 4), size: word),
                let address = view.word(clampedSum(row, isWide ? 16 : 8), size: word),
                let fileSize = view.word(clampedSum(row, isWide ? 32 : 16), size: word)
            else { throw ExecutableError(format: .elf, problem: "program headers are cut off", offset: row) }
            // PT_LOAD
            guard type == 1, let range = view.clampedRange(offset, fileSize) else { continue }
            file.segments.append(
                .init(address: address, file: range, isWritable: flags & 2 != 0, isExecutable: flags & 1 != 0))
        }
    }

    /// Whether the table and its names could be read.
    private static func readSections(
        _ file: inout Executable, at table: UInt64, size: UInt64, count: Int, nameTableIndex: Int, isWide: Bool
    ) -> Bool {
        let view = file.view
        let word = isWide ? 8 : 4
        guard table != 0, size >= (isWide ? 64 : 40) else { return false }
        var count = count
        var nameTableIndex = nameTableIndex
        // Numbers that do not fit stand in the first header.
        if count == 0 {
            count = Int(clamping: view.word(clampedSum(table, isWide ? 32 : 20), size: word) ?? 0)
        }
        if nameTableIndex == 0xFFFF {
            nameTableIndex = Int(view.u32(clampedSum(table, isWide ? 40 : 24)) ?? 0)
        }
        guard count > 0, count <= Executable.Limits.sections, nameTableIndex < count,
            let (nameOffset, nameSize) = place(view, clampedRow(table, nameTableIndex, size), isWide),
            let names = view.range(nameOffset, nameSize)
        else { return false }

        file.sections.reserveCapacity(count)
        for index in 0..<count {
            let row = clampedRow(table, index, size)
            guard let name = view.u32(row), let type = view.u32(clampedSum(row, 4)),
                let flags = view.word(clampedSum(row, 8), size: word),
                let address = view.word(clampedSum(row, isWide ? 16 : 12), size: word),
                let (offset, length) = place(view, row, isWide)
            else { return false }
            // SHT_NOBITS sections have no bytes.
            guard let range = type == 8 ? 0..<0 : view.clampedRange(offset, length) else { continue }
            let nameStart = clampedSum(UInt64(names.lowerBound), UInt64(name))
            let nameRange = view.slice(0..<names.upperBound).terminatedRange(nameStart, limit: 256) ?? 0..<0
            let kind: Executable.Kind =
                switch type {
                case 2: .symbols
                case 4: .relocations
                case 7: .note
                default: .data
                }
            if kind == .symbols { file.summary.isStripped = false }
            file.sections.append(
                .init(
                    name: nameRange, address: address, file: range, isWritable: flags & 1 != 0,
                    isExecutable: flags & 4 != 0, kind: kind))
        }
        return true
    }

    private static func place(_ view: ByteView, _ row: UInt64, _ isWide: Bool) -> (UInt64, UInt64)? {
        let word = isWide ? 8 : 4
        guard let offset = view.word(clampedSum(row, isWide ? 24 : 16), size: word),
            let size = view.word(clampedSum(row, isWide ? 32 : 20), size: word)
        else { return nil }
        return (offset, size)
    }

    /// UPX puts its loader information, with the word `UPX!`, right behind the program headers, and a copy at the end.
    private static func isPacked(_ view: ByteView, programHeadersEnd: UInt64) -> Bool {
        if view.matches("UPX!", at: clampedSum(programHeadersEnd, 4)) { return true }
        guard view.count > 64, view.matches("UPX!", at: UInt64(view.count - 36)) else { return false }
        return true
    }

    private static func architecture(_ machine: UInt16, isWide: Bool, isBigEndian: Bool) -> String {
        switch machine {
        case 3: "386"
        case 8: isWide ? (isBigEndian ? "mips64" : "mips64le") : (isBigEndian ? "mips" : "mipsle")
        case 20: "ppc"
        case 21: isBigEndian ? "ppc64" : "ppc64le"
        case 22: "s390x"
        case 40: "arm"
        case 43: "sparc64"
        case 62: "amd64"
        case 183: "arm64"
        case 243: isWide ? "riscv64" : "riscv"
        case 258: "loong64"
        default: "unknown"
        }
    }
}
