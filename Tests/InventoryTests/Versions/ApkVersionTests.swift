import TestSupport
import Testing

@testable import Inventory

@Suite struct ApkVersionTests {
    /// What apk version -t says of each.
    @Test func order() throws {
        try expectOrders(
            """
            1.0 < 1.1
            1.9 < 1.10
            1.0 < 1.0.0
            1.0 < 1.0-r0
            1.0-r9 < 1.0-r10
            1.0-r00 = 1.0-r0
            1.3-r0 < 1.3.1-r0
            1.0_alpha1 < 1.0_beta1
            1.0_beta1 < 1.0_pre1
            1.0_pre1 < 1.0_rc1
            1.0_rc1 < 1.0
            1.0 < 1.0_cvs1
            1.0_cvs1 < 1.0_svn1
            1.0_svn1 < 1.0_git1
            1.0_git1 < 1.0_hg1
            1.0_hg1 < 1.0_p1
            1.0_p9-r0 < 1.0_p10-r0
            1.0_p < 1.0_p0
            1.0_rc < 1.0_rc1
            0.1.0_alpha_pre2 < 0.1.0_alpha
            1.0_pre20191002222144-r0 < 1.0_pre20210530193627-r0
            1.1_alpha1 < 1.1
            1.3_pre1-r1 < 1.3.2
            0.20070207_rc1 > 0.20070118
            2.3.0b-r1 < 2.3.0b-r2
            0.9.8c-r1 < 0.9.8d
            1.7 < 1.7b
            2.5.1-r8 < 2.5.1a-r1
            1.1.1a < 1.1.1.1
            6b-r7 > 1.12-r7
            006 > 1.0.0
            006 = 6
            1.06-r6 < 006
            1.02.07 < 1.02.10-r1
            1.02 < 1.03-r1
            1.60 > 1.06
            1.010 < 1.09
            1.0 < 1.01
            1.01 < 1.1
            021109-r3 < 20060512
            0.99.3.20040818 < 1.0
            1.0~abc < 1.0~abd
            1.0 < 1.0~abc
            1.0~abc-r1 < 1.0~abc-r2
            1.0_git20~abc > 1.0_git19~def
            1.0a1 > 1.0a
            18446744073709551616 > 18446744073709551615
            """, .apk)
    }

    @Test(
        arguments: [
            "", "a", ".1", "1.", "1..2", "1.0-1", "1.0-r", "1.0_foo", "1.0_", "1.0_RC1", "1.0bc", "1.0~", "1.0~xyz",
            "1.0-r1-r2", "1.0-r1_p1", "1.0~abc~abc", "1.0 ", "1:1.0", "1.0_p1a", "1.0_p1.2",
        ])
    func refuses(_ text: String) {
        #expect(ApkVersion(text) == nil)
    }

    @Test func totalOrder() {
        let pieces = [
            "0", "1", "9", "10", "007", ".", ".0", ".1", "a", "_p", "_rc", "_alpha2", "_git", "~a1", "-r1", "-r0",
        ]
        var numbers = SeededNumbers(seed: 5)
        var versions: [ApkVersion] = []
        while versions.count < 150 {
            if let version = ApkVersion("1" + numbers.text(of: pieces, count: 1...5)) { versions.append(version) }
        }
        expectTotalOrder(of: versions)
    }
}
