/// A list that only grows and whose elements never move, so that readers need no lock.
///
/// Invariant: one writer at a time (the owner's lock); an index reaches another thread only through that lock or through
/// the end of the thread that made it, so that the element is visible to whoever holds its index.
final class AppendArena<Element: BitwiseCopyable>: @unchecked Sendable {
    private static var chunkBits: Int { 14 }
    private static var chunkSize: Int { 1 << chunkBits }
    private static var maximumChunks: Int { 1 << 15 }

    private let chunks: UnsafeMutablePointer<UnsafeMutablePointer<Element>>
    private var chunkCount = 0
    private(set) var count = 0

    init() { chunks = .allocate(capacity: Self.maximumChunks) }

    deinit {
        for index in 0..<chunkCount { chunks[index].deallocate() }
        chunks.deallocate()
    }

    @inline(__always)
    subscript(index: UInt32) -> Element {
        get { chunks[Int(index) >> Self.chunkBits][Int(index) & (Self.chunkSize - 1)] }
        set { chunks[Int(index) >> Self.chunkBits][Int(index) & (Self.chunkSize - 1)] = newValue }
    }

    /// Gives the index of the element; 0 once the arena is full (5 * 10^8 elements).
    @discardableResult
    func append(_ element: Element) -> UInt32 {
        guard makeRoom(1) else { return 0 }
        let index = UInt32(truncatingIfNeeded: count)
        (chunks[count >> Self.chunkBits] + (count & (Self.chunkSize - 1))).initialize(to: element)
        count += 1
        return index
    }

    /// Appends elements that lie beside each other in memory; more than a chunk of them are cut.
    func appendContiguous(_ elements: UnsafeBufferPointer<Element>) -> UInt32 {
        let length = min(elements.count, Self.chunkSize)
        let used = count & (Self.chunkSize - 1)
        if used + length > Self.chunkSize {
            // The rest of the chunk stays unused; it must hold something.
            guard let filler = elements.first else { return 0 }
            while count & (Self.chunkSize - 1) != 0 { append(filler) }
        }
        guard length > 0, makeRoom(length) else { return 0 }
        let index = UInt32(truncatingIfNeeded: count)
        for offset in 0..<length { append(elements[offset]) }
        return index
    }

    /// Elements beside each other, appended by `appendContiguous`.
    @inline(__always)
    func pointer(_ index: UInt32) -> UnsafePointer<Element> {
        UnsafePointer(chunks[Int(index) >> Self.chunkBits] + (Int(index) & (Self.chunkSize - 1)))
    }

    private func makeRoom(_ length: Int) -> Bool {
        let needed = (count + length + Self.chunkSize - 1) >> Self.chunkBits
        while chunkCount < needed {
            guard chunkCount < Self.maximumChunks else { return false }
            chunks[chunkCount] = .allocate(capacity: Self.chunkSize)
            chunkCount += 1
        }
        return true
    }
}

/// A hash table from 64-bit keys (not 0) to 32-bit values: the maps of hot paths.
struct WordMap: Sendable {
    private var keys: [UInt64] = []
    private var values: [UInt32] = []
    private(set) var count = 0

    init(capacity: Int = 0) {
        guard capacity > 0 else { return }
        var size = 16
        while size < capacity * 2 { size *= 2 }
        keys = [UInt64](repeating: 0, count: size)
        values = [UInt32](repeating: 0, count: size)
    }

    @inline(__always)
    private static func hash(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20)
    }

    subscript(key: UInt64) -> UInt32? {
        @inline(__always)
        get {
            guard !keys.isEmpty else { return nil }
            let mask = keys.count - 1
            var slot = Self.hash(key) & mask
            while true {
                let found = keys[slot]
                if found == key { return values[slot] }
                if found == 0 { return nil }
                slot = (slot + 1) & mask
            }
        }
    }

    mutating func set(_ key: UInt64, _ value: UInt32) {
        if (count + 1) * 2 > keys.count { grow() }
        let mask = keys.count - 1
        var slot = Self.hash(key) & mask
        while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
        if keys[slot] == 0 {
            keys[slot] = key
            count += 1
        }
        values[slot] = value
    }

    private mutating func grow() {
        let old = (keys, values)
        let size = max(16, keys.count * 2)
        keys = [UInt64](repeating: 0, count: size)
        values = [UInt32](repeating: 0, count: size)
        count = 0
        for (slot, key) in old.0.enumerated() where key != 0 { set(key, old.1[slot]) }
    }

    /// All pairs, in no particular order.
    func forEach(_ body: (UInt64, UInt32) -> Void) {
        for slot in keys.indices where keys[slot] != 0 { body(keys[slot], values[slot]) }
    }
}
