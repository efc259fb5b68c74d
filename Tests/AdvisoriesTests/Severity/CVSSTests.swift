import Findings
import Testing

@testable import Advisories

@Suite struct CVSSTests {
    /// Vectors and scores of the specifications' own examples.
    /// Sources: CVSS v2 guide, section 3.3; CVSS v3.1 examples; CVSS v4.0 examples and specification, section 8.
    static let known: [(vector: String, score: Double, severity: Severity)] = [
        ("AV:N/AC:L/Au:N/C:N/I:N/A:C", 7.8, .high),
        ("AV:N/AC:L/Au:N/C:C/I:C/A:C", 10.0, .high),
        ("AV:L/AC:H/Au:N/C:C/I:C/A:C", 6.2, .medium),
        ("(AV:N/AC:M/Au:N/C:N/I:P/A:N)", 4.3, .medium),
        ("AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H", 7.8, .high),
        ("AV:L/AC:H/Au:M/C:N/I:N/A:N", 0.0, .low),
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1, .medium),
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5, .high),
        ("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4, .medium),
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8, .critical),
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10.0, .critical),
        ("CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1, .low),
        ("CVSS:3.1/AV:L/AC:H/PR:H/UI:N/S:U/C:N/I:N/A:N", 0.0, .negligible),
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U/RL:O/RC:U/MAV:P/CR:L", 9.8, .critical),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 10.0, .critical),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 9.3, .critical),
        ("CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 8.5, .high),
        ("CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.7, .high),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:L/VA:L/SC:N/SI:N/SA:N", 6.9, .medium),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0.0, .negligible),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:U", 9.1, .critical),
        ("CVSS:4.0/AV:P/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/S:P/U:Amber/RE:M", 7.0, .high),
    ]

    @Test(arguments: known) func scoresTheExamplesOfTheSpecifications(
        _ vector: String, _ score: Double, _ severity: Severity
    ) throws {
        let read = try CVSSVector(parsing: vector)
        #expect(read.score == score)
        #expect(read.severity == severity)
        #expect(read.description == vector)
    }

    static let wrong: [(text: String, error: CVSSError)] = [
        ("", .empty), ("CVSS:3.1/", .empty), ("CVSS:3.1", .empty), ("()", .empty),
        ("CVSS:5.0/AV:N", .unknownVersion("5.0")),
        ("CVSS:3.1/AV:N/AC", .malformedPart("AC")),
        ("CVSS:3.1/AV:N//AC:L", .malformedPart("")),
        ("CVSS:3.1/AV:N/ZZ:L", .unknownMetric("ZZ", .v31)),
        ("CVSS:3.1/AV:X/AC:L", .unknownValue(metric: "AV", value: "X", .v31)),
        ("CVSS:3.1/AV:N/AV:N", .repeatedMetric("AV")),
        ("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H", .missingMetrics(["I", "A"], .v30)),
        ("AV:N/AC:L/C:N/I:N/A:C", .missingMetrics(["Au"], .v2)),
        ("CVSS:4.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", .unknownValue(metric: "S", value: "U", .v4)),
        (
            "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:S/SA:H",
            .unknownValue(metric: "SI", value: "S", .v4)
        ),
        (String(repeating: "A", count: 600), .tooLong(bytes: 600)),
    ]

    @Test(arguments: wrong) func refusesWhatIsNoVector(_ text: String, _ error: CVSSError) {
        #expect(throws: error) { try CVSSVector(parsing: text) }
        #expect(!error.description.isEmpty)
    }

    // MARK: - Every vector, against an independent implementation

    struct Space {
        var prefix: String
        var metrics: [(name: String, values: [String])]

        init(_ prefix: String, _ metrics: [(String, String)]) {
            self.prefix = prefix
            self.metrics = metrics.map { ($0.0, $0.1.map(String.init)) }
        }

        var count: Int { metrics.reduce(1) { $0 * $1.values.count } }

        /// The last metric changes fastest.
        func vector(_ index: Int) -> String {
            var rest = index
            var parts: [String] = []
            for metric in metrics.reversed() {
                parts.append("\(metric.name):\(metric.values[rest % metric.values.count])")
                rest /= metric.values.count
            }
            return prefix + parts.reversed().joined(separator: "/")
        }
    }

    static let v3 = [
        ("AV", "NALP"), ("AC", "LH"), ("PR", "NLH"), ("UI", "NR"), ("S", "UC"), ("C", "NLH"), ("I", "NLH"),
        ("A", "NLH"),
    ]
    static let v2Space = Space(
        "", [("AV", "LAN"), ("AC", "HML"), ("Au", "MSN"), ("C", "NPC"), ("I", "NPC"), ("A", "NPC")])
    static let v4 = [
        ("AV", "NALP"), ("AC", "LH"), ("AT", "NP"), ("PR", "NLH"), ("UI", "NPA"), ("VC", "HLN"), ("VI", "HLN"),
        ("VA", "HLN"), ("SC", "HLN"), ("SI", "HLN"), ("SA", "HLN"),
    ]

    private static func tenths(_ vector: String) throws -> Int {
        Int((try CVSSVector(parsing: vector).score * 10).rounded())
    }

    /// The check sums were made with PyPI's `cvss` 3.x over the same vectors in the same order.
    @Test func agreesWithAnIndependentImplementation() throws {
        func sum(_ space: Space, step: Int = 1) throws -> Int {
            var sum = 0
            for index in stride(from: step - 1, to: space.count, by: step) {
                let score = try Self.tenths(space.vector(index))
                #expect((0...100).contains(score))
                sum = (sum * 31 + score) % 1_000_000_007
            }
            return sum
        }
        #expect(try sum(Self.v2Space) == 291_611_936)
        #expect(try sum(Space("CVSS:3.0/", Self.v3)) == 548_309_627)
        #expect(try sum(Space("CVSS:3.1/", Self.v3)) == 548_309_627)
        #expect(try sum(Space("CVSS:4.0/", Self.v4), step: 13) == 3_414_184)
    }

    @Test func takesThreatAndEnvironmentInWithVersion4() throws {
        let metrics =
            Self.v4 + [("E", "XAPU"), ("CR", "XHML"), ("IR", "XHM"), ("AR", "LX"), ("MSI", "XSHN"), ("MAV", "XP")]
        // The first metric changes fastest here.
        let space = Space("CVSS:4.0/", metrics.reversed())
        var (sum, index) = (0, 0)
        for _ in 0..<6000 {
            index = (index + 7919 * 104_729 + 1) % space.count
            let parts = space.vector(index).dropFirst(9).split(separator: "/").reversed().joined(separator: "/")
            sum = (sum * 31 + (try Self.tenths("CVSS:4.0/" + parts))) % 1_000_000_007
        }
        #expect(sum == 491_529_467)
    }

    /// More impact never scores lower.
    @Test func growsWithImpact() throws {
        let spaces = [
            (Self.v2Space, ["C": "NPC", "I": "NPC", "A": "NPC"]),
            (Space("CVSS:3.1/", Self.v3), ["C": "NLH", "I": "NLH", "A": "NLH"]),
            (Space("CVSS:4.0/", Self.v4), ["VC": "NLH", "VI": "NLH", "VA": "NLH"]),
        ]
        for (space, orders) in spaces {
            for index in stride(from: 0, to: space.count, by: max(space.count / 400, 1)) {
                let vector = space.vector(index)
                for (metric, order) in orders {
                    var last = -1
                    for letter in order {
                        let parts = vector.split(separator: "/").map { part in
                            part.hasPrefix(metric + ":") ? "\(metric):\(letter)" : String(part)
                        }
                        let score = try Self.tenths(parts.joined(separator: "/"))
                        #expect(score >= last, "\(parts)")
                        last = score
                    }
                }
            }
        }
    }

    @Test func survivesTruncationAndMutation() {
        for (vector, _, _) in Self.known {
            let bytes = Array(vector.utf8)
            for end in bytes.indices {
                _ = try? CVSSVector(parsing: String(decoding: bytes[..<end], as: UTF8.self))
                var changed = bytes
                changed[end] = changed[end] &+ 1
                _ = try? CVSSVector(parsing: String(decoding: changed, as: UTF8.self))
            }
        }
    }
}
