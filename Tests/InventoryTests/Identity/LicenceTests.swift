import Testing

@testable import Inventory

@Suite struct LicenceTests {
    @Test(arguments: [
        ("GPL-2+", "GPL-2.0-or-later"), ("GPL-2", "GPL-2.0-only"), ("GPLv3+", "GPL-3.0-or-later"),
        ("LGPLv2.1+", "LGPL-2.1-or-later"), ("LGPL-2.1-only", "LGPL-2.1-only"), ("Expat", "MIT"),
        ("ASL 2.0", "Apache-2.0"), ("GFDL-1.3+", "GFDL-1.3-or-later"),
        ("GPL-2.0-or-later", "GPL-2.0-or-later"), ("AGPL-3+", "AGPL-3.0-or-later"),
        ("GPL-2+ or Artistic", "GPL-2.0-or-later OR Artistic-1.0-Perl"),
        ("GPLv2+ and (MIT or ISC)", "GPL-2.0-or-later AND (MIT OR ISC)"),
        ("Apache-2.0 WITH LLVM-exception", "Apache-2.0 WITH LLVM-exception"),
        ("(MIT)", "MIT"), ("MIT, and ISC", "MIT AND ISC"),
    ]) func maps(text: String, expression: String) {
        #expect(Licence.expression(text) == expression)
    }

    @Test func unknownWordsStayAsTheyAre() {
        #expect(Licence.expression("Some  Licence\n of ours") == "Some Licence of ours")
        #expect(Licence.expression("GPL-9") == "GPL-9")
        #expect(Licence.expression("MIT and Something") == "MIT and Something")
        #expect(Licence.expression(" ") == nil)
    }

    @Test func deepNestingIsNoExpression() {
        let deep = String(repeating: "(", count: 5000) + "MIT" + String(repeating: ")", count: 5000)
        #expect(Licence.expression(deep) == deep)
    }
}
