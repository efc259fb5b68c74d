/// Base score of CVSS version 2.
/// Source: "A Complete Guide to the Common Vulnerability Scoring System Version 2.0", section 3.2.1.
enum CVSS2 {
    /// In tenths.
    static func baseScore(_ values: CVSSValues) -> Int {
        let impact =
            10.41
            * (1 - (1 - impactWeight(values["C"])) * (1 - impactWeight(values["I"])) * (1 - impactWeight(values["A"])))
        let accessVector: Double =
            switch values["AV"] {
            case "L": 0.395
            case "A": 0.646
            default: 1
            }
        let accessComplexity: Double =
            switch values["AC"] {
            case "H": 0.35
            case "M": 0.61
            default: 0.71
            }
        let authentication: Double =
            switch values["Au"] {
            case "M": 0.45
            case "S": 0.56
            default: 0.704
            }
        let exploitability = 20 * accessVector * accessComplexity * authentication
        let factor = impact == 0 ? 0 : 1.176
        let score = (0.6 * impact + 0.4 * exploitability - 1.5) * factor
        // Halves round up; the tiny addend is far below the distance of any two scores and above the error of a double.
        return min(max(Int((score * 10 + 0.5 + 1e-9).rounded(.down)), 0), 100)
    }

    private static func impactWeight(_ letter: Character?) -> Double {
        switch letter {
        case "C": 0.660
        case "P": 0.275
        default: 0
        }
    }
}
