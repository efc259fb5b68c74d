import CVectorscan
import Synchronization

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

/// Many literals, found in one pass over the text by Vectorscan; compiled when the first text of some length comes.
///
/// Invariant: `compiled` is a block-mode database made by this process and freed once; it is only read once made.
final class LiteralDatabase: Sendable {
    private struct Compiled: @unchecked Sendable {
        var database: OpaquePointer
    }

    private let literals: [Literal]
    private let compiled = Mutex<Compiled?>(nil)
    fileprivate let small: SmallLiteralSearch

    init(_ literals: [Literal]) {
        self.literals = literals
        small = SmallLiteralSearch(literals)
    }

    deinit {
        compiled.withLock { compiled in
            if let compiled { hs_free_database(compiled.database) }
        }
    }

    fileprivate func database() throws(SecretError) -> OpaquePointer {
        let outcome = compiled.withLock { compiled -> Result<Compiled, SecretError> in
            if let compiled { return .success(compiled) }
            do throws(SecretError) {
                let made = Compiled(database: try Self.compile(literals))
                compiled = made
                return .success(made)
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get().database
    }

    private static func compile(_ literals: [Literal]) throws(SecretError) -> OpaquePointer {
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
        return made
    }
}

/// Scratch memory of one task that searches a database.
///
/// Invariant: `scratch` belongs to the database of `owner` and to one task at a time.
final class LiteralScanner: @unchecked Sendable {
    private let owner: LiteralDatabase
    private var tools: (database: OpaquePointer, scratch: OpaquePointer)?
    private var hits: [LiteralHit] = []
    /// Bytes of short texts that may still be searched without the database.
    private var smallBytes: Int

    /// Bytes of a text that is short, and of all of them before a database pays.
    static let smallText = 4 << 10
    static let smallTexts = 32 << 10

    /// - Parameter smallTexts: bytes in short texts that are searched without a database.
    init(_ owner: LiteralDatabase, smallTexts: Int = LiteralScanner.smallTexts) {
        self.owner = owner
        smallBytes = smallTexts
    }

    deinit { if let tools { hs_free_scratch(tools.scratch) } }

    /// All hits in the order of their ends. At most `maximumLength` bytes.
    func hits(in text: UnsafeRawBufferPointer) throws(SecretError) -> [LiteralHit] {
        hits.removeAll(keepingCapacity: true)
        guard let start = text.baseAddress, !text.isEmpty, text.count <= Self.maximumLength else { return hits }
        if tools == nil, text.count <= min(Self.smallText, smallBytes) {
            smallBytes -= text.count
            owner.small.search(text, into: &hits)
            return hits
        }
        let (database, scratch) = try prepared()
        withUnsafeMutablePointer(to: &hits) { hits in
            _ = hs_scan(
                database, start.assumingMemoryBound(to: CChar.self), UInt32(text.count), 0, scratch,
                { number, _, end, _, context in
                    context?.assumingMemoryBound(to: [LiteralHit].self).pointee.append(
                        LiteralHit(literal: Int32(truncatingIfNeeded: number), end: Int32(truncatingIfNeeded: end)))
                    return 0
                }, hits)
        }
        return hits
    }

    private func prepared() throws(SecretError) -> (database: OpaquePointer, scratch: OpaquePointer) {
        if let tools { return tools }
        let database = try owner.database()
        var made: OpaquePointer?
        guard hs_alloc_scratch(database, &made) == HS_SUCCESS, let made else {
            throw .engine("no memory for the matcher")
        }
        hits.reserveCapacity(1024)
        tools = (database, made)
        return (database, made)
    }

    static let maximumLength = 1 << 30
}
