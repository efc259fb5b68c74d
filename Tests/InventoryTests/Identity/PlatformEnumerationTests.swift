import Testing

@testable import Inventory

@Suite struct PlatformEnumerationTests {
    @Test(arguments: [
        ("github.com/spf13/viper", "v1.2.3", "cpe:2.3:a:spf13:viper:1.2.3:*:*:*:*:*:*:*"),
        ("github.com/golang-jwt/jwt/v4", "v4.5.0", "cpe:2.3:a:golang-jwt_project:golang-jwt:4.5.0:*:*:*:*:*:*:*"),
        ("golang.org/x/net", "v0.7.0", "cpe:2.3:a:golang:networking:0.7.0:*:*:*:*:*:*:*"),
        ("golang.org/x/sys", "v0.7.0", "cpe:2.3:a:golang:sys:0.7.0:*:*:*:*:*:*:*"),
        ("stdlib", "go1.22.3", "cpe:2.3:a:golang:go:1.22.3:*:*:*:*:*:*:*"),
        (
            "github.com/docker/docker", "v20.10.1+incompatible",
            "cpe:2.3:a:docker:docker:20.10.1\\+incompatible:*:*:*:*:*:*:*"
        ),
        ("k8s.io/client-go", "v0.28.0", "cpe:2.3:a:k8s:client-go:0.28.0:*:*:*:*:*:*:*"),
        ("gopkg.in/check.v1", "v1.0.0", "cpe:2.3:a:check:check:1.0.0:*:*:*:*:*:*:*"),
    ]) func goModules(module: String, version: String, first: String) {
        #expect(PlatformEnumeration.candidates(module: module, version: version).first == first)
    }

    @Test func systemPackages() {
        #expect(
            PlatformEnumeration.candidates(name: "zlib1g", sourceName: "zlib", version: "1:1.2.13.dfsg-1", type: .deb)
                == ["cpe:2.3:a:zlib:zlib:1.2.13:*:*:*:*:*:*:*"])
        #expect(
            PlatformEnumeration.candidates(name: "my-tool", sourceName: "tools", version: "2.0-r1", type: .apk) == [
                "cpe:2.3:a:my-tool:my-tool:2.0:*:*:*:*:*:*:*", "cpe:2.3:a:my_tool:my_tool:2.0:*:*:*:*:*:*:*",
                "cpe:2.3:a:tools:tools:2.0:*:*:*:*:*:*:*",
            ])
    }

    @Test func localNamesHaveNone() {
        #expect(PlatformEnumeration.candidates(module: "command-line-arguments", version: "").isEmpty)
        #expect(PlatformEnumeration.candidates(module: "github.com/a", version: "v1").isEmpty)
    }
}
