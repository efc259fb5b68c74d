/// Reads the COFF header and section table of PE and PE32+ (Microsoft's PE format specification).
enum PEReader {
    /// Whether the DOS header leads to a PE header.
    static func isPE(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let view = ByteView(bytes: bytes)
        guard let start = view.u32(0x3C) else { return false }
        return view.matches("PE\0\0", at: UInt64(start))
    }

    static func read(_ bytes: UnsafeRawBufferPointer) throws(ExecutableError) -> Executable {
        let view = ByteView(bytes: bytes)
        guard let start = view.u32(0x3C).map(UInt64.init), view.matches("PE\0\0", at: start) else {
            throw ExecutableError(format: .pe, problem: "no PE header", offset: 0x3C)
        }
        let header = start + 4
        guard let machine = view.u16(header), let count = view.u16(header + 2), let symbols = view.u32(header + 12),
            let optionalSize = view.u16(header + 16), let magic = view.u16(header + 20)
        else { throw ExecutableError(format: .pe, problem: "header is cut off", offset: start) }
        let optional = header + 20
        let isWide = magic == 0x20B
        guard isWide || magic == 0x10B,
            let base = view.word(optional + (isWide ? 24 : 28), size: isWide ? 8 : 4),
            let traits = view.u16(optional + 70)
        else { throw ExecutableError(format: .pe, problem: "optional header is cut off or unknown", offset: optional) }

        var file = Executable(
            view: view,
            summary: ExecutableSummary(
                format: .pe, architecture: architecture(machine), wordSize: isWide ? 64 : 32, isBigEndian: false,
                isStripped: symbols == 0,
                // IMAGE_DLLCHARACTERISTICS_DYNAMIC_BASE
                isPositionIndependent: traits & 0x40 != 0))
        let table = optional + UInt64(optionalSize)
        for index in 0..<Int(count) {
            let row = clampedRow(table, index, 40)
            guard let size = view.u32(row + 8), let address = view.u32(row + 12), let fileSize = view.u32(row + 16),
                let offset = view.u32(row + 20), let flags = view.u32(row + 36)
            else { throw ExecutableError(format: .pe, problem: "section table is cut off", offset: row) }
            let name = view.terminatedRange(row, limit: 8) ?? view.clampedRange(row, 8) ?? 0..<0
            if view.matches("UPX0", at: row) || view.matches("UPX1", at: row) { file.packer = "UPX" }
            guard let range = view.clampedRange(UInt64(offset), UInt64(min(fileSize, max(size, 1)))) else { continue }
            let region = Executable.Region(
                name: name, address: clampedSum(base, UInt64(address)), file: range,
                isWritable: flags & 0x8000_0000 != 0, isExecutable: flags & 0x2000_0000 != 0)
            file.sections.append(region)
            file.segments.append(region)
        }
        return file
    }

    private static func architecture(_ machine: UInt16) -> String {
        switch machine {
        case 0x14C: "386"
        case 0x8664: "amd64"
        case 0x1C0, 0x1C4: "arm"
        case 0xAA64: "arm64"
        default: "unknown"
        }
    }
}
