import CVectorscan

/// Where a literal ends in the text.
struct LiteralHit: Sendable {
    var literal: Int32
    var end: Int32
}

/// A literal to look for.
struct Literal: Sendable, Hashable {
    var text: String
    var ignoresCase: Bool
}

/// Many literals, found in one pass over the text by Vectorscan.
///
/// Invariant: `database` is a block-mode database made by this process and freed once; it is only read after `init`.
final class LiteralDatabase: @unchecked Sendable {
    fileprivate let database: OpaquePointer

    init(_ literals: [Literal]) throws(SecretError) {
        var texts: [UnsafePointer<CChar>?] = []
        let copies = literals.map { literal in
            let bytes = Array(literal.text.utf8)
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
            for (index, byte) in bytes.enumerated() { copy[index] = CChar(bitPattern: byte) }
            copy[bytes.count] = 0
            return copy
        }
        defer { for copy in copies { copy.deallocate() } }
        for copy in copies { texts.append(UnsafePointer(copy)) }
        let flags = literals.map { UInt32($0.ignoresCase ? HS_FLAG_CASELESS : 0) }
        let numbers = (0..<literals.count).map { UInt32($0) }
        let lengths = literals.map { $0.text.utf8.count }
        var made: OpaquePointer?
        var problem: UnsafeMutablePointer<hs_compile_error_t>?
        let status = hs_compile_lit_multi(
            &texts, flags, numbers, lengths, UInt32(literals.count), UInt32(HS_MODE_BLOCK), nil, &made, &problem)
        guard status == HS_SUCCESS, let made else {
            let reason = problem?.pointee.message.map { String(cString: $0) } ?? "status \(status)"
            hs_free_compile_error(problem)
            throw .engine(reason)
        }
        database = made
    }

    deinit { hs_free_database(database) }
}

/// Scratch memory of one task that searches a database.
///
/// Invariant: `scratch` belongs to `owner.database` and to one task at a time.
final class LiteralScanner: @unchecked Sendable {
    private let owner: LiteralDatabase
    private let scratch: OpaquePointer
    private var hits: [LiteralHit] = []

    init(_ owner: LiteralDatabase) throws(SecretError) {
        var made: OpaquePointer?
        guard hs_alloc_scratch(owner.database, &made) == HS_SUCCESS, let made else {
            throw .engine("no memory for the matcher")
        }
        self.owner = owner
        scratch = made
        hits.reserveCapacity(1024)
    }

    deinit { hs_free_scratch(scratch) }

    /// All hits in the order of their ends. At most `maximumLength` bytes.
    func hits(in text: UnsafeRawBufferPointer) -> [LiteralHit] {
        hits.removeAll(keepingCapacity: true)
        guard let start = text.baseAddress, !text.isEmpty, text.count <= Self.maximumLength else { return hits }
        withUnsafeMutablePointer(to: &hits) { hits in
            _ = hs_scan(
                owner.database, start.assumingMemoryBound(to: CChar.self), UInt32(text.count), 0, scratch,
                { number, _, end, _, context in
                    context?.assumingMemoryBound(to: [LiteralHit].self).pointee.append(
                        LiteralHit(literal: Int32(truncatingIfNeeded: number), end: Int32(truncatingIfNeeded: end)))
                    return 0
                }, hits)
        }
        return hits
    }

    static let maximumLength = 1 << 30
}
