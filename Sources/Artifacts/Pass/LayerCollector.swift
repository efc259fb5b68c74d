import Findings

/// Takes down what one layer (or folder) yields: facts, notes, numbers, and which paths it touches.
struct LayerCollector {
    private(set) var outcome = LayerOutcome()
    private let hash: PathHash
    private let limits: Limits
    private let layer: LayerReference?
    /// Whiteouts mean something: a layer, not a plain file system.
    private let hasWhiteouts: Bool
    private var sequence: Int64 = 0
    /// Paths with facts, folders above them, and other names of them.
    private var watched = FingerprintSet()
    private var isPathNoted = false
    private var omittedNotes = 0
    private var omittedPartial = false
    private var rootLinks = 0
    private var missedLinks = 0

    /// Hard links remembered in one layer.
    private static let linkLimit = 1 << 16
    private static let rootLinkLimit = 4096
    private static let missedLinkLimit = 4096

    /// - Parameter paths: where the paths of the layer go; nil where nobody will ask for them.
    init(hash: PathHash, limits: Limits, layer: LayerReference?, paths: LayerPaths?, hasWhiteouts: Bool) {
        self.hash = hash
        self.limits = limits
        self.layer = layer
        self.hasWhiteouts = hasWhiteouts
        outcome.paths = paths
    }

    // MARK: - Paths

    /// Takes note of an entry before any analyzer sees it.
    /// - Returns: false for a marker of the layer format, which is no file.
    mutating func begin(_ entry: Entry, rawPath: UnsafeRawBufferPointer) -> Bool {
        sequence += 1
        isPathNoted = false
        if hasWhiteouts, takeWhiteout(entry, rawPath) { return false }
        guard outcome.paths != nil || watched.count > 0 || entry.kind != .file else { return true }
        let fingerprint = hash(rawPath)
        let isFolder = entry.kind == .folder
        outcome.paths?.insert(fingerprint.marked(isFolder ? .folder : .file))
        if watched.contains(fingerprint) {
            outcome.lastEntry[fingerprint] = sequence
            if !isFolder { outcome.lastFile[fingerprint] = sequence }
        }
        switch entry.kind {
        case .hardLink(let target): link(entry, rawPath, to: target)
        case .symbolicLink(let target): rootLink(entry, rawPath, to: target)
        default: break
        }
        return true
    }

    /// Whiteouts of aufs, which OCI took over (OCI image layer specification, "Whiteouts").
    private mutating func takeWhiteout(_ entry: Entry, _ path: UnsafeRawBufferPointer) -> Bool {
        var start = path.count
        while start > 0, path[start - 1] != 0x2F { start -= 1 }
        // ".wh."
        guard path.count - start >= 4, path[start] == 0x2E, path[start + 1] == 0x77, path[start + 2] == 0x68,
            path[start + 3] == 0x2E
        else { return false }
        let folder = UnsafeRawBufferPointer(rebasing: path[..<max(0, start - 1)])
        let name = UnsafeRawBufferPointer(rebasing: path[(start + 4)...])
        if name.starts(with: [0x2E, 0x77, 0x68, 0x2E]) {
            // ".wh..wh..opq"; what else begins so is bookkeeping of aufs.
            if name.elementsEqual(".wh..opq".utf8) { outcome.paths?.insert(hash(folder).marked(.opaque)) }
            return true
        }
        guard !name.isEmpty, !name.elementsEqual([0x2E]), !name.elementsEqual([0x2E, 0x2E]) else {
            note("a whiteout names no file", path: entry.path, makesPartial: false)
            return true
        }
        guard outcome.paths != nil else { return true }
        var target = Array(folder)
        if !folder.isEmpty { target.append(0x2F) }
        target.append(contentsOf: name)
        let fingerprint = target.withUnsafeBytes { hash($0) }
        outcome.paths?.insert(fingerprint.marked(.whiteout))
        return true
    }

    private mutating func link(_ entry: Entry, _ rawPath: UnsafeRawBufferPointer, to target: String) {
        var target = target
        let targetHash = target.withUTF8 { hash(UnsafeRawBufferPointer($0)) }
        // In the lowest layer and in folders a link can only lead to what was seen before.
        guard outcome.paths != nil || watched.contains(targetHash) else { return }
        guard outcome.links.count < Self.linkLimit else {
            outcome.statistics["hard links not followed", default: 0] += 1
            return
        }
        outcome.links.append(HardLink(path: entry.path, target: targetHash, sequence: sequence))
        watch(rawPath)
    }

    /// A hard link whose content should be read under its own name, in a second reading.
    mutating func miss(_ entry: Entry, _ rawPath: UnsafeRawBufferPointer, target: String) {
        guard missedLinks < Self.missedLinkLimit else {
            note("the content of this hard link was not read", path: entry.path, makesPartial: true)
            return
        }
        missedLinks += 1
        watch(rawPath)
        var target = target
        let fingerprint = target.withUTF8 { hash(UnsafeRawBufferPointer($0)) }
        outcome.missedLinks[fingerprint, default: []].append(
            MissedLink(entry: entry, rawPath: Array(rawPath), sequence: sequence))
    }

    mutating func takeMissedLinks() -> [UInt64: [MissedLink]] {
        defer { outcome.missedLinks = [:] }
        return outcome.missedLinks
    }

    /// Goes back to an entry in a second reading.
    mutating func resume(_ link: MissedLink) {
        sequence = link.sequence
        isPathNoted = true
    }

    private mutating func watch(_ rawPath: UnsafeRawBufferPointer) {
        watched.insert(hash(rawPath))
        for index in rawPath.indices where rawPath[index] == 0x2F {
            watched.insert(hash(UnsafeRawBufferPointer(rebasing: rawPath[..<index])))
        }
    }

    private mutating func rootLink(_ entry: Entry, _ rawPath: UnsafeRawBufferPointer, to target: String) {
        guard rootLinks < Self.rootLinkLimit, !rawPath.contains(0x2F) else { return }
        rootLinks += 1
        add(RootLinkFact(target: target), of: entry, rawPath)
    }

    // MARK: - What analyzers report

    mutating func take(
        _ output: AnalyzerOutput, of entry: Entry, _ rawPath: UnsafeRawBufferPointer, from analyzer: String
    ) {
        switch output {
        case .fact(let fact): add(fact, of: entry, rawPath)
        case .note(let text, let makesPartial):
            note("\(analyzer): \(text)", path: entry.path, makesPartial: makesPartial)
        case .count(let name, let number):
            outcome.statistics[name] = (outcome.statistics[name] ?? 0) &+ number
        }
    }

    private mutating func add(_ fact: any Fact, of entry: Entry, _ rawPath: UnsafeRawBufferPointer) {
        var path = entry.path
        let isUTF8 = path.withUTF8 { $0.elementsEqual(rawPath) }
        let raw: [UInt8]? = isUTF8 ? nil : Array(rawPath)
        outcome.facts.append(PendingFact(path: entry.path, rawPath: raw, sequence: sequence, fact: fact))
        guard !isPathNoted else { return }
        isPathNoted = true
        watch(rawPath)
    }

    mutating func note(_ text: String, path: String? = nil, makesPartial: Bool) {
        guard outcome.notes.count < limits.notes else {
            omittedNotes += 1
            omittedPartial = omittedPartial || makesPartial
            return
        }
        let location = path.map { Location(path: $0, layer: layer) }
        outcome.notes.append(ScanNote(text, makesPartial: makesPartial, location: location))
    }

    /// Ends the collection.
    mutating func finish() -> LayerOutcome {
        if omittedNotes > 0 {
            let place = layer.map { " of layer \($0.index)" } ?? ""
            outcome.notes.append(ScanNote("\(omittedNotes) more notes\(place)", makesPartial: omittedPartial))
        }
        return outcome
    }
}
