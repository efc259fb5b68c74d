extension SecretAllowList {
    func allows(
        _ match: SecretMatch, in text: UnsafeRawBufferPointer, path: String, _ search: inout PatternSearch
    ) -> Bool {
        var verdicts: [Bool] = []
        if !paths.isEmpty { verdicts.append(paths.contains { search.holds($0, path) }) }
        if !patterns.isEmpty {
            let range: Range<Int> =
                switch target {
                case .secret: match.secret
                case .match: match.whole
                case .line: Lines.around(match.secret, in: text)
                }
            let looked = text.slice(
                range.lowerBound..<min(range.upperBound, range.lowerBound + PatternSearch.windowLimit - 1))
            verdicts.append(
                patterns.contains { search.firstMatch(of: $0, in: looked, starts: 0..<(looked.count + 1)) != nil })
        }
        if !stopWords.isEmpty {
            let secret = Array(text.slice(match.secret).map { ByteSet.upper.contains($0) ? $0 | 0x20 : $0 })
            verdicts.append(stopWords.contains { secret.holds(Array($0.utf8)) })
        }
        guard !verdicts.isEmpty else { return false }
        return needsAll ? !verdicts.contains(false) && commits.isEmpty : verdicts.contains(true)
    }
}

/// Lines of a text.
enum Lines {
    /// Bytes a line may reach to either side of what is looked at.
    static let limit = 4096

    /// The line, or lines, that hold a range, without the line feed.
    static func around(_ range: Range<Int>, in text: UnsafeRawBufferPointer) -> Range<Int> {
        var low = min(range.lowerBound, text.count)
        let lowest = max(0, low - limit)
        while low > lowest, text[low - 1] != 0x0A { low -= 1 }
        var high = min(max(range.upperBound, low), text.count)
        let highest = min(text.count, high + limit)
        while high < highest, text[high] != 0x0A { high += 1 }
        return low..<high
    }
}

extension PatternSearch {
    /// Whether a pattern matches anywhere in a short text.
    mutating func holds(_ pattern: Pattern, _ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            let raw = UnsafeRawBufferPointer(bytes)
            return firstMatch(of: pattern, in: raw, starts: 0..<(raw.count + 1)) != nil
        }
    }
}
