import Manifests

/// What a rule wants of a flag among the words of a command.
enum FlagWish {
    /// Every flag must be there.
    case present([String])
    /// The flag must not be there.
    case absent(String)
    /// The flag must be there with this value.
    case equal(String, String)
    /// If it is there the flag must not have this value.
    case unequal(String, String)
    /// The comma-separated list of the flag must have this item; a missing flag counts as missing.
    case lists(String, String)
    /// The list of the flag must not have this item.
    case avoids(String, String)
    /// If the flag is there, its list has one of these.
    case listsOne(String, [String])

    /// The place of a flag, or nil within an answer where the flag is missing; nil where all is well.
    func violation(in words: [YAMLNode]) -> Range<Int>?? {
        switch self {
        case .present(let flags):
            return flags.allSatisfy { find($0, words) != nil } ? nil : .some(nil)
        case .absent(let flag):
            return find(flag, words).map { .some($0.range) } ?? nil
        case .equal(let flag, let wanted):
            guard let word = find(flag, words) else { return .some(nil) }
            return value(word) == wanted ? nil : .some(word.range)
        case .unequal(let flag, let forbidden):
            guard let word = find(flag, words), value(word) == forbidden else { return nil }
            return .some(word.range)
        case .lists(let flag, let item):
            guard let word = find(flag, words) else { return .some(nil) }
            return items(word).contains(Substring(item)) ? nil : .some(word.range)
        case .avoids(let flag, let item):
            guard let word = find(flag, words), items(word).contains(Substring(item)) else { return nil }
            return .some(word.range)
        case .listsOne(let flag, let wanted):
            guard let word = find(flag, words) else { return nil }
            return items(word).contains { item in wanted.contains { $0 == item } } ? nil : .some(word.range)
        }
    }

    private func find(_ flag: String, _ words: [YAMLNode]) -> YAMLNode? {
        words.last { word in
            guard let text = word.text, text.hasPrefix(flag) else { return false }
            let rest = text.utf8.dropFirst(flag.utf8.count).first
            return rest == nil || rest == UInt8(ascii: "=")
        }
    }

    private func value(_ word: YAMLNode) -> Substring {
        let text = word.text ?? ""
        guard let sign = text.firstIndex(of: "=") else { return "true" }
        return text[text.index(after: sign)...]
    }

    private func items(_ word: YAMLNode) -> [Substring] { value(word).split(separator: ",") }
}
