import Testing

@testable import Advisories

@Suite struct JSONMembersTests {
    private func members(_ text: String) throws -> [String] {
        let bytes = Array(text.utf8)
        var members = try JSONMembers(bytes)
        var found: [String] = []
        while let (key, value) = try members.next() {
            found.append("\(key)=\(String(decoding: bytes[value], as: UTF8.self))")
        }
        return found
    }

    @Test func givesMembersAndElements() throws {
        #expect(
            try members(#" {"a": {"x": [1, "}"]}, "b":"q\"{", "c" : 1.5 , "d":null}"#)
                == [#"a={"x": [1, "}"]}"#, #"b="q\"{""#, "c=1.5", "d=null"])
        #expect(try members("[1,[2],{}]") == ["=1", "=[2]", "={}"])
        #expect(try members("{}") == [])
        #expect(try members("\u{feff}{\"a\":1}") == ["a=1"])
    }

    @Test(arguments: [
        "", "1", "{\"a\"", "{\"a\":}", "{\"a\":1", "[1 2]", "[\"a", "{\"a\":{\"b\":1}", "{1:2}", "[1,]", "[\"\\",
    ])
    func refusesWhatHasNoEnd(_ text: String) { #expect(throws: FeedProblem.self) { try members(text) } }
}
