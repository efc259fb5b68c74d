/// Reads the load commands of Mach-O, thin and fat, both sizes and orders (`<mach-o/loader.h>`, `<mach-o/fat.h>`).
enum MachOReader {
    /// More load commands than any linker writes.
    private static let commandLimit = 10_000

    /// A fat file gives its first part.
    static func read(_ bytes: UnsafeRawBufferPointer) throws(ExecutableError) -> Executable {
        let parts = try parts(bytes)
        guard let first = parts.first else {
            throw ExecutableError(format: .machO, problem: "no program inside", offset: 4)
        }
        return try readThin(first.bytes, at: first.offset)
    }

    /// The programs of a fat file, or the one that a thin file is.
    static func parts(
        _ bytes: UnsafeRawBufferPointer
    ) throws(ExecutableError) -> [(bytes: UnsafeRawBufferPointer, offset: UInt64)] {
        let view = ByteView(bytes: bytes, isBigEndian: true)
        guard let magic = view.u32(0), magic == 0xCAFE_BABE || magic == 0xCAFE_BABF else { return [(bytes, 0)] }
        let isWide = magic == 0xCAFE_BABF
        guard let count = view.u32(4), count > 0, count < 43 else {
            throw ExecutableError(format: .machO, problem: "absurd number of architectures", offset: 4)
        }
        var parts: [(bytes: UnsafeRawBufferPointer, offset: UInt64)] = []
        for index in 0..<Int(count) {
            let row = clampedRow(8, index, isWide ? 32 : 20)
            let word = isWide ? 8 : 4
            guard let offset = view.word(row + 8, size: word), let size = view.word(row + 8 + UInt64(word), size: word),
                let range = view.range(offset, size), size >= 8
            else { throw ExecutableError(format: .machO, problem: "an architecture lies beyond the end", offset: row) }
            parts.append((view.slice(range).bytes, offset))
        }
        return parts
    }

    static func readThin(_ bytes: UnsafeRawBufferPointer, at base: UInt64) throws(ExecutableError) -> Executable {
        var view = ByteView(bytes: bytes)
        let isWide: Bool
        switch view.u32(0) {
        case 0xFEED_FACE: isWide = false
        case 0xFEED_FACF: isWide = true
        case 0xCEFA_EDFE: (isWide, view.isBigEndian) = (false, true)
        case 0xCFFA_EDFE: (isWide, view.isBigEndian) = (true, true)
        default: throw ExecutableError(format: .machO, problem: "wrong magic number", offset: base)
        }
        guard let processor = view.u32(4), let flags = view.u32(24), let count = view.u32(16),
            count <= UInt32(commandLimit)
        else { throw ExecutableError(format: .machO, problem: "header is cut off or absurd", offset: base) }

        var file = Executable(
            view: view,
            summary: ExecutableSummary(
                format: .machO, architecture: architecture(processor), wordSize: isWide ? 64 : 32,
                isBigEndian: view.isBigEndian, isStripped: true, isPositionIndependent: flags & 0x20_0000 != 0))
        var command: UInt64 = isWide ? 32 : 28
        for _ in 0..<count {
            guard let kind = view.u32(command), let size = view.u32(command + 4), size >= 8,
                view.range(command, UInt64(size)) != nil
            else {
                throw ExecutableError(format: .machO, problem: "load commands are cut off", offset: base + command)
            }
            switch kind {
            case 0x01: readSegment(&file, command, UInt64(size), isWide: false)
            case 0x19: readSegment(&file, command, UInt64(size), isWide: true)
            // LC_SYMTAB
            case 0x02: if let symbols = view.u32(command + 12), symbols > 0 { file.summary.isStripped = false }
            default: break
            }
            command += UInt64(size)
        }
        if isPacked(view, from: command) { file.packer = "UPX" }
        return file
    }

    private static func readSegment(_ file: inout Executable, _ command: UInt64, _ size: UInt64, isWide: Bool) {
        let view = file.view
        let word = isWide ? 8 : 4
        let fields = command + 24
        let step = UInt64(word)
        guard let address = view.word(fields, size: word), let offset = view.word(fields + 2 * step, size: word),
            let length = view.word(fields + 3 * step, size: word), let protection = view.u32(fields + 4 * step + 4),
            let count = view.u32(fields + 4 * step + 8), let range = view.clampedRange(offset, length),
            file.segments.count < Executable.Limits.segments
        else { return }
        file.segments.append(
            .init(
                name: name(view, command + 8), address: address, file: range, isWritable: protection & 2 != 0,
                isExecutable: protection & 4 != 0))

        let rowSize: UInt64 = isWide ? 80 : 68
        let first = command + (isWide ? 72 : 56)
        for index in 0..<Int(count) {
            let row = clampedRow(first, index, rowSize)
            guard clampedSum(row, rowSize) <= command + size, file.sections.count < Executable.Limits.sections,
                let address = view.word(row + 32, size: word), let length = view.word(row + 32 + step, size: word),
                let offset = view.u32(row + 32 + 2 * step), let flags = view.u32(row + (isWide ? 64 : 56))
            else { return }
            // S_ZEROFILL and its kin have no bytes.
            let hasBytes = ![1, 12, 18].contains(flags & 0xFF)
            guard let range = hasBytes ? view.clampedRange(UInt64(offset), length) : 0..<0 else { continue }
            file.sections.append(
                .init(
                    name: name(view, row), address: address, file: range, isWritable: protection & 2 != 0,
                    isExecutable: protection & 4 != 0))
        }
    }

    /// Names fill 16 bytes, or end at a NUL.
    private static func name(_ view: ByteView, _ offset: UInt64) -> Range<Int> {
        view.terminatedRange(offset, limit: 16) ?? view.clampedRange(offset, 16) ?? 0..<0
    }

    /// UPX writes its word behind the load commands.
    private static func isPacked(_ view: ByteView, from offset: UInt64) -> Bool {
        (0..<64).contains { view.matches("UPX!", at: clampedSum(offset, UInt64($0))) }
    }

    private static func architecture(_ processor: UInt32) -> String {
        switch processor {
        case 7: "386"
        case 0x0100_0007: "amd64"
        case 12: "arm"
        case 0x0100_000C: "arm64"
        case 18: "ppc"
        case 0x0100_0012: "ppc64"
        default: "unknown"
        }
    }
}
