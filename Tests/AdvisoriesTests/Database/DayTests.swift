import Testing

@testable import Advisories

@Suite struct DayTests {
    @Test func countsDays() {
        #expect(Day("1970-01-01")?.number == 0)
        #expect(Day("2000-02-29T12:00:00Z")?.number == 11_016)
        #expect(Day(secondsSince1970: 1_700_000_000).description == "2023-11-14")
        #expect(Day(secondsSince1970: -1).description == "1969-12-31")
    }

    @Test func everyDayOfTwoCenturiesComesBack() {
        for number in stride(from: 0, to: 73_000, by: 1) {
            let day = Day(number: number)
            #expect(Day(day.description) == day)
        }
    }

    @Test(arguments: [
        "", "2024", "2024-1-01", "0001-01-01T00:00:00Z", "2024-13-01", "2024-00-10", "2024-01-32", "yyyy-mm-dd",
    ])
    func refusesWhatIsNoDay(_ text: String) { #expect(Day(text) == nil) }
}
