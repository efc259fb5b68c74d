import Findings

/// How urgent a vulnerability is, 0 (can wait) to 100 (first).
///
/// The sum of
/// - severity: negligible 5, low and unknown 15, medium 30, high 45, critical 60;
/// - 22 where CISA knows of attacks (KEV), 3 more where ransomware uses it;
/// - up to 10 for the EPSS probability, in proportion;
/// - 3 where a version that clears it exists;
/// - 2 where vulnerable code can be reached, 1 where its package is part of the program;
///
/// halved where no vulnerable code can be reached. Known attacks thus weigh more than one step of severity, and all else
/// less; each part alone never lowers the sum as it grows.
public enum Priority {
    public static func of(
        _ severity: Severity, _ exploitation: Exploitation?, hasFix: Bool, _ reachability: Reachability?
    ) -> Int {
        var sum: Int
        switch severity {
        case .negligible: sum = 5
        case .low, .unknown: sum = 15
        case .medium: sum = 30
        case .high: sum = 45
        case .critical: sum = 60
        }
        if let exploitation {
            if exploitation.kevAdded != nil { sum += exploitation.kevRansomware ? 25 : 22 }
            if let probability = exploitation.epss, probability > 0 { sum += Int((min(probability, 1) * 10).rounded()) }
        }
        if hasFix { sum += 3 }
        switch reachability {
        case .reachable: sum += 2
        case .present: sum += 1
        case nil: break
        case .unreachable: sum /= 2
        }
        return min(sum, 100)
    }
}
