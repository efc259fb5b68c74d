import Findings

/// Offers one entry after the other to all analyzers and gets each the part of the content it asks for.
///
/// Used by one task. Content is read once, and only as far as somebody wants it.
final class EntryDispatcher {
    private struct Slot {
        var analyzer: any Analyzer
        var stream: (any StreamAnalyzer)?
        let name: String
        let headSize: Int
        var interest = Interest.nothing
        /// Still takes pieces of the current file.
        var isFed = false
    }

    private var slots: [Slot]
    private let limits: Limits
    private let budget: HeldBudget
    private let scratch: UnsafeMutableRawBufferPointer
    var collector: LayerCollector

    /// The longest head an analyzer may ask for.
    static let headLimit = 1 << 20

    init(analyzers: [any Analyzer], limits: Limits, budget: HeldBudget, collector: LayerCollector) {
        slots = analyzers.map { analyzer in
            let own = analyzer.forTask()
            return Slot(
                analyzer: own, stream: own as? any StreamAnalyzer, name: own.name,
                headSize: min(type(of: own).headSize, Self.headLimit))
        }
        self.limits = limits
        self.budget = budget
        self.collector = collector
        scratch = .allocate(byteCount: Self.headLimit, alignment: 64)
    }

    deinit { scratch.deallocate() }

    /// - Parameter content: of a file with content; nil for what has none. Need not be read to its end.
    func visit(
        _ entry: Entry, rawPath: UnsafeRawBufferPointer, content: @autoclosure () -> (any ContentReader)?
    ) throws(ArtifactError) {
        guard collector.begin(entry, rawPath: rawPath) else { return }
        try offer(entry, rawPath, content)
        if case .hardLink(let target) = entry.kind { findMissed(entry, rawPath, target) }
    }

    /// Shows the content of a hard link under its name, in a second reading.
    func revisit(_ link: MissedLink, content: any ContentReader) throws(ArtifactError) {
        var entry = link.entry
        entry.size = content.remaining
        collector.resume(link)
        var failure: ArtifactError?
        link.rawPath.withUnsafeBytes { bytes in
            do throws(ArtifactError) {
                try offer(entry, bytes) { content }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    /// Takes note of a hard link that an analyzer wants by its name, if not by its target's too.
    private func findMissed(_ entry: Entry, _ rawPath: UnsafeRawBufferPointer, _ target: String) {
        var link = entry
        link.kind = .file
        // Not known here, but not nothing.
        link.size = 1
        var original = link
        original.path = target
        for slot in slots {
            guard slot.analyzer.interest(in: link).isByName, !slot.analyzer.interest(in: original).isByName else {
                continue
            }
            collector.miss(link, rawPath, target: target)
            return
        }
    }

    private func offer(
        _ entry: Entry, _ rawPath: UnsafeRawBufferPointer, _ content: () -> (any ContentReader)?
    ) throws(ArtifactError) {
        var wants = false
        for index in slots.indices {
            let interest = slots[index].analyzer.interest(in: entry)
            slots[index].interest = interest
            switch interest {
            case .nothing: break
            case .name: analyze(index, entry, rawPath, UnsafeRawBufferPointer(start: nil, count: 0))
            default: wants = true
            }
        }
        guard wants, entry.kind == .file else { return }
        for index in slots.indices { refuse(index, entry) }
        guard slots.contains(where: { $0.interest.wantsContent }) else { return }
        try deliver(entry, rawPath, content())
    }

    /// Leaves a note where a file is larger than an analyzer or the limits allow.
    private func refuse(_ index: Int, _ entry: Entry) {
        let limit: Int64
        switch slots[index].interest {
        case .whole(let own): limit = min(Int64(own), limits.heldFileBytes)
        default: return
        }
        guard entry.size > limit else { return }
        slots[index].interest = .nothing
        tooLarge(index, entry, limit)
    }

    private func tooLarge(_ index: Int, _ entry: Entry, _ limit: Int64) {
        let text = "\(slots[index].name): not read, its \(entry.size) bytes exceed the limit of \(limit)"
        collector.note(text, path: entry.path, makesPartial: true)
    }

    private func analyze(
        _ index: Int, _ entry: Entry, _ rawPath: UnsafeRawBufferPointer, _ content: UnsafeRawBufferPointer
    ) {
        let name = slots[index].name
        slots[index].analyzer.analyze(entry, content: content) { output in
            collector.take(output, of: entry, rawPath, from: name)
        }
    }

    // MARK: - Content

    private func deliver(
        _ entry: Entry, _ rawPath: UnsafeRawBufferPointer, _ content: (any ContentReader)?
    ) throws(ArtifactError) {
        // What could not be opened has been noted; nobody must take it for empty.
        if content == nil, entry.size > 0 { return }
        let size = content?.remaining ?? 0
        beginStreams(entry)
        guard let content, size > 0 else {
            let empty = UnsafeRawBufferPointer(start: nil, count: 0)
            confirm(entry, empty)
            whole(entry, rawPath, empty)
            heads(entry, rawPath, empty)
            finishStreams(entry, rawPath)
            return
        }
        if let all = try Int(exactly: size).flatMap({ count throws(ArtifactError) in try content.contiguous(count) }) {
            confirm(entry, UnsafeRawBufferPointer(rebasing: all.prefix(confirmationSize)))
            heads(entry, rawPath, all)
            whole(entry, rawPath, all)
            feed(all, entry, rawPath)
            finishStreams(entry, rawPath)
            return
        }
        let head = try readHead(content, min(size, Int64(wantedHead)))
        confirm(entry, UnsafeRawBufferPointer(rebasing: head.prefix(confirmationSize)))
        heads(entry, rawPath, head)
        if slots.contains(where: { $0.interest.isWhole }) {
            try hold(entry, rawPath, content, Int(size), head)
        } else {
            feed(head, entry, rawPath)
            try stream(content, entry, rawPath)
        }
        finishStreams(entry, rawPath)
    }

    private var wantedHead: Int {
        slots.reduce(0) { most, slot in
            switch slot.interest {
            case .head(let count): max(most, min(count, Self.headLimit))
            case .wholeIfConfirmed: max(most, slot.headSize)
            default: most
            }
        }
    }

    private var confirmationSize: Int { slots.reduce(0) { max($0, $1.headSize) } }

    private func readHead(
        _ content: any ContentReader, _ count: Int64
    ) throws(ArtifactError) -> UnsafeRawBufferPointer {
        var done = 0
        while done < Int(count) {
            let piece = try content.piece(Int(count) - done)
            UnsafeMutableRawBufferPointer(rebasing: scratch[done..<done + piece.count]).copyMemory(from: piece)
            done += piece.count
        }
        return UnsafeRawBufferPointer(rebasing: scratch[..<done])
    }

    /// Lets analyzers that doubt look at the head; who is convinced wants all from then on.
    private func confirm(_ entry: Entry, _ head: UnsafeRawBufferPointer) {
        for index in slots.indices {
            guard case .wholeIfConfirmed(let own) = slots[index].interest else { continue }
            slots[index].interest = .nothing
            let shown = UnsafeRawBufferPointer(rebasing: head.prefix(slots[index].headSize))
            guard slots[index].analyzer.confirms(entry, head: shown) else { continue }
            let limit = min(Int64(own), limits.heldFileBytes)
            if entry.size > limit {
                tooLarge(index, entry, limit)
            } else {
                slots[index].interest = .whole(limit: own)
            }
        }
    }

    private func heads(_ entry: Entry, _ rawPath: UnsafeRawBufferPointer, _ bytes: UnsafeRawBufferPointer) {
        for index in slots.indices {
            guard case .head(let count) = slots[index].interest else { continue }
            let shown = bytes.prefix(max(0, min(count, Self.headLimit)))
            analyze(index, entry, rawPath, UnsafeRawBufferPointer(rebasing: shown))
        }
    }

    private func whole(_ entry: Entry, _ rawPath: UnsafeRawBufferPointer, _ bytes: UnsafeRawBufferPointer) {
        for index in slots.indices where slots[index].interest.isWhole { analyze(index, entry, rawPath, bytes) }
    }

    /// Gathers all of a file, feeding streams on the way.
    private func hold(
        _ entry: Entry, _ rawPath: UnsafeRawBufferPointer, _ content: any ContentReader, _ size: Int,
        _ head: UnsafeRawBufferPointer
    ) throws(ArtifactError) {
        budget.acquire(Int64(size))
        defer { budget.release(Int64(size)) }
        let held = try HeldFile(size: size, spillBytes: limits.spillBytes)
        UnsafeMutableRawBufferPointer(rebasing: held.memory[..<head.count]).copyMemory(from: head)
        feed(head, entry, rawPath)
        var done = head.count
        while done < size {
            let piece = try content.piece(size - done)
            UnsafeMutableRawBufferPointer(rebasing: held.memory[done..<done + piece.count]).copyMemory(from: piece)
            feed(piece, entry, rawPath)
            done += piece.count
        }
        whole(entry, rawPath, UnsafeRawBufferPointer(held.memory))
    }

    // MARK: - Streams

    private func beginStreams(_ entry: Entry) {
        for index in slots.indices where slots[index].interest == .stream {
            slots[index].isFed = slots[index].stream != nil
            slots[index].stream?.begin(entry)
        }
    }

    private func feed(_ piece: UnsafeRawBufferPointer, _ entry: Entry, _ rawPath: UnsafeRawBufferPointer) {
        guard !piece.isEmpty else { return }
        for index in slots.indices where slots[index].isFed {
            let name = slots[index].name
            slots[index].isFed =
                slots[index].stream?.feed(piece) { output in
                    collector.take(output, of: entry, rawPath, from: name)
                } ?? false
        }
    }

    private func stream(
        _ content: any ContentReader, _ entry: Entry, _ rawPath: UnsafeRawBufferPointer
    ) throws(ArtifactError) {
        while content.remaining > 0, slots.contains(where: \.isFed) {
            if content.passHole() > 0 { continue }
            feed(try content.piece(.max), entry, rawPath)
        }
    }

    private func finishStreams(_ entry: Entry, _ rawPath: UnsafeRawBufferPointer) {
        for index in slots.indices where slots[index].interest == .stream {
            let name = slots[index].name
            slots[index].isFed = false
            slots[index].stream?.finish { output in collector.take(output, of: entry, rawPath, from: name) }
        }
    }
}

extension Interest {
    fileprivate var isWhole: Bool { if case .whole = self { true } else { false } }

    /// Rests on the name of a file, not on its content.
    fileprivate var isByName: Bool {
        switch self {
        case .whole, .head: true
        default: false
        }
    }

    fileprivate var wantsContent: Bool {
        switch self {
        case .nothing, .name: false
        default: true
        }
    }
}
