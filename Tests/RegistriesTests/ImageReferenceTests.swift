import Testing

@testable import Registries

@Suite struct ImageReferenceTests {
    @Test(arguments: [
        ("debian", "docker.io/library/debian:latest"), ("debian:12", "docker.io/library/debian:12"),
        ("org/app", "docker.io/org/app:latest"), ("ghcr.io/org/app:1.2", "ghcr.io/org/app:1.2"),
        ("localhost/app", "localhost/app:latest"), ("localhost:5000/a/b/c:v1", "localhost:5000/a/b/c:v1"),
        ("[::1]:5000/app", "[::1]:5000/app:latest"),
        ("index.docker.io/library/redis", "docker.io/library/redis:latest"),
    ]) func readsLikeDocker(_ text: String, _ full: String) throws {
        #expect(try "\(ImageReference(text))" == full)
    }

    @Test func digestCounts() throws {
        let digest = "sha256:" + String(repeating: "a", count: 64)
        let reference = try ImageReference("example.com/app:1@\(digest)")
        #expect(reference.target == digest)
        #expect(reference.tag == "1")
    }

    @Test(arguments: [
        "", "App", "a:", "a@sha256:12", "docker://a", "a//b", "-a", "a:" + String(repeating: "x", count: 129), "a b",
        "example.com:99999/a", "https://a/b", "a@md5:00",
    ]) func refusesWhatIsNoReference(_ text: String) {
        #expect(throws: RegistryError.self) { try ImageReference(text) }
    }
}
