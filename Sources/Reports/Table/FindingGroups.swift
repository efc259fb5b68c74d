import Findings

/// Findings of one file, or of one package within it, in report order.
struct FindingGroup {
    var title: String
    var findings: [Finding]

    /// Groups in the order of their first finding.
    static func group(_ findings: [Finding], by key: (Finding) -> String) -> [FindingGroup] {
        var index: [String: Int] = [:]
        var groups: [FindingGroup] = []
        for finding in findings {
            let title = key(finding)
            if let known = index[title] {
                groups[known].findings.append(finding)
            } else {
                index[title] = groups.count
                groups.append(FindingGroup(title: title, findings: [finding]))
            }
        }
        return groups
    }
}

extension FindingKind {
    /// The heading of its section.
    var heading: String {
        switch self {
        case .vulnerability: "Vulnerabilities"
        case .misconfiguration: "Misconfiguration"
        case .secret: "Secrets"
        case .code: "Code"
        case .licence: "Licences"
        }
    }
}

extension Finding {
    /// What a reader should know before the title: `exploited`, `EPSS 94%`, `reachable`, `won't fix`.
    var marks: [String] {
        var marks: [String] = []
        if exploitation?.kevAdded != nil { marks.append("EXPLOITED") }
        if exploitation?.kevRansomware == true { marks.append("RANSOMWARE") }
        if let epss = exploitation?.epss, epss >= Self.notableEPSS { marks.append("EPSS \(HumanText.percent(epss))") }
        switch reachability {
        case .reachable: marks.append("reachable")
        case .unreachable: marks.append("not reachable")
        case .present, nil: break
        }
        switch status {
        case .willNotFix: marks.append("won't fix")
        case .endOfLife: marks.append("end of life")
        case .underInvestigation: marks.append("under investigation")
        case .notAffected: marks.append("not affected")
        case .fixed, .affected, nil: break
        }
        return marks
    }

    /// Whether a table gives it a row of its own where it is not asked for everything.
    var isShown: Bool { severity >= .low || exploitation?.kevAdded != nil }

    /// EPSS below it is not worth a mark.
    static let notableEPSS = 0.1
}
