import GoSource

/// A variable, or what fields and pointers of it lead to: `p`, `p.size`, `*p`.
struct RangePlace: Hashable {
    enum Step: Hashable {
        case field(String)
        case pointee
    }

    var root: ObjectID
    var steps: [Step] = []

    /// `p.size` is short for `(*p).size` (Go specification, "Selectors").
    func field(_ name: String) -> RangePlace {
        var place = self
        if place.steps.last == .pointee { place.steps.removeLast() }
        place.steps.append(.field(name))
        return place
    }

    var pointee: RangePlace { RangePlace(root: root, steps: steps + [.pointee]) }
}

/// What is known of integers and lengths at one place of a function, as intervals by variable.
struct RangeEnvironment {
    enum Quantity: Hashable { case value, length, capacity }

    private struct Fact: Equatable {
        var steps: [RangePlace.Step]
        var quantity: Quantity
        var interval: Interval
        /// A length that comes from make, literals and arrays.
        var isMade = false

        var isShared: Bool { !steps.isEmpty }

        func isSamePlace(as other: Fact) -> Bool { quantity == other.quantity && steps == other.steps }
    }

    private var facts: [ObjectID: [Fact]] = [:]

    /// No more variables are followed at once: joins cost as much as there is to join. Behind so many, which only generated
    /// code has, it begins anew.
    private static let maximumVariables = 500
    private static let maximumFacts = 64

    func interval(_ quantity: Quantity, of place: RangePlace) -> Interval? { fact(quantity, place)?.interval }

    func isMade(_ place: RangePlace) -> Bool { fact(.length, place)?.isMade ?? false }

    private func fact(_ quantity: Quantity, _ place: RangePlace) -> Fact? {
        facts[place.root]?.first { $0.quantity == quantity && $0.steps == place.steps }
    }

    /// Says a value or narrows a length; whether the length is made stays as it was.
    mutating func set(_ quantity: Quantity, of place: RangePlace, to interval: Interval) {
        write(quantity, place) { $0.interval = interval }
    }

    mutating func setLengths(of place: RangePlace, length: Interval, capacity: Interval, isMade: Bool) {
        write(.length, place) {
            $0.interval = length
            $0.isMade = isMade
        }
        write(.capacity, place) { $0.interval = capacity }
    }

    private mutating func write(_ quantity: Quantity, _ place: RangePlace, _ change: (inout Fact) -> Void) {
        if facts.count >= Self.maximumVariables, facts[place.root] == nil { facts = [:] }
        var list = facts.removeValue(forKey: place.root) ?? []
        if let index = list.firstIndex(where: { $0.quantity == quantity && $0.steps == place.steps }) {
            change(&list[index])
        } else if list.count < Self.maximumFacts {
            var fact = Fact(steps: place.steps, quantity: quantity, interval: .unknown)
            change(&fact)
            list.append(fact)
        }
        facts[place.root] = list
    }

    // MARK: Forgetting

    /// Forgets a variable and all that it leads to.
    mutating func forget(_ root: ObjectID) { facts[root] = nil }

    /// Forgets a place and all that it leads to.
    mutating func forget(_ place: RangePlace) {
        remove(place.root) { $0.steps.starts(with: place.steps) }
    }

    /// What a call may change: everything behind fields and pointers, and the variables that others can reach.
    mutating func forgetShared(_ isExposed: (ObjectID) -> Bool) {
        for (root, list) in facts {
            if isExposed(root) {
                facts[root] = nil
            } else if list.contains(where: \.isShared) {
                remove(root, where: \.isShared)
            }
        }
    }

    mutating func forget(where isForgotten: (ObjectID) -> Bool) {
        for root in facts.keys where isForgotten(root) { facts[root] = nil }
    }

    private mutating func remove(_ root: ObjectID, where isForgotten: (Fact) -> Bool) {
        guard var list = facts.removeValue(forKey: root) else { return }
        list.removeAll(where: isForgotten)
        if !list.isEmpty { facts[root] = list }
    }

    // MARK: Joining

    /// What holds whether one way or the other was taken.
    mutating func merge(_ other: RangeEnvironment) {
        var kept: [ObjectID: [Fact]] = [:]
        for (root, list) in facts {
            guard let others = other.facts[root] else { continue }
            if list == others {
                kept[root] = list
                continue
            }
            let both = list.compactMap { fact in
                others.first { $0.isSamePlace(as: fact) }.map { Self.merged(fact, $0) }
            }
            if !both.isEmpty { kept[root] = both }
        }
        facts = kept
    }

    private static func merged(_ first: Fact, _ second: Fact) -> Fact {
        var merged = first
        merged.interval = first.interval.union(second.interval)
        // A length that is one here and another there goes with conditions that are not followed.
        let differs = first.interval != second.interval && first.interval.isPoint && second.interval.isPoint
        merged.isMade = first.isMade && second.isMade && !differs
        return merged
    }
}
