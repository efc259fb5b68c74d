import Testing

@testable import Network

@Suite struct HTTPURLTests {
    @Test(arguments: [
        ("https://Example.com", "https://example.com"), ("http://a:80/x", "http://a/x"),
        ("https://a:8443/x?y=1#z", "https://a:8443/x"), ("http://[::1]:5000/v2/", "http://[::1]:5000/v2/"),
    ]) func normalises(_ text: String, _ shown: String) throws {
        #expect(try "\(HTTPURL(text))".hasPrefix(shown))
    }

    @Test func passwordsAreNotShown() throws {
        let url = try HTTPURL("https://anna:geheim@example.com/x")
        #expect(url.credentials?.password == "geheim")
        #expect(!"\(url)".contains("geheim"))
    }

    @Test(arguments: ["", "example.com", "ftp://a", "http://", "http://a:99999/", "http:///x", "https://a b/"])
    func refuses(_ text: String) {
        #expect(throws: NetworkError.self) { try HTTPURL(text) }
    }

    @Test func resolvesRelativeReferences() throws {
        let base = try HTTPURL("https://a/b/c?d")
        #expect(try base.resolving("/x").target == "/x")
        #expect(try base.resolving("e").target == "/b/e")
        #expect(try base.resolving("https://other/y").host == "other")
    }
}
