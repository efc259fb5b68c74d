import Findings
import Testing

@testable import Inventory

@Suite struct EndOfLifeTests {
    private let table = EndOfLifeTable(products: [
        "debian": [
            .init(cycle: "12", codename: "Bookworm", endOfLife: "2026-07-11"),
            .init(cycle: "1", codename: "Old", endOfLife: "1990-01-01"),
        ],
        "alpine-linux": [.init(cycle: "3.2", endOfLife: "2017-05-01"), .init(cycle: "3.20", endOfLife: "2026-04-01")],
        "go": [.init(cycle: "1.22", endOfLife: "2025-02-11"), .init(cycle: "1.23", hasEnded: false)],
    ])

    @Test func systems() {
        let debian = OperatingSystem(id: "debian", version: "12")
        #expect(endOfLife(of: debian, in: table, on: "2026-07-11") == EndOfLife(date: "2026-07-11", isPast: false))
        #expect(endOfLife(of: debian, in: table, on: "2026-07-12")?.isPast == true)
        let alpine = OperatingSystem(id: "alpine", version: "3.20.1")
        #expect(endOfLife(of: alpine, in: table, on: "2026-01-01")?.date == "2026-04-01")
        let codename = OperatingSystem(id: "debian", codename: "bookworm")
        #expect(endOfLife(of: codename, in: table, on: "2026-01-01")?.date == "2026-07-11")
        #expect(endOfLife(of: OperatingSystem(id: "debian", version: "13"), in: table, on: "2026-01-01") == nil)
        #expect(endOfLife(of: OperatingSystem(id: "plan9"), in: table, on: "2026-01-01") == nil)
    }

    @Test func toolchains() {
        #expect(endOfLife(ofGo: "go1.22.3", in: table, on: "2026-01-01")?.isPast == true)
        #expect(endOfLife(ofGo: "go1.23rc1", in: table, on: "2026-01-01") == EndOfLife(date: nil, isPast: false))
        #expect(endOfLife(ofGo: "devel +abc", in: table, on: "2026-01-01") == nil)
    }
}
