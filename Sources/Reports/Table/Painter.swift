import Findings

/// ANSI colours where they are wanted, plain text where not. Widths are counted before painting.
struct Painter {
    let usesColour: Bool

    enum Style: String {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case cyan = "36"
        case boldRed = "1;31"
        case boldYellow = "1;33"
        case boldGreen = "1;32"
        case alarm = "1;37;41"
    }

    func paint(_ text: String, _ style: Style) -> String {
        usesColour && !text.isEmpty ? "\u{1b}[\(style.rawValue)m\(text)\u{1b}[0m" : text
    }

    func paint(_ text: String, as severity: Severity) -> String {
        switch severity {
        case .critical: paint(text, .alarm)
        case .high: paint(text, .boldRed)
        case .medium: paint(text, .boldYellow)
        case .low: paint(text, .cyan)
        case .negligible, .unknown: paint(text, .dim)
        }
    }
}

/// How many findings of each severity.
struct SeverityCounts {
    private var counts: [Severity: Int] = [:]

    init(_ findings: some Sequence<Finding>) {
        for finding in findings { counts[finding.severity, default: 0] += 1 }
    }

    subscript(severity: Severity) -> Int { counts[severity] ?? 0 }

    var total: Int { counts.values.reduce(0, +) }

    /// Worst first, without those that do not occur.
    var present: [(severity: Severity, count: Int)] {
        Severity.allCases.reversed().filter { self[$0] > 0 }.map { ($0, self[$0]) }
    }

    /// `2 critical, 5 high`.
    var words: String { present.map { "\($0.count) \($0.severity.rawValue)" }.joined(separator: ", ") }
}

/// Numbers and days as people read them.
enum HumanText {
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }

    /// `87.1 MB`, in powers of ten.
    static func size(_ bytes: Int64) -> String {
        let units = ["B", "kB", "MB", "GB", "TB", "PB"]
        var tenths = max(0, bytes)
        var unit = 0
        guard tenths >= 1000 else { return "\(tenths) B" }
        while tenths >= 10_000 || unit == 0, unit < units.count - 1 {
            tenths = unit == 0 ? tenths / 100 : tenths / 1000
            unit += 1
            if tenths < 10_000 { break }
        }
        return "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }

    /// `sha256:` and twelve digits.
    static func shortDigest(_ digest: String) -> String {
        guard let colon = digest.firstIndex(of: ":") else { return VisibleText.cut(VisibleText.line(digest), to: 16) }
        return VisibleText.line(String(digest[...colon] + digest[digest.index(after: colon)...].prefix(12)))
    }

    /// `94 %`, or `<1 %`.
    static func percent(_ share: Double) -> String {
        guard share.isFinite else { return "?" }
        let whole = Int((min(max(share, 0), 1) * 100).rounded())
        return whole == 0 ? "<1%" : "\(whole)%"
    }
}
