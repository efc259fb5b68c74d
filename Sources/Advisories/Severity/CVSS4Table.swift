/// The scores that experts gave to CVSS version 4's macro vectors, and the shape of the equivalence sets.
/// Source: CVSS v4.0 specification, section 8.2 and tables 24 to 31; the scores are FIRST's published lookup table.
enum CVSS4Table {
    /// Tenths; nil for macro vectors that cannot be.
    static func score(_ eq: CVSS4.MacroVector) -> Int? {
        guard (0..<3).contains(eq.eq1), (0..<2).contains(eq.eq2), (0..<3).contains(eq.eq3), (0..<3).contains(eq.eq4),
            (0..<3).contains(eq.eq5), (0..<2).contains(eq.eq6)
        else { return nil }
        let row = (eq.eq1 * 2 + eq.eq2) * 3 + eq.eq3
        let score = scores[row * 18 + (eq.eq4 * 3 + eq.eq5) * 2 + eq.eq6]
        return score == none ? nil : Int(score)
    }

    private static let none: UInt8 = 255

    /// One line for each of EQ1, EQ2, EQ3 in order; within it EQ4, EQ5, EQ6.
    private static let scores: [UInt8] = [
        100, 99, 98, 95, 95, 92, 100, 96, 93, 87, 91, 81, 93, 90, 89, 80, 81, 68,
        98, 95, 95, 92, 90, 84, 93, 92, 89, 81, 81, 65, 88, 80, 78, 70, 69, 48,
        none, 92, none, 82, none, 72, none, 79, none, 69, none, 50, none, 69, none, 55, none, 27,
        99, 97, 95, 92, 92, 85, 95, 91, 90, 83, 84, 71, 92, 81, 82, 71, 72, 53,
        95, 93, 92, 85, 85, 73, 92, 82, 80, 72, 70, 59, 84, 70, 71, 52, 50, 30,
        none, 86, none, 75, none, 52, none, 71, none, 52, none, 29, none, 63, none, 29, none, 17,
        98, 95, 94, 87, 91, 81, 94, 89, 86, 74, 77, 64, 87, 75, 74, 63, 63, 49,
        94, 89, 88, 77, 76, 67, 86, 76, 74, 58, 59, 50, 72, 57, 57, 52, 52, 25,
        none, 83, none, 70, none, 54, none, 65, none, 58, none, 26, none, 53, none, 21, none, 13,
        95, 90, 88, 76, 76, 70, 90, 77, 75, 62, 61, 53, 77, 66, 68, 59, 52, 30,
        89, 78, 76, 67, 62, 58, 74, 59, 57, 57, 47, 23, 61, 52, 57, 29, 24, 16,
        none, 71, none, 59, none, 30, none, 58, none, 26, none, 15, none, 23, none, 13, none, 6,
        93, 87, 86, 72, 75, 58, 86, 74, 74, 61, 56, 34, 70, 54, 52, 40, 40, 22,
        85, 75, 74, 55, 62, 51, 72, 57, 55, 41, 46, 19, 53, 36, 34, 19, 19, 8,
        none, 64, none, 51, none, 20, none, 47, none, 21, none, 11, none, 24, none, 9, none, 4,
        88, 75, 73, 53, 60, 50, 73, 55, 59, 40, 41, 20, 54, 43, 45, 22, 20, 11,
        75, 55, 58, 45, 40, 21, 61, 51, 48, 18, 20, 9, 46, 18, 17, 7, 8, 2,
        none, 53, none, 24, none, 14, none, 24, none, 12, none, 5, none, 10, none, 3, none, 1,
    ]

    /// How many steps of severity a set spans, the first one counted.
    static func depth(eq1: Int) -> Int { [1, 4, 5][eq1] }
    static func depth(eq2: Int) -> Int { [1, 2][eq2] }
    static func depth(eq3: Int, eq6: Int) -> Int {
        switch (eq3, eq6) {
        case (0, 0): 7
        case (0, _): 6
        case (1, _): 8
        default: 10
        }
    }
    static func depth(eq4: Int) -> Int { [6, 5, 4][eq4] }

    /// The most severe members of each set, as levels (0 is worst) of the metrics in the order of `CVSS4.Levels`.
    /// AV, PR, UI.
    static func worst(eq1: Int) -> [[Int]] {
        switch eq1 {
        case 0: [[0, 0, 0]]
        case 1: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        default: [[3, 0, 0], [1, 1, 1]]
        }
    }

    /// AC, AT.
    static func worst(eq2: Int) -> [[Int]] { eq2 == 0 ? [[0, 0]] : [[1, 0], [0, 1]] }

    /// VC, VI, VA, CR, IR, AR.
    static func worst(eq3: Int, eq6: Int) -> [[Int]] {
        switch (eq3, eq6) {
        case (0, 0): [[0, 0, 0, 0, 0, 0]]
        case (0, _): [[0, 0, 1, 1, 1, 0], [0, 0, 0, 1, 1, 1]]
        case (1, 0): [[1, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0]]
        case (1, _):
            [
                [1, 0, 1, 0, 1, 0], [1, 0, 0, 0, 1, 1], [0, 1, 0, 1, 0, 1], [0, 1, 1, 1, 0, 0], [1, 1, 0, 0, 0, 1],
            ]
        default: [[1, 1, 1, 0, 0, 0]]
        }
    }

    /// SC, SI, SA, where safety is level 0.
    static func worst(eq4: Int) -> [[Int]] { [[[1, 0, 0]], [[1, 1, 1]], [[2, 2, 2]]][eq4] }
}
