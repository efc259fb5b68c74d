import Findings
import Manifests

/// The suppressions of a manifest: comments with the entry or object they stand at, and annotations of objects.
///
/// A comment at the end of a line holds for that line; on a line of its own for the entry below it, with all that is
/// in it; in front of an object for the object. kube-linter's and Checkov's annotations hold for their object.
struct ManifestSuppressions {
    private struct Placed {
        var suppression: Suppression
        /// Bytes it holds for; nil: the file.
        var range: Range<Int>?
    }

    private var placed: [Placed] = []

    init(_ file: KubernetesLinter.File, today: String?) {
        self.init(tree: file.tree, today: today)
    }

    init(tree: YAMLTree, today: String?) {
        for comment in tree.comments {
            let text = tree.source.string(comment.lowerBound + 1..<comment.upperBound).trimmingPrefix {
                $0 == "#" || $0 == " "
            }
            guard let first = text.utf8.first, [0x64, 0x74, 0x63, 0x44, 0x54, 0x43, 0x6B].contains(first) else {
                continue
            }
            for suppression in Suppression.read(String(text), today: today) {
                guard suppression.scope == .next else {
                    placed.append(Placed(suppression: suppression, range: nil))
                    continue
                }
                placed.append(Placed(suppression: suppression, range: Self.scope(of: comment, in: tree)))
            }
        }
    }

    /// What a comment stands at.
    private static func scope(of comment: Range<Int>, in tree: YAMLTree) -> Range<Int> {
        let source = tree.source
        let line = source.line(at: comment.lowerBound)
        let contents = source.contents(ofLine: line)
        let before = source.bytes[contents.lowerBound..<comment.lowerBound]
        if before.contains(where: { $0 != 0x20 && $0 != 0x09 }) { return contents }
        // The document that begins below it, or the entry.
        for root in tree.roots where root.range.upperBound > comment.upperBound {
            if root.range.lowerBound >= comment.upperBound { return root.range }
            return entry(after: comment.upperBound, in: root, depth: 0) ?? contents
        }
        return contents
    }

    /// The first entry or item that begins behind a place, with what is in it.
    private static func entry(after place: Int, in node: YAMLNode, depth: Int) -> Range<Int>? {
        guard depth < 64 else { return nil }
        for entry in node.writtenEntries {
            if entry.key.range.lowerBound >= place {
                return entry.key.range.lowerBound..<max(entry.key.range.upperBound, entry.value.range.upperBound)
            }
            if entry.value.range.upperBound > place, entry.value.range.lowerBound >= entry.key.range.lowerBound {
                return self.entry(after: place, in: entry.value, depth: depth + 1)
            }
        }
        for item in node.items {
            if item.range.lowerBound >= place { return item.range }
            if item.range.upperBound > place { return entry(after: place, in: item, depth: depth + 1) }
        }
        return nil
    }

    func find(_ finding: Finding, _ card: RuleCard, _ range: Range<Int>, _ object: KubernetesObject?) -> SuppressionHit?
    {
        for item in placed where item.suppression.names(finding, card) {
            guard let scope = item.range else { return SuppressionHit(reason: item.suppression.reason) }
            if scope.contains(range.lowerBound) || scope.lowerBound == range.lowerBound {
                return SuppressionHit(reason: item.suppression.reason)
            }
        }
        if let object { return Self.annotation(finding, card, object) }
        return nil
    }

    /// `ignore-check.kube-linter.io/NAME: reason`, `kube-linter.io/ignore-all`, `checkov.io/skip1: ID=reason` and
    /// `drydock/ignore: ID reason`.
    private static func annotation(_ finding: Finding, _ card: RuleCard, _ object: KubernetesObject) -> SuppressionHit?
    {
        for holder in [object.annotations, object.pod?.annotations] {
            guard let holder, holder.count > 0 else { continue }
            for entry in holder.entries {
                let name = entry.name
                if name.hasPrefix("ignore-check.kube-linter.io/") {
                    let check = name.dropFirst("ignore-check.kube-linter.io/".count)
                    if finding.aliases.contains(where: { $0 == check }) {
                        return SuppressionHit(reason: entry.value.text)
                    }
                } else if name == "kube-linter.io/ignore-all" {
                    let isTheirs = card.maps.contains { if case .kubeLinter = $0 { true } else { false } }
                    if isTheirs { return SuppressionHit(reason: entry.value.text) }
                } else if name.hasPrefix("checkov.io/skip") || name.hasPrefix("drydock.io/ignore") {
                    guard let text = entry.value.text else { continue }
                    let id = text.prefix { $0 != "=" && $0 != " " && $0 != ":" }
                    let rest = String(text.dropFirst(id.count + 1))
                    let suppression = Suppression(
                        ids: [Suppression.normal(String(id))], scope: .next, reason: nil, dialect: "checkov")
                    if suppression.names(finding, card) { return SuppressionHit(reason: rest.isEmpty ? nil : rest) }
                }
            }
        }
        return nil
    }
}

extension String {
    fileprivate func trimmingPrefix(_ isTrimmed: (Character) -> Bool) -> Substring { drop(while: isTrimmed) }
}
