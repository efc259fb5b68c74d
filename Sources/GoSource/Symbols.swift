import Synchronization

/// A name of the program: equal names have equal symbols, across files and packages.
public struct Symbol: Hashable, Sendable, BitwiseCopyable {
    public let id: UInt32

    @inline(__always)
    init(id: UInt32) { self.id = id }

    /// No name.
    public static let empty = Symbol(id: 0)
    /// `_`
    public static let blank = Symbol(id: 1)
    static let `init` = Symbol(id: 2)
    static let main = Symbol(id: 3)
    static let error = Symbol(id: 4)
    static let errorMethod = Symbol(id: 5)
    static let dot = Symbol(id: 6)
    static let iota = Symbol(id: 7)

    static let predefined = ["", "_", "init", "main", "error", "Error", ".", "iota"]
}

/// All names of a program. Shared by all tasks; names are never removed.
final class SymbolTable: Sendable {
    private struct Entry: BitwiseCopyable {
        var bytes: UInt32
        var length: UInt32
        var hash: UInt64
    }

    private struct State {
        var slots = [UInt32](repeating: 0, count: 1 << 14)
        var used = 0
    }

    private let entries = AppendArena<Entry>()
    private let bytes = AppendArena<UInt8>()
    private let state = Mutex(State())

    init() {
        for text in Symbol.predefined { _ = intern(text) }
    }

    func intern(_ text: String) -> Symbol {
        var text = text
        return text.withUTF8 { name in
            var padded = [UInt8](repeating: 0, count: name.count + 8)
            for index in name.indices { padded[index] = name[index] }
            return padded.withUnsafeBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return .empty }
                let hash = NameTable.hash(base, length: name.count)
                return state.withLock { Symbol(id: find(base, name.count, hash, &$0)) }
            }
        }
    }

    /// The symbols of all names of a file, by their ids.
    func symbols(of file: GoFile) -> [UInt32] {
        file.source.padded.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return [] }
            return state.withLock { state in
                file.names.map { find(base + Int($0.start), Int($0.length), $0.hash, &state) }
            }
        }
    }

    /// The pointer is readable for 8 bytes past the name.
    private func find(_ name: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64, _ state: inout State) -> UInt32 {
        var mask = state.slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while state.slots[slot] != 0 {
            let id = state.slots[slot] - 1
            let entry = entries[id]
            if entry.hash == hash, Int(entry.length) == length,
                length == 0 || NameTable.equal(bytes.pointer(entry.bytes), name, length)
            {
                return id
            }
            slot = (slot + 1) & mask
        }
        if state.used * 2 > mask {
            grow(&state)
            mask = state.slots.count - 1
            slot = Int(truncatingIfNeeded: hash) & mask
            while state.slots[slot] != 0 { slot = (slot + 1) & mask }
        }
        // Names of more than a chunk of bytes are cut; no one writes them.
        let length = min(length, 1 << 14)
        let offset = bytes.appendContiguous(UnsafeBufferPointer(start: name, count: length))
        let id = entries.append(Entry(bytes: offset, length: UInt32(length), hash: hash))
        state.slots[slot] = id + 1
        state.used += 1
        return id
    }

    private func grow(_ state: inout State) {
        let size = state.slots.count * 2
        var slots = [UInt32](repeating: 0, count: size)
        for id in 0..<UInt32(entries.count) {
            var slot = Int(truncatingIfNeeded: entries[id].hash) & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = id + 1
        }
        state.slots = slots
    }

    func text(_ symbol: Symbol) -> String {
        let entry = entries[symbol.id]
        guard entry.length > 0 else { return "" }
        return String(
            decoding: UnsafeBufferPointer(start: bytes.pointer(entry.bytes), count: Int(entry.length)), as: UTF8.self)
    }

    /// Go's rule: the first character is an upper-case letter.
    func isExported(_ symbol: Symbol) -> Bool {
        let entry = entries[symbol.id]
        guard entry.length > 0 else { return false }
        let pointer = bytes.pointer(entry.bytes)
        if pointer[0] < 0x80 { return pointer[0] >= 0x41 && pointer[0] <= 0x5A }
        let scalar = decodeScalar(pointer, at: 0, limit: Int(entry.length)).scalar
        return scalar?.properties.generalCategory == .uppercaseLetter
    }
}
