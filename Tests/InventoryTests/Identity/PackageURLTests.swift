import TestSupport
import Testing

@testable import Inventory

@Suite struct PackageURLTests {
    @Test(arguments: [
        "pkg:deb/debian/attr@1:2.4.47-2?arch=source",
        "pkg:deb/debian/libstdc%2B%2B6@12.2.0-14%2Bb1?arch=amd64&distro=debian-12",
        "pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&distro=fedora-25",
        "pkg:golang/github.com/gorilla/context@234fd47e07d1004f0aed9c#api",
        "pkg:golang/stdlib@1.22.3",
        "pkg:npm/%40angular/animation@12.3.1",
        "pkg:generic/openssl@1.1.10g?checksum=sha256:de4d501267da,sha1:ab&download_url=https:%2F%2Fopenssl.org%2Fa.tar.gz",
        "pkg:maven/org.apache.xmlgraphics/batik-anim@1.9.1?classifier=sources",
    ]) func canonicalTextsStayAsTheyAre(text: String) throws {
        #expect(try PackageURL(parsing: text).description == text)
    }

    @Test(arguments: [
        ("pkg://deb/Debian/CURL@7.50.3-1?Arch=i386&distro=", "pkg:deb/debian/curl@7.50.3-1?arch=i386"),
        ("PKG:golang/github.com/BurntSushi/toml@v1.0.0", "pkg:golang/github.com/burntsushi/toml@v1.0.0"),
        (
            "pkg:rpm/RedHat/PyYAML@5.4.1-6.el9?epoch=1&arch=x86_64",
            "pkg:rpm/redhat/PyYAML@5.4.1-6.el9?arch=x86_64&epoch=1"
        ),
        ("pkg:npm/@angular/animation@12.3.1", "pkg:npm/%40angular/animation@12.3.1"),
        ("pkg:deb/debian/attr@1%3a2.4", "pkg:deb/debian/attr@1:2.4"),
        ("pkg:generic//a//b/@1#/x/../y/", "pkg:generic/a/b@1#x/y"),
        ("pkg:pypi/Foo_Bar@1", "pkg:pypi/foo-bar@1"),
    ]) func othersBecomeCanonical(text: String, canonical: String) throws {
        #expect(try PackageURL(parsing: text).description == canonical)
    }

    @Test(arguments: [
        ("http://a/b", PackageURL.Failure.noScheme), ("pkg:", .noType), ("pkg:deb", .noName), ("pkg:deb/", .noName),
        ("pkg:1x/a", .badType), ("pkg:d%65b/a", .badType), ("pkg:deb/a%2", .badEscape), ("pkg:deb/a%ff", .badEscape),
        ("pkg:deb/a?=1", .badQualifier), ("pkg:deb/a?x", .badQualifier),
    ]) func rejects(text: String, failure: PackageURL.Failure) {
        #expect(throws: failure) { try PackageURL(parsing: text) }
    }

    @Test func golangModulesSplitAtTheLastSlash() {
        let module = PackageURL.golang("github.com/Azure/azure-sdk-for-go/sdk/azcore", version: "v1.2.3+incompatible")
        #expect(module.namespace == "github.com/azure/azure-sdk-for-go/sdk")
        #expect(module.description == "pkg:golang/github.com/azure/azure-sdk-for-go/sdk/azcore@v1.2.3%2Bincompatible")
        #expect(PackageURL.golang("stdlib", version: "go1.22.3").description == "pkg:golang/stdlib@1.22.3")
    }

    @Test func rpmEpochIsAQualifier() {
        let purl = PackageURL.rpm(
            "bind", version: "9.16-1.el9", epoch: 32, distribution: "rhel", architecture: "x86_64")
        #expect(purl.description == "pkg:rpm/redhat/bind@9.16-1.el9?arch=x86_64&epoch=32")
    }

    @Test func anyTextEitherFailsOrPrintsAFixedPoint() throws {
        var numbers = SeededNumbers(seed: 3)
        let seed = Array("pkg:deb/debian/libstdc%2B%2B6@1:12.2~0-14+b1?arch=amd64&distro=debian-12#a/b".utf8)
        for _ in 0..<5000 {
            let text = String(decoding: mutated(seed, using: &numbers), as: UTF8.self)
            guard let parsed = try? PackageURL(parsing: text) else { continue }
            #expect(try PackageURL(parsing: parsed.description) == parsed)
        }
    }
}
