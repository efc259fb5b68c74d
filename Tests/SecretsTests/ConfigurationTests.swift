import Testing

@testable import Secrets

struct ConfigurationTests {
    private func scanner(_ text: String) throws -> SecretScanner {
        let configuration = try SecretConfiguration(parsing: text, path: "c.toml")
        return SecretScanner(SecretScanOptions(showsSecrets: true, configuration: configuration))
    }

    @Test func ownRulesAndAllowListsWork() throws {
        let scanner = try scanner(
            """
            title = "ours" # a comment
            [[rules]]
            id = "corp-token"
            description = "Corporate token"
            regex = '''corp-([a-z0-9]{12})(?:$|\\s)'''
            secretGroup = 1
            entropy = 2
            keywords = ["corp-"]
            path = '''\\.conf$'''
            [[rules.allowlists]]
            stopwords = ["allowed",
              "other",
            ]
            [[allowlists]]
            regexTarget = "line"
            regexes = ['''# test''']
            """)
        #expect(scanner.scan(text: "corp-a1b2c3d4e5f6\n", path: "a.conf").map(\.shown) == ["a1b2c3d4e5f6"])
        #expect(scanner.scan(text: "corp-a1b2c3d4e5f6\n", path: "a.txt").isEmpty)
        #expect(scanner.scan(text: "corp-allowed3d4e5\n", path: "a.conf").isEmpty)
        #expect(scanner.scan(text: "corp-a1b2c3d4e5f6 # test\n", path: "a.conf").isEmpty)
        #expect(scanner.scan(text: "t=\(Samples.gitHub(1))", path: "a.conf").isEmpty, "the file stands alone")
    }

    @Test func filesExtendOurRules() throws {
        let scanner = try scanner(
            """
            [extend]
            useDefault = true
            disabledRules = ["stripe-access-token"]
            [[rules]]
            id = "github-pat"
            [rules.allowlist]
            paths = ['''^docs/''']
            """)
        let text = "t=\(Samples.gitHub(1))\n"
        #expect(scanner.scan(text: text, path: "a").count == 1)
        #expect(scanner.scan(text: text, path: "docs/a").isEmpty)
        let stripe = "k: sk_" + "live_" + "q9e7f2itKU4cm26fwdLF"
        #expect(scanner.scan(text: stripe, path: "a").allSatisfy { $0.ruleID != "DD-SEC-STRIPE-ACCESS-TOKEN" })
    }

    @Test func mistakesAreNamed() {
        let cases = [
            ("a = ", "c.toml:1: a value is missing"), ("[[rules]]\nid = 3", "c.toml:2: id is an integer, not a string"),
            ("[[rules]]\nregex = 'a'", "c.toml:1: a rule without id"),
            ("\n[[rules]]\nid='x'\nregex='''a(b'''", "c.toml:2: regex: pattern “a(b”: a missing ) at byte 3"),
            ("a = 'b", "c.toml:1: a string does not end with '"), ("a = [1", "c.toml:1: an array that opens on line 1"),
            ("a = 1\na = 2", "c.toml:2: “a” is given twice"), ("a = 1 2", "c.toml:1: more on the line than one value"),
            ("[[allowlists]]\ncondition = 'xor'", "c.toml:1: condition “xor”; known are AND and OR"),
            ("a = today", "c.toml:1: “today” is no value; strings stand in quotes"),
        ]
        for (text, expected) in cases {
            do throws(SecretError) {
                _ = try SecretConfiguration(parsing: text, path: "c.toml")
                Issue.record("no error for \(text)")
            } catch {
                #expect(error.description.hasPrefix(expected), "\(error.description)")
            }
        }
    }

    @Test func patternsAreThoseOfRE2() throws {
        var search = PatternSearch()
        let cases: [(String, String, Bool)] = [
            ("(?i)abc", "xABCx", true), ("^a.c$", "abc", true), ("^a.c$", "abcd", false), ("a{2,3}?b", "aaab", true),
            ("\\bkey\\b", "a key here", true), ("\\bkey\\b", "monkey", false), ("[[:alpha:]]+[^\\d\\s]", "ab!", true),
            ("(?:a|b)*c", "ababc", true), ("(?P<n>x)y", "xy", true), ("\\x41\\.", "A.", true), ("a|", "", true),
            ("(a*)*b", String(repeating: "a", count: 3000), false),
        ]
        for (source, text, expected) in cases {
            #expect(search.holds(try Pattern(source), text) == expected, "\(source)")
        }
        for bad in ["(", "a)", "[a", "a{3,1}", "*a", "(?<x", "\\"] {
            #expect(throws: PatternError.self) { try Pattern(bad) }
        }
    }
}
