/// Finds the function table in a program: by section name or, in PE and where names are gone, by its first bytes.
struct FunctionTableFinder {
    private let file: Executable

    init(_ file: Executable) {
        self.file = file
    }

    func table() -> GoFunctionTable? {
        for name in [".gopclntab", ".data.rel.ro.gopclntab", "__gopclntab"] as [StaticString] {
            if let section = file.section(name),
                let table = table(at: section.file.lowerBound, end: section.file.upperBound)
            {
                return table
            }
        }
        for range in file.withoutRepetition(file.segments) {
            if let table = search(range) { return table }
        }
        return nil
    }

    private func table(at start: Int, end: Int) -> GoFunctionTable? {
        let bytes = file.view.slice(start..<end).bytes
        return GoFunctionTable(bytes) { headerOffset in
            // In position-independent programs a relocation tells; later versions leave it out.
            if let address = file.address(ofOffset: start),
                let text = file.pointer(atAddress: clampedSum(address, headerOffset)),
                text != 0
            {
                return text
            }
            return (file.section(".text") ?? file.section("__text"))?.address
        }
    }

    private func search(_ range: Range<Int>) -> GoFunctionTable? {
        let bytes = file.view.bytes
        let isBig = file.view.isBigEndian
        var offset = (range.lowerBound + 3) & ~3
        var candidates = 0
        while offset <= range.upperBound - 16 {
            defer { offset += 4 }
            let raw = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            let magic = isBig ? UInt32(bigEndian: raw) : UInt32(littleEndian: raw)
            guard magic >= 0xFFFF_FFF0, GoFunctionTable.Layout(magic: magic) != nil,
                bytes[offset + 4] == 0, bytes[offset + 5] == 0, Int(bytes[offset + 7]) == file.pointerSize
            else { continue }
            if let table = table(at: offset, end: range.upperBound), isPlausible(table) { return table }
            candidates += 1
            if candidates > Executable.Limits.candidates { return nil }
        }
        return nil
    }

    /// Whether the first names can be read and the first addresses ascend.
    private func isPlausible(_ table: GoFunctionTable) -> Bool {
        for index in 0..<min(table.count, 8) {
            guard let name = table.name(at: index), !name.isEmpty, let start = table.address(at: index),
                let end = table.address(at: index + 1), start <= end
            else { return false }
        }
        return true
    }
}
