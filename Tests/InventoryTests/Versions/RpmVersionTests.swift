import Foundation
import TestSupport
import Testing

@testable import Inventory

@Suite struct RpmVersionTests {
    /// What rpm.vercmp of rpm 4.18 says.
    @Test func order() throws {
        try expectOrders(
            """
            1.0 = 1.0
            1.0 < 2.0
            2.0 < 2.0.1
            2.0.1 < 2.0.1a
            5.5p1 < 5.5p2
            5.5p1 < 5.5p10
            10xyz < 10.1xyz
            xyz10 < xyz10.1
            xyz.4 < 8
            5.5p2 < 5.6p1
            6.0 < 6.0.rc1
            10b2 > 10a1
            1.0aa > 1.0a
            10.0001 = 10.1
            4.999.9 < 5.0
            20101121 < 20101122
            2_0 = 2.0
            1.0. = 1.0
            1.0~rc1 < 1.0
            1.0~rc1 < 1.0~rc2
            1.0~rc1~git123 < 1.0~rc1
            1.0^ > 1.0
            1.0^git1 < 1.0^git2
            1.0^git1 < 1.01
            1.0^20160101 < 1.0.1
            1.0^20160101^git1 > 1.0^20160101
            1.0~rc1^git1 > 1.0~rc1
            1.0^git1~pre < 1.0^git1
            a+ = a_
            0:1 = 1
            00:1 = :1
            1:1 > 2
            1.0 < 1.0-0
            1.0-1 < 1.0-2
            1.0-1.el9 < 1.0-1.el9_4
            3.0.7-27.el9 < 3.0.7-28.el9_4
            1-2-3 < 1-2-4
            """, .rpm)
    }

    @Test func parts() throws {
        let full = try #require(RpmVersion("1:3.0.7-27.el9"))
        #expect(full.epoch == "1")
        #expect(full.version == "3.0.7")
        #expect(full.release == "27.el9")
        let bare = try #require(RpmVersion("3.0.7"))
        #expect(bare.epoch == nil)
        #expect(bare.release == nil)
    }

    private static let pieces = ["0", "1", "10", "007", ".", "-", "~", "^", ":", "a", "Z", "rc", "_", "1:", "-1", "+"]

    @Test func totalOrder() {
        var numbers = SeededNumbers(seed: 3)
        let versions = (0..<120).compactMap { _ in RpmVersion(numbers.text(of: Self.pieces, count: 1...6)) }
        expectTotalOrder(of: versions)
    }

    @Test func agreesWithRpm() throws {
        var numbers = SeededNumbers(seed: 4)
        let pairs = (0..<1500).map { index in
            let left = "1" + numbers.text(of: Self.pieces, count: 1...6)
            let right = numbers.text(of: Self.pieces, count: 1...6)
            return (left, index.isMultiple(of: 2) ? left + right : "1" + right)
        }
        // One call: a Lua loop over all pairs, which rpm's macro language carries.
        let list = pairs.map { "\"\($0)\",\"\($1)\"" }.joined(separator: ",")
        let loop = "local v={\(list)} for i=1,#v,2 do print(rpm.vercmp(v[i],v[i+1])..\"\\n\") end"
        guard let text = Tool.output(of: "rpm", ["--eval", "%{lua:\(loop)}"]) else {
            return skip("RpmVersionTests.agreesWithRpm", "rpm")
        }
        let answers = text.split(separator: "\n").compactMap { Int($0) }
        try #require(answers.count == pairs.count)
        for ((left, right), answer) in zip(pairs, answers) {
            #expect(VersionScheme.rpm.compare(left, right)?.rawValue == answer, "\(left) \(right)")
        }
    }
}
