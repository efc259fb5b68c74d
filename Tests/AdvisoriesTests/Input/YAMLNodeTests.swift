import Testing

@testable import Advisories

@Suite struct YAMLNodeTests {
    private func fast(_ text: String) -> YAMLNode? { BlockYAML.read(Array(text.utf8)) }

    private func yams(_ text: String) throws -> YAMLNode { try YAMLNode.readWithYams(Array(text.utf8)) }

    @Test(arguments: [
        "a: 1\nb: two words\n",
        "---\na:\n  b:\n    - 1\n    - c: 2\n      d: 'it''s'\n    -\n      e: 3\n",
        "a:\n- 1\n- 2\nb: \"q\\\"uote\\n\"\n",
        "a: |\n  one\n  two\n\n  three\nb: >-\n  folded\n  text\n",
        "# comment\na: 1\n\n# another\nb:\n  # third\n  - x\n",
        "a: plain that\n  goes on\n  and on\nb: x\n",
        "a: []\nb: {}\nc:\nd: https://x.y/z#w\n",
        "\"quoted key\": v\n'other': w\n",
        "- - 1\n  - 2\n- 3\n",
        "a: 'over\n  lines'\n",
    ])
    func readsBlocksAsYamsDoes(_ text: String) throws {
        let node = try #require(fast(text))
        #expect(node == (try yams(text)))
    }

    @Test(arguments: [
        "a: [1, 2]\n", "a: {b: 1}\n", "a: &x 1\nb: *x\n", "a: !!str 1\n", "a: 1\n---\nb: 2\n", "a: 1 # comment\n",
        "? a\n: b\n", "\ta: 1\n", "a: b: c\n", "a:\n    - 1\n  - 2\n", "%YAML 1.2\n---\na: 1\n", "a: |2\n   x\n", "",
    ])
    func leavesToYamsWhatItDoesNotKnow(_ text: String) { #expect(fast(text) == nil) }

    @Test func anAliasBombIsRefused() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<9 {
            let items = [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(items)]\n"
        }
        #expect(throws: FeedProblem.self) { try YAMLNode.read(Array(text.utf8)) }
    }

    @Test func depthIsLimited() {
        let deep = (0..<200).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(throws: FeedProblem.self) { try YAMLNode.read(Array(deep.utf8)) }
    }

    @Test func agreesWithYamsOnRealAdvisories() throws {
        for name in ["wolfi-advisories.tar.zst", "alpine-secdb-2020.tar.zst"] {
            guard let path = Scratch.real(name) else { return }
            var number = 0
            var fastReads = 0
            try FeedInput().visit(
                path,
                FeedInput.Visitor(
                    document: { document throws(AdvisoryError) in
                        number += 1
                        // Yams takes its time: a sample, of what is not too large.
                        guard document.bytes.count < 8000, number % 97 == 1 || name.hasPrefix("alpine") else {
                            return
                        }
                        guard let node = BlockYAML.read(document.bytes) else { return }
                        fastReads += 1
                        #expect((try? YAMLNode.readWithYams(document.bytes)) == node, "\(document.place)")
                    }, problem: { place, problem, _ in Issue.record("\(place): \(problem)") }))
            #expect(fastReads > 0)
        }
    }

    @Test func noMutationCrashes() {
        var random = SystemRandomNumberGenerator()
        let text = Array(
            "package:\n  name: x\nadvisories:\n  - id: A\n    events:\n      - type: 'fixed'\n        n: |\n          x\n"
                .utf8)
        for _ in 0..<500 {
            var bytes = text
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 9...126, using: &random)
            }
            bytes.withUnsafeBytes { AdvisoryFuzz.yaml($0) }
        }
    }
}
