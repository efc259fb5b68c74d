import Findings
import Foundation
import Manifests
import Testing

@testable import ManifestRules

/// Repaired Dockerfiles parse, have fewer findings, and stay as they are when repaired again.
@Suite struct DockerfileRepairTests {
    static let all = RuleSelection(parsing: "all")

    static func repair(_ text: String, rules: String = "all", user: String? = nil) -> String {
        let result = FileRepair.repair(
            dockerfile: Array(text.utf8), path: "Dockerfile", selection: RuleSelection(parsing: rules),
            options: DockerfileOptions(user: user))
        return String(decoding: result.bytes, as: UTF8.self)
    }

    /// The next RUN installs from these lists.
    @Test func listsOfAnUpdateAloneStay() {
        let text = "FROM debian:13\nRUN apt-get update\nRUN apt-get install -y curl\n"
        #expect(Self.repair(text, rules: "default,+DD-DF-APT-LISTS").contains("RUN apt-get update\n"))
        #expect(Self.repair("FROM debian:13\nRUN apt-get update && ./install.sh\n").contains("/var/lib/apt/lists/*"))
    }

    /// Problems with the properties every repair has, as text; empty: none.
    static func faults(_ bytes: [UInt8], _ selection: RuleSelection) -> [String] {
        let before = DockerfileLinter.lint(bytes, path: "f", selection: selection).findings
        let result = FileRepair.repair(dockerfile: bytes, path: "f", selection: selection)
        var faults: [String] = []
        let old = DockerfileParser.parse(bytes)
        let new = DockerfileParser.parse(result.bytes)
        if new.problems.count > old.problems.count { faults.append("no longer parses") }
        if result.isChanged && result.remaining.count >= before.count { faults.append("not fewer findings") }
        if result.isChanged != (result.bytes != bytes) { faults.append("applied does not tell the truth") }
        if FileRepair.repair(dockerfile: result.bytes, path: "f", selection: selection).isChanged {
            faults.append("a second run changes it")
        }
        if old.comments.map(\.text) != new.comments.map(\.text) { faults.append("comments changed") }
        if old.source.markLength != new.source.markLength { faults.append("byte order mark changed") }
        let counts = Dictionary(grouping: before, by: \.id).mapValues(\.count)
        for (id, group) in Dictionary(grouping: result.remaining, by: \.id)
        where group.count > counts[id, default: 0] { faults.append("adds \(id)") }
        return faults
    }

    static func withCarriageReturns(_ bytes: [UInt8]) -> [UInt8] {
        [0xEF, 0xBB, 0xBF] + bytes.flatMap { $0 == UInt8(ascii: "\n") ? [0x0D, 0x0A] : [$0] }
    }

    /// No line feed without a carriage return.
    static func endsAsBefore(_ bytes: [UInt8]) -> Bool {
        bytes.indices.allSatisfy { bytes[$0] != 0x0A || ($0 > 0 && bytes[$0 - 1] == 0x0D) }
    }

    static func check(_ bytes: [UInt8], _ name: String) {
        for selection in [RuleSelection(), Self.all] {
            #expect(Self.faults(bytes, selection) == [], "\(name)")
        }
        guard !bytes.contains(0x0D), !bytes.starts(with: [0xEF]) else { return }
        let windows = Self.withCarriageReturns(bytes)
        #expect(Self.faults(windows, Self.all) == [], "\(name) with CR LF")
        let repaired = FileRepair.repair(dockerfile: windows, path: "f", selection: Self.all).bytes
        #expect(Self.endsAsBefore(repaired), "\(name): line ends")
    }

    @Test func examples() {
        for rule in AllDockerfileRules.rules {
            for text in rule.examples.bad + rule.examples.good { Self.check(Array(text.utf8), rule.card.id) }
        }
    }

    @Test func peersCases() {
        guard let hadolint = PeerCasesTests.read("hadolint/dev.jsonl", text: "dockerfile"),
            let trivy = PeerCasesTests.read("trivy-checks/dev.jsonl", text: "input")
        else {
            print("SKIPPED: peersCases: ../shared/cases is not there")
            return
        }
        // A sample; DRYDOCK_REAL asks for all.
        let isWhole = ProcessInfo.processInfo.environment["DRYDOCK_REAL"] != nil
        for (index, item) in (hadolint + trivy).enumerated() where isWhole || index % 4 == 0 {
            Self.check(Array(item.text.utf8), item.id)
        }
    }

    /// Files that are not in the repository: DRYDOCK_REAL names the folder real.tar.zst was unpacked to.
    @Test func realFiles() {
        guard let folder = ProcessInfo.processInfo.environment["DRYDOCK_REAL"],
            let paths = FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String })
        else {
            print("SKIPPED: realFiles: DRYDOCK_REAL is not set")
            return
        }
        for path in paths where path.hasSuffix("Dockerfile") || path.contains("Dockerfile.") {
            guard let data = FileManager.default.contents(atPath: folder + "/" + path) else { continue }
            Self.check([UInt8](data), path)
        }
    }

    // MARK: One fix each

    @Test(arguments: [
        ("RUN apt-get install curl\n", "RUN apt-get install -y curl\n", "DL3014"),
        ("RUN apk add git\n", "RUN apk add --no-cache git\n", "DL3019"), ("ADD a /a\n", "COPY a /a\n", "DL3020"),
        ("add a /a\n", "copy a /a\n", "DL3020"), ("CMD /app -v\n", "CMD [\"/app\", \"-v\"]\n", "DL3025"),
        ("CMD ['a', 'b']\n", "CMD [\"a\", \"b\"]\n", "DD-DF-JSON"), ("RUN sudo make\n", "RUN make\n", "DL3004"),
        ("RUN cd /x\n", "WORKDIR /x\n", "DD-DF-RUN-CD-ONLY"),
        ("RUN curl -kfsSL https://a\n", "RUN curl -fsSL https://a\n", "DD-DF-TLS-OFF"),
        ("RUN curl --insecure -f https://a\n", "RUN curl -f https://a\n", "DD-DF-TLS-OFF"),
        ("MAINTAINER a <b@c>\n", "LABEL org.opencontainers.image.authors=\"a <b@c>\"\n", "DL4000"),
        ("ENV A b\n", "ENV A=b\n", "DD-DF-ENV-LEGACY"),
        ("RUN chmod -R 777 /a\n", "RUN chmod -R 755 /a\n", "DD-DF-CHMOD-777"),
        ("COPY a b c\n", "COPY a b c/\n", "DL3021"),
        ("RUN useradd -u 123456 a\n", "RUN useradd -l -u 123456 a\n", "DL3046"),
        ("RUN go build -o /a\n", "RUN go build -trimpath -o /a\n", "DD-DF-GO-TRIMPATH"),
        ("RUN go mod download\n", "RUN go mod download && go mod verify\n", "DD-DF-GO-VERIFY"),
        ("RUN dnf install -y a\n", "RUN dnf install -y a && dnf clean all\n", "DL3040"),
        ("RUN [\"apt-get\", \"install\", \"a\"]\n", "RUN [\"apt-get\", \"install\", \"-y\", \"a\"]\n", "DL3014"),
        (
            "RUN <<EOF\napt-get update\n  apt-get install -y a\nEOF\n",
            "RUN <<EOF\napt-get update\n  apt-get install -y a\n  rm -rf /var/lib/apt/lists/*\nEOF\n", "DL3009"
        ),
        (
            "RUN apt-get update \\\n # why\n && apt-get install -y a\n",
            "RUN apt-get update \\\n # why\n && apt-get install -y a \\\n && rm -rf /var/lib/apt/lists/*\n", "DL3009"
        ),
        ("RUN a && \\\n\n  b\n", "RUN a && \\\n  b\n", "DD-DF-EMPTY-LINE"),
    ])
    func fixes(_ before: String, _ after: String, _ rule: String) {
        let result = FileRepair.repair(
            dockerfile: Array("FROM debian:13\n\(before)".utf8), path: "f", selection: Self.all, only: [rule])
        #expect(String(decoding: result.bytes, as: UTF8.self) == "FROM debian:13\n\(after)")
    }

    @Test func aUserWhereNothingElseWantsRoot() {
        let scratch = "FROM scratch\nCOPY a /a\nEXPOSE 8080\nENTRYPOINT [\"/a\"]\n"
        #expect(
            Self.repair(scratch, rules: "default")
                == "FROM scratch\nCOPY a /a\nEXPOSE 8080\nUSER 65532:65532\nENTRYPOINT [\"/a\"]\n")
        // A person must say which.
        let debian = "FROM debian:13\nCOPY a /a\nENTRYPOINT [\"/a\"]\n"
        #expect(Self.repair(debian, rules: "default") == debian)
        #expect(
            Self.repair(debian, rules: "default", user: "1000")
                == "FROM debian:13\nCOPY a /a\nUSER 1000\nENTRYPOINT [\"/a\"]\n")
        let low = "FROM scratch\nCOPY a /a\nEXPOSE 80\nENTRYPOINT [\"/a\"]\n"
        #expect(Self.repair(low, rules: "default") == low)
    }

    @Test func withoutCgo() {
        let text = "FROM golang:1.27 AS b\nRUN go build -o /a\nFROM scratch\nCOPY --from=b /a /a\nUSER 1\n"
        #expect(Self.repair(text, rules: "default").contains("RUN CGO_ENABLED=0 go build -o /a\n"))
    }

    @Test func shellFormsThatWantAShellStay() {
        for command in [
            "CMD a $B", "CMD a | b", "CMD a > b", "CMD cd /x", "CMD a *", "CMD A=1 b", "CMD a && b", "CMD ~/a",
        ] {
            let text = "FROM a:1\nUSER 1\n\(command)\n"
            #expect(Self.repair(text, rules: "default") == text)
        }
    }
}
