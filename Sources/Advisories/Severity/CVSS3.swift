/// Base score of CVSS versions 3.0 and 3.1, which differ in how they round.
/// Source: CVSS v3.1 specification, sections 7.1 and 7.4, appendix A ("Floating Point Rounding").
enum CVSS3 {
    /// In tenths.
    static func baseScore(_ values: CVSSValues, _ version: CVSSVersion) -> Int {
        let isChanged = values["S"] == "C"
        let remaining = (1 - weight(values["C"])) * (1 - weight(values["I"])) * (1 - weight(values["A"]))
        let impactBase = 1 - remaining
        let impact: Double
        if isChanged {
            var power = 1.0
            for _ in 0..<15 { power *= impactBase - 0.02 }
            impact = 7.52 * (impactBase - 0.029) - 3.25 * power
        } else {
            impact = 6.42 * impactBase
        }
        guard impact > 0 else { return 0 }
        let sum = impact + exploitability(values, isChanged)
        return roundedUp(min(isChanged ? 1.08 * sum : sum, 10), version)
    }

    private static func exploitability(_ values: CVSSValues, _ isChanged: Bool) -> Double {
        let vector: Double =
            switch values["AV"] {
            case "N": 0.85
            case "A": 0.62
            case "L": 0.55
            default: 0.2
            }
        let complexity = values["AC"] == "L" ? 0.77 : 0.44
        let privileges: Double =
            switch values["PR"] {
            case "N": 0.85
            case "L": isChanged ? 0.68 : 0.62
            default: isChanged ? 0.5 : 0.27
            }
        let interaction = values["UI"] == "N" ? 0.85 : 0.62
        return 8.22 * vector * complexity * privileges * interaction
    }

    private static func weight(_ letter: Character?) -> Double {
        switch letter {
        case "H": 0.56
        case "L": 0.22
        default: 0
        }
    }

    /// To the next tenth. Version 3.1 looks at five decimals, 3.0 at all that are not an error of the arithmetic.
    private static func roundedUp(_ score: Double, _ version: CVSSVersion) -> Int {
        guard version == .v31 else { return Int((score * 10 - 1e-9).rounded(.up)) }
        let scaled = Int((score * 100_000).rounded())
        return scaled % 10_000 == 0 ? scaled / 10_000 : scaled / 10_000 + 1
    }
}
