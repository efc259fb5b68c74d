import Foundation
import TestSupport
import Testing

@testable import Manifests

/// Truncated, mutated and made-up input: reading ends, and places lie in the text. The fuzz doors hold the checks.
@Suite struct HostileDockerfileTests {
    static let seed = """
        # syntax=docker/dockerfile:1
        ARG V=13
        FROM --platform=$BUILDPLATFORM debian:${V:-12} AS build
        ENV A="b c" D=e\\ f
        RUN --mount=type=cache,target=/x apt-get update && \\
            # a comment
            apt-get install -y "curl" $(cat list | sort) && { a; b; } > /dev/null 2>&1
        COPY <<-"EOF" <<X /etc/
        \tone
        \tEOF
        two
        X
        ONBUILD HEALTHCHECK --retries=3 CMD ["a", "b\\u0041"]
        FROM scratch
        COPY --from=build --chown=1:1 [ "/a b", "/c" ]
        ENTRYPOINT ["/a"]
        """

    @Test func truncated() {
        let bytes = Array(Self.seed.utf8)
        for count in 0...bytes.count {
            DockerfileFuzz.run(Array(bytes[..<count]))
            ShellFuzz.run(Array(bytes[count...]))
        }
    }

    @Test func mutated() {
        var random = SeededNumbers(seed: 42)
        let pool = Array("\\`\"'$(){}[]<>|&;#\n\r\t =:,-EOFx\u{0}".utf8) + [0xFF, 0xC3]
        for _ in 0..<500 {
            var bytes = Array(Self.seed.utf8)
            for _ in 0...random.next(below: 6) {
                let place = random.next(below: bytes.count)
                switch random.next(below: 3) {
                case 0: bytes[place] = pool[random.next(below: pool.count)]
                case 1: bytes.insert(pool[random.next(below: pool.count)], at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + random.next(below: 12)))
                }
                if bytes.isEmpty { break }
            }
            DockerfileFuzz.run(bytes)
            ShellFuzz.run(bytes)
        }
    }

    @Test func largeInputsEnd() {
        DockerfileFuzz.run(Array(repeating: UInt8(ascii: "\n"), count: 50_000))
        DockerfileFuzz.run(Array(("FROM a:1\nRUN x" + String(repeating: " \\\n && y", count: 4_000)).utf8))
        DockerfileFuzz.run(Array(("FROM a:1\n" + String(repeating: "FROM a AS b\n", count: 500)).utf8))
        DockerfileFuzz.run(Array(("FROM a:1\nCMD [" + String(repeating: "\"a\",", count: 4_000)).utf8))
        DockerfileFuzz.run(Array(repeating: 0, count: 100_000))
        let file = DockerfileParser.parse(Array(repeating: UInt8(ascii: "a"), count: DockerfileParser.sizeLimit + 1))
        #expect(file.problems.first?.message.contains("larger than") == true)
    }
}
