import Testing

@testable import Documents

@Suite struct JSONDocumentTests {
    private func read(_ text: String) throws -> JSONValue { try JSONDocument(Array(text.utf8)).root }

    @Test func valuesAreWhatTheyAre() throws {
        let root = try read(
            #"{"a": [1, -2.5e3, true, false, null, "x"], "b": {"c": "é\n\u00e9\ud83d\ude00"}, "a": 7, "": 0}"#)
        let list = try #require(root["a"])
        #expect(list.isArray && list.elements.map(\.kindName).count == 6)
        #expect(list.elements.map(\.integer) == [1, nil, nil, nil, nil, nil])
        #expect(list.elements.map { $0.double }[1] == -2500)
        #expect(list.elements.map(\.boolean) == [nil, nil, true, false, nil, nil])
        #expect(list.elements.map(\.isNull)[4])
        #expect(root["b"]?["c"]?.string == "é\né😀")
        #expect(root[""]?.integer == 0)
        #expect(root["missing"] == nil && list["a"] == nil)
        #expect(root.members.map(\.name) == ["a", "b", "a", ""])
    }

    @Test func namesWithEscapesAreFound() throws {
        #expect(try read(#"{"\u0061b": 1}"#)["ab"]?.integer == 1)
    }

    @Test func aLoneSurrogateIsReplaced() throws {
        #expect(try read(#""\ud800x""#).string == "\u{FFFD}x")
        #expect(try read(#""\ud800\u0041""#).string == "\u{FFFD}A")
    }

    @Test func aByteOrderMarkIsPassedOver() throws {
        #expect(try JSONDocument([0xEF, 0xBB, 0xBF] + Array("[1]".utf8)).root.elements.map(\.integer) == [1])
    }

    @Test(
        arguments: [
            ("", 1, 1), ("[1,]", 1, 4), ("[1 2]", 1, 4), ("{\"a\" 1}", 1, 6), ("{a: 1}", 1, 2), ("[\n01]", 2, 2),
            ("\"\\x\"", 1, 3), ("\"a\nb\"", 1, 3), ("nul", 1, 1), ("1.", 1, 3), ("-", 1, 2), ("[1] 2", 1, 5),
            ("{\"a\":1,}", 1, 8), ("\"\\u12g4\"", 1, 6), ("[", 1, 2), ("\"", 1, 2), ("+1", 1, 1), (".5", 1, 1),
        ])
    func faultsAreToldWithTheirPlace(text: String, line: Int, column: Int) {
        do throws(DocumentError) {
            _ = try JSONDocument(Array(text.utf8))
            Issue.record("taken: \(text)")
        } catch {
            #expect((error.position.line, error.position.column) == (line, column), "\(text): \(error)")
        }
    }

    @Test func limitsHold() {
        let deep = String(repeating: "[", count: 300) + String(repeating: "]", count: 300)
        #expect(throws: DocumentError.self) { try JSONDocument(Array(deep.utf8)) }
        #expect(throws: DocumentError.self) { try JSONDocument(Array("[1,2,3]".utf8), limits: .init(nodes: 3)) }
        #expect(throws: DocumentError.self) { try JSONDocument(Array("[1,2]".utf8), limits: .init(size: 4)) }
        #expect(throws: Never.self) { try JSONDocument(Array("[1,2]".utf8), limits: .init(size: 5, nodes: 3)) }
    }

    /// Cut or changed anywhere, a text is read or refused, never trapped over.
    @Test func damageIsSurvived() {
        let text = Array(#"{"a": [1, -2.5e3, true, null, "x\u00e9\n"], "b": {"c": {}}}"#.utf8)
        for end in text.indices { _ = try? JSONDocument(Array(text[..<end])) }
        for index in text.indices {
            for byte in [0x00, 0x22, 0x5C, 0x7B, 0x5D, 0xFF] as [UInt8] {
                var changed = text
                changed[index] = byte
                guard let root = try? JSONDocument(changed).root else { continue }
                _ = root.members.map { ($0.name, $0.value.string, $0.value.elements.map { $0.double }) }
            }
        }
    }
}
