/// A name of one file: equal names have equal ids. Ids count from 0 in order of first use.
public struct NameID: Hashable, Sendable {
    public let index: UInt32

    @inline(__always)
    init(index: UInt32) { self.index = index }
}

/// Gives every distinct name of a file a number, while it is read.
struct NameTable {
    struct Entry {
        var start: UInt32
        var length: UInt32
        var hash: UInt64
    }

    private(set) var entries: [Entry] = []
    private var slots: [UInt32]
    private var mask: Int

    init(expected: Int) {
        var capacity = 64
        while capacity < expected { capacity *= 2 }
        slots = [UInt32](repeating: 0, count: capacity)
        mask = capacity - 1
        entries.reserveCapacity(capacity / 2)
    }

    /// The pointer is readable for 8 bytes past `start + length`.
    mutating func intern(_ base: UnsafePointer<UInt8>, start: Int, length: Int) -> NameID {
        let hash = Self.hash(base + start, length: length)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let found = slots[slot]
            if found == 0 { break }
            let entry = entries[Int(found - 1)]
            if entry.hash == hash, Int(entry.length) == length,
                Self.equal(base + Int(entry.start), base + start, length)
            {
                return NameID(index: found - 1)
            }
            slot = (slot + 1) & mask
        }
        entries.append(Entry(start: UInt32(start), length: UInt32(length), hash: hash))
        let id = UInt32(entries.count)
        slots[slot] = id
        if entries.count * 2 > mask { grow() }
        return NameID(index: id - 1)
    }

    private mutating func grow() {
        let capacity = (mask + 1) * 2
        mask = capacity - 1
        slots = [UInt32](repeating: 0, count: capacity)
        for (index, entry) in entries.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(index + 1)
        }
    }

    @inline(__always)
    private static func word(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
        UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self).littleEndian
    }

    @inline(__always)
    static func hash(_ bytes: UnsafePointer<UInt8>, length: Int) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: length) &* 0x9E37_79B9_7F4A_7C15
        var at = 0
        while length - at > 8 {
            hash = (hash ^ word(bytes + at)) &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash >> 32
            at += 8
        }
        // The last word, without what follows the name.
        let unused = UInt64(8 - (length - at)) * 8
        let last = unused >= 64 ? 0 : word(bytes + at) << unused
        hash = (hash ^ last) &* 0xFF51_AFD7_ED55_8CCD
        return hash ^ (hash >> 29)
    }

    @inline(__always)
    static func equal(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        var at = 0
        while length - at >= 8 {
            if word(left + at) != word(right + at) { return false }
            at += 8
        }
        while at < length {
            if left[at] != right[at] { return false }
            at += 1
        }
        return true
    }
}
