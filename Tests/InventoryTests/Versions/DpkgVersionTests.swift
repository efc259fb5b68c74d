import Foundation
import TestSupport
import Testing

@testable import Inventory

@Suite struct DpkgVersionTests {
    /// Debian Policy 5.6.12, and what dpkg --compare-versions says.
    @Test func order() throws {
        try expectOrders(
            """
            1.0 < 1.1
            1.9 < 1.10
            1.0 = 1.0-0
            1.0 = 1.00
            0:1.0 = 1.0
            00:1.0 = 1.0
            1.0 < 1.0-1
            1.0-1 < 1.0-1.1
            1.0-1 < 1.0-1+deb12u1
            1.0-1+deb12u1 < 1.0-1+deb12u2
            1.0-1~bpo12+1 < 1.0-1
            1.0~rc1 < 1.0
            1.0~~ < 1.0~
            1.0~~ < 1.0~~a
            1.0~~a < 1.0~
            1.0~ < 1.0
            1.0 < 1.0a
            1.0a < 1.0+
            1.0a < 1.0.
            1:0.1 > 9.9
            2:1 > 1:2
            1.2.3-1-2 > 1.2.3-1-1
            7.88.1-10+deb12u5 < 7.88.1-10+deb12u12
            1.0z > 1.0-a
            a < b
            1.4+OOo3.0.0~ < 1.4+OOo3.0.0-4
            2.4.7-1 < 2.4.7-z
            1.002-1+b2 > 1.00
            1:1:2 > 1:1
            """, .dpkg)
    }

    @Test func parts() throws {
        let full = try #require(DpkgVersion("2:1.2-rc-3ubuntu1"))
        #expect(full.epoch == 2)
        #expect(full.upstream == "1.2-rc")
        #expect(full.revision == "3ubuntu1")
        let native = try #require(DpkgVersion(" 20230101 "))
        #expect(native.epoch == 0)
        #expect(native.upstream == "20230101")
        #expect(native.revision == nil)
        #expect(native.description == " 20230101 ")
    }

    @Test(arguments: ["", " ", "1-", "-1", ":1", "1:", "a:1", "1 2", "-1:1", "99999999999:1", "1:-1"])
    func refuses(_ text: String) {
        #expect(DpkgVersion(text) == nil)
    }

    private static let pieces = ["0", "1", "9", "10", "007", ".", "-", "+", "~", ":", "a", "Z", "rc", "~~", "1:", "-1"]

    @Test func totalOrder() {
        var numbers = SeededNumbers(seed: 1)
        var versions: [DpkgVersion] = []
        while versions.count < 120 {
            if let version = DpkgVersion(numbers.text(of: Self.pieces, count: 1...6)) { versions.append(version) }
        }
        expectTotalOrder(of: versions)
    }

    @Test func agreesWithDpkg() throws {
        guard Tool.output(of: "dpkg", ["--version"]) != nil else {
            return skip("DpkgVersionTests.agreesWithDpkg", "dpkg")
        }
        var numbers = SeededNumbers(seed: 2)
        var pairs: [(String, String)] = []
        while pairs.count < 250 {
            let left = numbers.text(of: Self.pieces, count: 1...6)
            let right =
                pairs.count % 2 == 0
                ? numbers.text(of: Self.pieces, count: 1...6)
                : left + numbers.text(of: Self.pieces, count: 1...2)
            // A dash in front would be an option to dpkg.
            guard DpkgVersion(left) != nil, DpkgVersion(right) != nil, !left.hasPrefix("-"), !right.hasPrefix("-")
            else {
                continue
            }
            pairs.append((left, right))
        }
        let script = pairs.map { left, right in
            """
            if dpkg --compare-versions '\(left)' lt '\(right)'; then echo '<'
            elif dpkg --compare-versions '\(left)' eq '\(right)'; then echo '='
            else echo '>'; fi
            """
        }
        let text = try #require(Tool.output(of: "sh", ["-c", script.joined(separator: "\n")]))
        let answers = text.split(separator: "\n").map(String.init)
        try #require(answers.count == pairs.count)
        for ((left, right), answer) in zip(pairs, answers) {
            try expectOrders("\(left) \(answer) \(right)", .dpkg)
        }
    }
}
