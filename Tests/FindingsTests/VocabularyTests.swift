import Testing

@testable import Findings

@Suite struct VocabularyTests {
    @Test func severitiesAreOrdered() {
        #expect(Severity.allCases.sorted() == [.unknown, .negligible, .low, .medium, .high, .critical])
    }

    /// The bands of CVSS, with their edges.
    @Test(
        arguments: [
            (0, .negligible), (0.1, .low), (3.9, .low), (4.0, .medium), (6.9, .medium), (7.0, .high), (8.9, .high),
            (9.0, .critical), (10, .critical),
        ] as [(Double, Severity)])
    func scoresHaveSeverities(score: Double, severity: Severity) {
        #expect(Severity(cvssScore: score) == severity)
    }

    @Test func wordsOfTheField() {
        let words = [
            "Important": Severity.high, "moderate": .medium, "unimportant": .negligible, "CRITICAL": .critical,
        ]
        for (word, severity) in words { #expect(Severity(word: word) == severity) }
        #expect(Severity(word: "loud") == nil)
    }

    private func card(_ profile: RuleProfile) -> RuleCard {
        RuleCard(
            id: "DD-X", title: "", severity: .low, why: "", repair: "", maps: [.hadolint("DL3008"), .cwe(250)],
            profile: profile)
    }

    @Test func selections() {
        #expect(RuleSelection(parsing: "").includes(card(.standard)))
        #expect(!RuleSelection(parsing: "").includes(card(.strict)))
        #expect(RuleSelection(parsing: "strict").includes(card(.strict)))
        #expect(!RuleSelection(parsing: "strict").includes(card(.all)))
        #expect(RuleSelection(parsing: "all").includes(card(.all)))
        #expect(RuleSelection(parsing: "+DL3008").includes(card(.all)))
        #expect(RuleSelection(parsing: " default , DD-X ").includes(card(.all)))
        #expect(!RuleSelection(parsing: "all,-DL3008").includes(card(.standard)))
        #expect(!RuleSelection(parsing: "+DD-X,-DD-X").includes(card(.all)), "leaving out outweighs")
        #expect(card(.all).aliases == ["DL3008"] && card(.all).cwe == [250])
    }

    /// FIPS 180-2, appendix B.
    @Test func digests() {
        func digest(_ text: String) -> String {
            var digest = ContentDigest()
            digest.add(text.utf8)
            return digest.hexadecimal()
        }
        #expect(digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    }

    @Test func fingerprintsStayWhereLinesMoveAndTextIsReworded() {
        var finding = Finding(id: "A", kind: .misconfiguration, severity: .low, title: "t")
        finding.location = Location(path: "a", line: 1)
        finding.evidence = ["USER  root"]
        var moved = finding
        moved.location = Location(path: "a", line: 9)
        moved.title = "u"
        moved.evidence = ["USER root"]
        #expect(finding.stableFingerprint == moved.stableFingerprint)
        #expect(finding.stableFingerprint.count == 32)
        moved.location = Location(path: "b", line: 9)
        #expect(finding.stableFingerprint != moved.stableFingerprint)
        #expect([finding, finding].numberedFingerprints[1] == finding.stableFingerprint + ":2")
    }

    @Test func namesOfSystems() {
        #expect(OperatingSystem(id: "wolfi").displayName == "wolfi")
        #expect(
            OperatingSystem(id: "debian", version: "12", prettyName: "Distroless").displayName
                == "Distroless (debian 12)")
        #expect(OperatingSystem(id: "debian", version: "12", prettyName: "Debian 12").displayName == "Debian 12")
    }
}
