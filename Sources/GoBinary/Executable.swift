/// A program taken apart into regions, whatever its container; owns no bytes.
struct Executable {
    /// A section or a segment.
    struct Region {
        /// Where its name lies in the file; empty for segments of ELF.
        var name: Range<Int> = 0..<0
        var address: UInt64
        /// What the file holds of it.
        var file: Range<Int>
        var isWritable = false
        var isExecutable = false
        var kind = Kind.data
    }

    /// What ELF section types say; `data` everywhere else.
    enum Kind {
        case data, symbols, relocations, note
    }

    /// Limits that no real linker comes near.
    enum Limits {
        static let sections = 100_000
        static let segments = 128
        /// Finds that look right at first but are not, before a search is given up.
        static let candidates = 64
    }

    var view: ByteView
    var summary: ExecutableSummary
    var sections: [Region] = []
    /// In address order as the file has them; they map addresses to bytes.
    var segments: [Region] = []
    /// `UPX` where the container itself tells it.
    var packer: String?

    var pointerSize: Int { summary.wordSize / 8 }

    func isNamed(_ region: Region, _ name: StaticString) -> Bool {
        region.name.count == name.utf8CodeUnitCount && view.matches(name, at: UInt64(region.name.lowerBound))
    }

    func section(_ name: StaticString) -> Region? {
        sections.first { isNamed($0, name) }
    }

    /// The file offset of `count` bytes that are loaded at `address`.
    func offset(ofAddress address: UInt64, count: UInt64 = 1) -> UInt64? {
        for segment in segments where address >= segment.address {
            let distance = address - segment.address
            let size = UInt64(segment.file.count)
            if distance < size, count <= size - distance { return UInt64(segment.file.lowerBound) + distance }
        }
        return nil
    }

    /// The address at which a byte of the file is loaded.
    func address(ofOffset offset: Int) -> UInt64? {
        segments.first { $0.file.contains(offset) }.map { clampedSum($0.address, UInt64(offset - $0.file.lowerBound)) }
    }

    /// The pointer that the loader would put at `address`: what the file holds there or, in position-independent
    /// programs whose linker left it blank, what a relocation says.
    func pointer(atAddress address: UInt64) -> UInt64? {
        guard let offset = offset(ofAddress: address, count: UInt64(pointerSize)) else { return nil }
        guard let stored = view.word(offset, size: pointerSize) else { return nil }
        if stored != 0, self.offset(ofAddress: stored) != nil { return stored }
        if let relocated = relocation(ofAddress: address) { return relocated }
        // Chained fixups of Mach-O keep the target in the low 36 bits.
        if summary.format == .machO, stored > 0xF_FFFF_FFFF { return stored & 0xF_FFFF_FFFF }
        return stored
    }

    /// The addend of the relocation of `address`.
    private func relocation(ofAddress address: UInt64) -> UInt64? {
        var found: UInt64?
        forEachRelocation { relocated, target in
            if relocated == address { found = target }
            return found == nil
        }
        return found
    }

    /// Calls `body` with address and target of each relocation with an explicit addend, until it returns false.
    func forEachRelocation(_ body: (_ address: UInt64, _ target: UInt64) -> Bool) {
        let size = UInt64(pointerSize)
        for range in withoutRepetition(sections.lazy.filter { $0.kind == .relocations }) {
            var row = UInt64(range.lowerBound)
            while row + 3 * size <= UInt64(range.upperBound) {
                if let address = view.word(row, size: pointerSize),
                    let target = view.word(row + 2 * size, size: pointerSize), target != 0, !body(address, target)
                {
                    return
                }
                row += 3 * size
            }
        }
    }

    /// The bytes of regions that are to be searched, as long as they sum up to no more than the file: regions that
    /// overlap do not occur in real programs, and would make a search endless.
    func withoutRepetition(_ regions: some Sequence<Region>) -> [Range<Int>] {
        var rest = view.count
        return regions.compactMap { region in
            guard region.file.count <= rest else { return nil }
            rest -= region.file.count
            return region.file
        }
    }

    /// The bytes of the Go string whose header (pointer, length) is at `address`.
    func string(atAddress address: UInt64, limit: Int) -> Range<Int>? {
        guard let start = pointer(atAddress: address) else { return nil }
        let (lengthAddress, overflows) = address.addingReportingOverflow(UInt64(pointerSize))
        guard !overflows, let lengthOffset = offset(ofAddress: lengthAddress, count: UInt64(pointerSize)),
            let length = view.word(lengthOffset, size: pointerSize), length <= UInt64(clamping: limit),
            let offset = offset(ofAddress: start, count: max(length, 1))
        else { return nil }
        return view.range(offset, length)
    }
}

extension Executable {
    /// Takes a file apart by its magic number.
    init(_ format: ExecutableFormat, _ bytes: UnsafeRawBufferPointer) throws(ExecutableError) {
        switch format {
        case .elf: self = try ELFReader.read(bytes)
        case .machO: self = try MachOReader.read(bytes)
        case .pe: self = try PEReader.read(bytes)
        }
    }
}
