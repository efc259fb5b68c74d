/// The table of functions that every Go program carries for its stack traces (`pclntab`), stripped or not: the names and
/// addresses of all that was linked in.
///
/// A view of the file's bytes, which it does not own: use it only while the buffer it was made from lives.
public struct GoFunctionTable {
    /// The layouts of the table, by the first version that has each.
    public enum Layout: Sendable, Hashable, CaseIterable {
        case go1_2, go1_16, go1_18, go1_20

        init?(magic: UInt32) {
            switch magic {
            case 0xFFFF_FFFB: self = .go1_2
            case 0xFFFF_FFFA: self = .go1_16
            case 0xFFFF_FFF0: self = .go1_18
            case 0xFFFF_FFF1: self = .go1_20
            default: return nil
            }
        }

        /// The versions that write it; the last has no end yet.
        public var versions: (oldest: String, newest: String?) {
            switch self {
            case .go1_2: ("go1.2", "go1.15.15")
            case .go1_16: ("go1.16", "go1.17.13")
            case .go1_18: ("go1.18", "go1.19.13")
            case .go1_20: ("go1.20", nil)
            }
        }
    }

    /// One function of the machine code.
    public struct Function: Sendable, Hashable {
        public var addresses: Range<UInt64>
        /// As the linker knows it: `net/http.(*Server).Serve`.
        public var name: String

        public init(addresses: Range<UInt64>, name: String) {
            self.addresses = addresses
            self.name = name
        }
    }

    enum Limits {
        static let functions = 16_000_000
        /// Names with type arguments written out reach a few thousand bytes.
        static let nameBytes = 1 << 14
    }

    public let layout: Layout
    /// Number of functions.
    public let count: Int
    /// Of a word: 4 or 8.
    public let pointerSize: Int
    /// The least size of an instruction: 1, 2 or 4.
    public let instructionUnit: Int
    /// Bytes from the start of the table on; may reach beyond its end.
    let table: ByteView
    private let textStart: UInt64
    private let names: UInt64
    private let namesEnd: UInt64
    private let functions: UInt64

    /// Finds the table in a whole program file; nil where there is none, or no Go.
    public init?(content: UnsafeRawBufferPointer) {
        guard let format = ExecutableFormat.detect(head: content),
            let file = try? Executable(format, content), file.packer == nil,
            let table = FunctionTableFinder(file).table()
        else { return nil }
        self = table
    }

    /// Reads the header of a table that starts with `bytes`; `text` gives the address of the code where the header leaves
    /// it to a relocation.
    init?(_ bytes: UnsafeRawBufferPointer, text: (_ headerOffset: UInt64) -> UInt64?) {
        var view = ByteView(bytes: bytes)
        if view.byte(0) == 0xFF { view.isBigEndian = true }
        guard let magic = view.u32(0), let layout = Layout(magic: magic), view.u16(4) == 0, let unit = view.byte(6),
            unit == 1 || unit == 2 || unit == 4, let size = view.byte(7), size == 4 || size == 8
        else { return nil }
        let word = UInt64(size)
        func header(_ index: UInt64) -> UInt64? { view.word(8 + index * word, size: Int(size)) }
        guard let count = header(0), count > 0, count <= UInt64(Limits.functions) else { return nil }

        let rowSize: UInt64
        switch layout {
        case .go1_2:
            (textStart, names, namesEnd, functions) = (0, 0, UInt64(view.count), 8 + word)
            rowSize = 2 * word
        case .go1_16:
            guard let names = header(2), let units = header(3), let functions = header(6) else { return nil }
            (textStart, self.names, namesEnd, self.functions) = (0, names, units, functions)
            rowSize = 2 * word
        case .go1_18, .go1_20:
            guard let start = header(2), let names = header(3), let units = header(4), let functions = header(7) else {
                return nil
            }
            textStart = start != 0 ? start : text(8 + 2 * word) ?? 0
            (self.names, namesEnd, self.functions) = (names, units, functions)
            rowSize = 8
        }
        guard view.range(functions, count * rowSize) != nil, names <= UInt64(view.count) else { return nil }
        self.layout = layout
        self.count = Int(count)
        pointerSize = Int(size)
        instructionUnit = Int(unit)
        table = view
    }

    /// The function of row `index`, in address order; nil where the table is damaged there.
    public subscript(index: Int) -> Function? {
        guard let name = name(at: index), let start = address(at: index) else { return nil }
        let end = address(at: index + 1) ?? start
        return Function(addresses: start..<max(start, end), name: String(decoding: name, as: UTF8.self))
    }

    /// The name of row `index` in the file's own bytes.
    public func name(at index: Int) -> UnsafeRawBufferPointer? {
        guard index >= 0, index < count else { return nil }
        let word = UInt64(pointerSize)
        let place: UInt64?
        switch layout {
        case .go1_2:
            place = table.word(functions + UInt64(index) * 2 * word + word, size: pointerSize)
        case .go1_16:
            place = table.word(functions + UInt64(index) * 2 * word + word, size: pointerSize)
                .map { clampedSum($0, functions) }
        case .go1_18, .go1_20:
            place = table.u32(functions + UInt64(index) * 8 + 4).map { clampedSum(UInt64($0), functions) }
        }
        // The record of a function starts with its entry: an address before Go 1.18, an offset of 4 bytes since.
        let entrySize = layout == .go1_2 || layout == .go1_16 ? word : 4
        guard let place, let nameOffset = table.u32(clampedSum(place, entrySize)),
            let range = table.terminatedRange(clampedSum(names, UInt64(nameOffset)), limit: Limits.nameBytes)
        else { return nil }
        return table.slice(range).bytes
    }

    /// Where row `index` starts; for `count` the end of the last function.
    public func address(at index: Int) -> UInt64? {
        guard index >= 0, index <= count else { return nil }
        switch layout {
        case .go1_2, .go1_16:
            return table.word(functions + UInt64(index) * 2 * UInt64(pointerSize), size: pointerSize)
        case .go1_18, .go1_20:
            return table.u32(functions + UInt64(index) * 8).map { clampedSum(textStart, UInt64($0)) }
        }
    }

    /// The row of the function that holds an address.
    public func index(ofAddress address: UInt64) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            guard let start = self.address(at: middle) else { return nil }
            if start <= address { low = middle + 1 } else { high = middle }
        }
        guard low > 0, let end = self.address(at: low), address < end || low < count else { return nil }
        return low - 1
    }

    /// Calls `body` with each name in the table, without copying; until it returns false.
    public func forEachName(_ body: (_ index: Int, _ name: UnsafeRawBufferPointer) -> Bool) {
        // Names do not overlap in real tables; where they do, reading them all would take forever.
        var rest = 2 * table.count
        for index in 0..<count {
            guard let name = name(at: index) else { continue }
            rest -= name.count + 1
            guard rest >= 0, body(index, name) else { return }
        }
    }

    /// Calls `body` with every name the table knows, those of functions that exist only inlined into others included
    /// (Go 1.16 and later; before, only names of functions with code of their own).
    public func forEachLinkedName(_ body: (UnsafeRawBufferPointer) -> Bool) {
        guard layout != .go1_2, namesEnd <= UInt64(table.count), names <= namesEnd else {
            return forEachName { _, name in body(name) }
        }
        var start = Int(names)
        let end = Int(namesEnd)
        while start < end {
            let stop = table.bytes.position(of: 0, from: start, before: end) ?? end
            if stop > start, !body(UnsafeRawBufferPointer(rebasing: table.bytes[start..<stop])) { return }
            start = stop + 1
        }
    }

    /// The import paths of all packages with linked functions.
    public func packages() -> Set<String> {
        var packages = Set<String>()
        // Names of one package lie side by side, so most need no look-up.
        var last: [UInt8] = []
        forEachLinkedName { name in
            guard let end = GoSymbol.packageEnd(name) else { return true }
            let path = name[..<end]
            if !path.elementsEqual(last) {
                last = Array(path)
                packages.insert(GoSymbol.unescaped(path))
            }
            return true
        }
        return packages
    }
}
