import Testing

@testable import Manifests

@Suite struct IgnoreFileTests {
    @Test(arguments: [
        (".git", ".git", true), (".git", ".git/config", true), ("/.git/", ".git", true), ("*.key", "a.key", true),
        ("*.key", "sub/a.key", false), ("**/*.key", "sub/dir/a.key", true), ("**/*.key", "a.key", true),
        ("*/a", "x/a", true), ("*/a", "x/y/a", false), ("*\n!src", "src/main.go", false), ("*\n!src", ".env", true),
        ("src\n!src/a\nsrc/a/b", "src/a/b", true), ("# .git", ".git", false), ("", ".git", false),
        ("a/**", "a/b/c", true),
        ("a?c", "abc", true), ("./x", "x", true), ("!a", "a", false), ("\u{FEFF}x\r\n", "x", true), (".", "a", false),
    ])
    func patterns(_ text: String, _ path: String, _ isIgnored: Bool) {
        #expect(IgnoreFile(Array(text.utf8)).ignores(path) == isIgnored)
    }
}
