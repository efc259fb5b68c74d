import Findings

/// Lists and mappings, as blocks and in brackets. Source: YAML 1.2.2, sections 7.4 and 8.2.
extension YAMLBuilder {
    /// A collection that is being read.
    struct Collection {
        var node: Int32
        /// Where its children begin among `open`.
        var mark: Int
    }

    mutating func begin(_ kind: YAMLRecord.Kind, _ style: YAMLStyle, at token: YAMLToken, parent: Int32)
        throws(YAMLFault)
        -> Collection
    {
        try enter(token)
        // A block's own token has no length; it ends where its last child does.
        let node = try append(
            YAMLRecord(kind: kind, style: style, start: token.start, end: token.end, parent: parent))
        return Collection(node: node, mark: open.count)
    }

    /// The node at hand, or an empty one where what stands there ends the entry.
    ///
    /// - Parameters:
    ///   - place: where an empty node stands.
    ///   - isIndentless: whether a list may begin without an indent, as it may as a mapping's value.
    mutating func child(
        of parent: Int32, emptyAt place: Int32, isIndentless: Bool = false, unless ends: (YAMLToken.Kind) -> Bool
    ) throws(YAMLFault) {
        let next = try token()
        open.append(
            ends(next.kind)
                ? try empty(at: place, parent: parent) : try node(parent: parent, isIndentless: isIndentless))
    }

    /// End of the child read last.
    var lastEnd: Int32 { tables.records[Int(open[open.count - 1])].end }

    mutating func sequence(_ token: YAMLToken, parent: Int32, isIndentless: Bool) throws(YAMLFault) -> Int32 {
        let list = try begin(.sequence, .block, at: token, parent: parent)
        var end = token.end
        if !isIndentless { advance() }
        while true {
            let entry = try self.token()
            guard entry.kind == .blockEntry else {
                if isIndentless { break }
                guard entry.kind == .blockEnd else {
                    throw fault("a list entry '-' is missing here; is the indentation right?", entry)
                }
                advance()
                break
            }
            advance()
            try child(of: list.node, emptyAt: entry.end) { kind in
                kind == .blockEntry || kind == .blockEnd || kind == .key || kind == .value
            }
            end = max(end, lastEnd)
        }
        close(list, end: end)
        return list.node
    }

    mutating func mapping(_ token: YAMLToken, parent: Int32) throws(YAMLFault) -> Int32 {
        let mapping = try begin(.mapping, .block, at: token, parent: parent)
        func ends(_ kind: YAMLToken.Kind) -> Bool { kind == .key || kind == .value || kind == .blockEnd }
        var end = token.end
        advance()
        while true {
            let question = try self.token()
            if question.kind == .blockEnd {
                advance()
                break
            }
            // YAML 1.2 would allow an empty key in front of ':'; no reader of manifests does.
            guard question.kind == .key else {
                throw fault("a key is missing here; is the indentation right?", question)
            }
            advance()
            try child(of: mapping.node, emptyAt: question.end, isIndentless: true, unless: ends)
            end = max(end, lastEnd)
            let colon = try self.token()
            if colon.kind == .value {
                advance()
                try child(of: mapping.node, emptyAt: colon.end, isIndentless: true, unless: ends)
            } else {
                open.append(try empty(at: lastEnd, parent: mapping.node))
            }
            end = max(end, lastEnd)
        }
        close(mapping, end: end)
        return mapping.node
    }

    mutating func flowSequence(_ token: YAMLToken, parent: Int32) throws(YAMLFault) -> Int32 {
        let list = try begin(.sequence, .flow, at: token, parent: parent)
        try flowEntries(of: list, until: .flowSequenceEnd, "',' or ']' is missing here") {
            builder, next throws(YAMLFault) in
            builder.open.append(
                next.kind == .key
                    ? try builder.flowPair(next, parent: list.node)
                    : try builder.node(parent: list.node, isIndentless: false))
        }
        return list.node
    }

    mutating func flowMapping(_ token: YAMLToken, parent: Int32) throws(YAMLFault) -> Int32 {
        let mapping = try begin(.mapping, .flow, at: token, parent: parent)
        try flowEntries(of: mapping, until: .flowMappingEnd, "',' or '}' is missing here") {
            builder, next throws(YAMLFault) in
            try builder.flowEntry(next, parent: mapping.node)
        }
        return mapping.node
    }

    /// What stands in brackets, with commas between, to the closing one.
    private mutating func flowEntries(
        of collection: Collection, until closer: YAMLToken.Kind, _ complaint: String,
        entry: (inout YAMLBuilder, YAMLToken) throws(YAMLFault) -> Void
    ) throws(YAMLFault) {
        advance()
        var next = try token()
        while next.kind != closer {
            try entry(&self, next)
            next = try token()
            if next.kind == .flowEntry {
                advance()
                next = try token()
            } else if next.kind != closer {
                throw fault(complaint, next)
            }
        }
        advance()
        close(collection, end: next.end)
    }

    /// A single pair in a list: `[a: b]`.
    private mutating func flowPair(_ token: YAMLToken, parent: Int32) throws(YAMLFault) -> Int32 {
        let pair = try begin(.mapping, .flow, at: token, parent: parent)
        try flowEntry(token, parent: pair.node)
        close(pair, end: lastEnd)
        return pair.node
    }

    /// Key and value in brackets; either may be left out.
    private mutating func flowEntry(_ token: YAMLToken, parent: Int32) throws(YAMLFault) {
        func ends(_ kind: YAMLToken.Kind) -> Bool {
            kind == .flowEntry || kind == .flowMappingEnd || kind == .flowSequenceEnd || kind == .value
        }
        guard token.kind == .key else {
            // No key that a ':' follows on its line: an entry without a value.
            open.append(try node(parent: parent, isIndentless: false))
            open.append(try empty(at: lastEnd, parent: parent))
            return
        }
        advance()
        try child(of: parent, emptyAt: token.end, unless: ends)
        let colon = try self.token()
        guard colon.kind == .value else {
            open.append(try empty(at: lastEnd, parent: parent))
            return
        }
        advance()
        try child(of: parent, emptyAt: colon.end, unless: ends)
    }
}
