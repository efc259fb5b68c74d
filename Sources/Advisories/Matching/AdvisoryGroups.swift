/// One vulnerability of one package, with every advisory of the candidates that speaks of it.
struct AdvisoryGroup: Sendable {
    /// Names of the same vulnerability, the best known first.
    var ids: [String]
    /// Bulletins that cover it beside others: RHSA, DSA, USN, ….
    var bulletins: [String]
    var slices: [AdvisorySlice]

    var allNames: [String] { ids + bulletins }
}

/// Puts advisories together that share a name.
///
/// A distribution's bulletin covers several vulnerabilities and must not make them one, so it joins the group of each that
/// it names (OSV's `upstream`), under its own id as a further name.
enum AdvisoryGroups {
    static func make(_ slices: [AdvisorySlice]) -> [AdvisoryGroup] {
        var sets = DisjointNames()
        var units: [(name: Int, bulletin: String?, slice: Int)] = []
        for (index, slice) in slices.enumerated() {
            let advisory = slice.advisory
            if isBulletin(advisory) {
                for vulnerability in vulnerabilities(of: advisory) {
                    units.append((sets.index(of: vulnerability), advisory.id, index))
                }
            } else {
                let own = sets.index(of: advisory.id)
                for alias in advisory.aliases { sets.join(own, sets.index(of: alias)) }
                units.append((own, nil, index))
            }
        }
        var positions: [Int: Int] = [:]
        var groups: [AdvisoryGroup] = []
        for unit in units {
            let root = sets.root(unit.name)
            let position = positions[root] ?? groups.count
            if position == groups.count {
                positions[root] = position
                groups.append(AdvisoryGroup(ids: [], bulletins: [], slices: []))
            }
            if let bulletin = unit.bulletin, !groups[position].bulletins.contains(bulletin) {
                groups[position].bulletins.append(bulletin)
            }
            groups[position].slices.append(slices[unit.slice])
        }
        for (index, name) in sets.names.enumerated() {
            if let position = positions[sets.root(index)] { groups[position].ids.append(name) }
        }
        for index in groups.indices {
            groups[index].ids.sort(by: VulnerabilityName.precedes)
            groups[index].bulletins.sort(by: VulnerabilityName.precedes)
        }
        return groups.sorted { VulnerabilityName.precedes($0.ids.first ?? "", $1.ids.first ?? "") }
    }

    /// An advisory with no CVE name of its own that is about other vulnerabilities.
    private static func isBulletin(_ advisory: Advisory) -> Bool {
        !advisory.upstream.isEmpty && !VulnerabilityName.isCVE(advisory.id)
            && !advisory.aliases.contains(where: VulnerabilityName.isCVE)
    }

    private static func vulnerabilities(of advisory: Advisory) -> [String] {
        let cves = advisory.upstream.filter(VulnerabilityName.isCVE)
        return cves.isEmpty ? advisory.upstream : cves
    }
}

/// Names in sets that grow together.
private struct DisjointNames {
    private(set) var names: [String] = []
    private var indices: [String: Int] = [:]
    private var parents: [Int] = []

    mutating func index(of name: String) -> Int {
        if let known = indices[name] { return known }
        indices[name] = names.count
        parents.append(names.count)
        names.append(name)
        return names.count - 1
    }

    mutating func join(_ left: Int, _ right: Int) {
        let roots = (root(left), root(right))
        if roots.0 != roots.1 { parents[max(roots.0, roots.1)] = min(roots.0, roots.1) }
    }

    mutating func root(_ index: Int) -> Int {
        var index = index
        while parents[index] != index {
            parents[index] = parents[parents[index]]
            index = parents[index]
        }
        return index
    }
}
