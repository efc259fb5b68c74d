import Findings
import Testing

@testable import Advisories

@Suite struct SeverityChoiceTests {
    private let high = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"
    private let medium = "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N"

    @Test func aDistributionsOwnWordComesFirst() {
        let severities = [SourcedSeverity(source: "nvd", vector: high)]
        let choice = SeverityChoice(severities, in: Ecosystem(.debian, "12"), rating: "low")
        #expect(choice.severity == .low)
        #expect(choice.source == "debian")
        #expect(choice.ratings.map(\.source) == ["nvd"])
        #expect(
            SeverityChoice(severities, in: Ecosystem(.ubuntu, "22.04"), rating: "negligible").severity == .negligible)
        #expect(SeverityChoice(severities, in: Ecosystem(.redHat, "9"), rating: "Important").source == "redhat")
        #expect(SeverityChoice(severities, in: Ecosystem(.debian, "12"), rating: "medium**").severity == .medium)
        #expect(SeverityChoice(severities, in: Ecosystem(.debian, "12"), rating: "unimportant").severity == .negligible)
    }

    @Test(arguments: ["not yet assigned", "end-of-life", "untriaged", ""])
    func aWordThatRatesNothingIsPassedOver(_ word: String) {
        let choice = SeverityChoice(
            [SourcedSeverity(source: "nvd", vector: high)], in: Ecosystem(.debian, "12"), rating: word)
        #expect(choice.severity == .high)
        #expect(choice.source == "nvd")
    }

    @Test func sourcesHaveAnOrder() {
        let all = ["zzz", "cisa-adp", "nvd", "cna", "ghsa"].map { SourcedSeverity(source: $0, vector: medium) }
        #expect(SeverityChoice(all, in: .go).ratings.map(\.source) == ["ghsa", "cna", "nvd", "cisa-adp", "zzz"])
        #expect(
            SeverityChoice(all, in: Ecosystem(.alpine, "3.18")).ratings.map(\.source)
                == ["nvd", "cna", "cisa-adp", "ghsa", "zzz"])
    }

    @Test func aWordOutranksVectorsOfItsSourceAndNewerVersionsOlderOnes() {
        let severities = [
            SourcedSeverity(source: "nvd", vector: "AV:N/AC:L/Au:N/C:C/I:C/A:C"),
            SourcedSeverity(source: "nvd", vector: medium),
            SourcedSeverity(source: "nvd", vector: medium),
        ]
        let choice = SeverityChoice(severities, in: .go)
        #expect(choice.severity == .medium)
        #expect(choice.ratings.map(\.version) == ["3.1", "2.0"])
        let ghsa = SeverityChoice(severities + [SourcedSeverity(source: "ghsa", word: "MODERATE")], in: .go)
        #expect(ghsa.source == "ghsa")
        let word = [SourcedSeverity(source: "ghsa", vector: high, word: "CRITICAL")]
        #expect(SeverityChoice(word, in: .go).severity == .critical)
    }

    @Test func withoutRatingsItIsUnknown() {
        let choice = SeverityChoice([SourcedSeverity(source: "nvd", vector: "nonsense")], in: .go)
        #expect(choice.severity == .unknown)
        #expect(choice.source == nil)
        #expect(choice.ratings.isEmpty)
    }
}
