/// Score of CVSS version 4: the macro vector's score of FIRST's table, lowered by how far the vector lies from the most
/// severe member of each equivalence set.
/// Source: CVSS v4.0 specification, section 8 ("CVSS v4.0 Scoring").
enum CVSS4 {
    /// The equivalence sets a vector falls into. Source: tables 24 to 29.
    struct MacroVector {
        var eq1: Int
        var eq2: Int
        var eq3: Int
        var eq4: Int
        var eq5: Int
        var eq6: Int
    }

    /// Steps of each metric below its most severe value.
    struct Levels {
        /// AV, PR, UI.
        var eq1: [Int]
        /// AC, AT.
        var eq2: [Int]
        /// VC, VI, VA, CR, IR, AR.
        var eq3: [Int]
        /// SC, SI, SA.
        var eq4: [Int]
        /// E.
        var exploit: Int

        init(_ values: CVSSValues) {
            func level(_ name: String, _ order: String) -> Int {
                // A modified metric takes the place of the base metric; what is not defined counts as the worst.
                guard let letter = values["M" + name] ?? values[name] else { return 0 }
                return Array(order).firstIndex(of: letter) ?? 0
            }
            func plain(_ name: String, _ order: String) -> Int {
                values[name].flatMap { Array(order).firstIndex(of: $0) } ?? 0
            }
            eq1 = [level("AV", "NALP"), level("PR", "NLH"), level("UI", "NPA")]
            eq2 = [level("AC", "LH"), level("AT", "NP")]
            eq3 = [
                level("VC", "HLN"), level("VI", "HLN"), level("VA", "HLN"), plain("CR", "HML"), plain("IR", "HML"),
                plain("AR", "HML"),
            ]
            eq4 = [level("SC", "SHLN"), level("SI", "SHLN"), level("SA", "SHLN")]
            exploit = plain("E", "APU")
        }

        var macroVector: MacroVector {
            MacroVector(eq1: set1, eq2: eq2 == [0, 0] ? 0 : 1, eq3: set3, eq4: set4, eq5: exploit, eq6: set6)
        }

        private var set1: Int {
            if eq1 == [0, 0, 0] { return 0 }
            return eq1[0] != 3 && eq1.contains(0) ? 1 : 2
        }

        private var set3: Int {
            if eq3[0] == 0, eq3[1] == 0 { return 0 }
            return eq3[0...2].contains(0) ? 1 : 2
        }

        private var set4: Int {
            if eq4[1] == 0 || eq4[2] == 0 { return 0 }
            return eq4.contains(1) ? 1 : 2
        }

        private var set6: Int {
            (0..<3).contains { eq3[$0] == 0 && eq3[$0 + 3] == 0 } ? 0 : 1
        }

        /// No impact on any system.
        var isHarmless: Bool { eq3[0...2].allSatisfy { $0 == 2 } && eq4.allSatisfy { $0 == 3 } }
    }

    /// In tenths.
    static func score(_ values: CVSSValues) -> Int {
        let levels = Levels(values)
        if levels.isHarmless { return 0 }
        let macro = levels.macroVector
        guard let top = CVSS4Table.score(macro) else { return 0 }

        // Shares of the way to the next lower macro vector in tenths, over a denominator that all depths divide.
        let whole = 2520
        var lowered = 0
        var sets = 0
        func lower(to next: Int?, by distance: Int, of depth: Int) {
            guard let next, next <= top else { return }
            sets += 1
            lowered += (top - next) * distance * (whole / depth)
        }
        lower(
            to: CVSS4Table.score(macro.lowered(\.eq1)), by: distance(levels.eq1, CVSS4Table.worst(eq1: macro.eq1)),
            of: CVSS4Table.depth(eq1: macro.eq1))
        lower(
            to: CVSS4Table.score(macro.lowered(\.eq2)), by: distance(levels.eq2, CVSS4Table.worst(eq2: macro.eq2)),
            of: CVSS4Table.depth(eq2: macro.eq2))
        lower(
            to: nextOfSets3And6(macro),
            by: distance(levels.eq3, CVSS4Table.worst(eq3: macro.eq3, eq6: macro.eq6)),
            of: CVSS4Table.depth(eq3: macro.eq3, eq6: macro.eq6))
        lower(
            to: CVSS4Table.score(macro.lowered(\.eq4)), by: distance(levels.eq4, CVSS4Table.worst(eq4: macro.eq4)),
            of: CVSS4Table.depth(eq4: macro.eq4))
        // Within EQ5 all vectors are alike; it counts in the mean only.
        lower(to: CVSS4Table.score(macro.lowered(\.eq5)), by: 0, of: 1)
        guard sets > 0 else { return top }

        // top − lowered / (whole × sets), halves up, in whole numbers.
        let unit = whole * sets
        let doubled = 2 * (top * unit - lowered) + unit
        return min(max(doubled / (2 * unit), 0), 100)
    }

    /// EQ3 and EQ6 are not independent and step down together; from 0,0 there are two ways, of which the higher counts.
    private static func nextOfSets3And6(_ macro: MacroVector) -> Int? {
        switch (macro.eq3, macro.eq6) {
        case (0, 0):
            [CVSS4Table.score(macro.lowered(\.eq6)), CVSS4Table.score(macro.lowered(\.eq3))].compactMap { $0 }.max()
        case (1, 0): CVSS4Table.score(macro.lowered(\.eq6))
        case (_, 1): CVSS4Table.score(macro.lowered(\.eq3))
        default: nil
        }
    }

    /// Steps below the first of the most severe members that is worse than or equal to the vector in every metric.
    private static func distance(_ levels: [Int], _ worst: [[Int]]) -> Int {
        for member in worst {
            let steps = zip(levels, member).map { $0 - $1 }
            if steps.allSatisfy({ $0 >= 0 }) { return steps.reduce(0, +) }
        }
        return 0
    }
}

extension CVSS4.MacroVector {
    fileprivate func lowered(_ set: WritableKeyPath<CVSS4.MacroVector, Int>) -> CVSS4.MacroVector {
        var lower = self
        lower[keyPath: set] += 1
        return lower
    }
}
