import Testing

@testable import Policy

@Suite struct PatternTests {
    @Test(
        arguments: [
            ("docs/**", "docs/a/b", true), ("docs/**", "src/docs/a", false), ("docs/", "docs/a/b", true),
            ("**/testdata/**", "a/b/testdata/c", true), ("**/testdata/**", "testdata/c", true),
            ("*.pem", "a/b/key.pem", true), ("*.pem", "a/key.pem.txt", false), ("a/*.pem", "a/b/key.pem", false),
            ("a?c", "abc", true), ("a?c", "a/c", false), ("/etc/passwd", "etc/passwd", true),
            ("./a/*", "a/b", true), ("golang.org/x/*", "golang.org/x/net", true), ("std*", "stdlib", true),
            ("*", "anything/at/all", true), ("", "a", false), ("a**b", "a/x/b", true),
        ])
    func globs(pattern: String, text: String, isMatch: Bool) {
        #expect(Glob(pattern).matches(text) == isMatch)
    }

    /// Time is length times pattern, so that no pattern stalls a scan.
    @Test func starsDoNotMultiply() {
        let pattern = Glob(String(repeating: "*a", count: 200) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 2000)))
    }

    @Test(
        arguments: [
            ("pkg:golang/golang.org/x/net", "pkg:golang/golang.org/x/net@v0.7.0", true),
            ("pkg:golang/golang.org/x/net@0.7.0", "pkg:golang/golang.org/x/net@v0.7.0", true),
            ("pkg:golang/golang.org/x/net@v0.8.0", "pkg:golang/golang.org/x/net@v0.7.0", false),
            ("pkg:golang/github.com/Masterminds/semver", "pkg:golang/github.com/masterminds/semver@v1.0.0", true),
            ("pkg:deb/debian/openssl?arch=amd64", "pkg:deb/debian/openssl@3.0?arch=arm64", false),
            ("pkg:deb/debian/openssl?distro=debian-12", "pkg:deb/debian/openssl@3.0", true),
            ("pkg:deb/debian/g%2B%2B", "pkg:deb/debian/g++@12", true), ("pkg:apk/a/b", "pkg:deb/a/b", false),
            ("pkg:npm/%40angular/cli", "pkg:npm/@angular/cli@1.0.0", true),
        ])
    func packageURLs(pattern: String, package: String, isMatch: Bool) throws {
        let named = try #require(PackageURLPattern(pattern))
        #expect(named.matches(try #require(PackageURLPattern(package))) == isMatch)
    }

    @Test(arguments: ["golang/x", "pkg:", "pkg:golang", "pkg:golang/", "pkg:/x"]) func noPackageURLs(text: String) {
        #expect(PackageURLPattern(text) == nil)
    }

    @Test func days() throws {
        for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026-01-01x", "", "2026-01-0é"]
        {
            #expect(Day(text) == nil, "\(text)")
        }
        let leap = try #require(Day("2024-02-29T10:00:00Z"))
        #expect(leap.description == "2024-02-29")
        let ordered = try ["2023-12-31", "2024-01-01", "2024-02-01"].map { try #require(Day($0)) }
        #expect(ordered == ordered.shuffled().sorted())
    }
}
