import Artifacts
import Findings
import Testing

@testable import Secrets

struct ContentTests {
    static let scanner = SecretScanner(SecretScanOptions(showsSecrets: true))

    static func facts(_ content: [UInt8], path: String, pieces: [Int]) -> [SecretFact] {
        var analyzer = scanner.analyzer()
        var facts: [SecretFact] = []
        let report: (AnalyzerOutput) -> Void = { output in
            if case .fact(let fact) = output, let fact = fact as? SecretFact { facts.append(fact) }
        }
        analyzer.begin(Entry(path: path, size: Int64(content.count)))
        content.withUnsafeBytes { bytes in
            var at = 0
            var turn = 0
            while at < bytes.count {
                let end = min(bytes.count, at + max(1, pieces[turn % pieces.count]))
                if !analyzer.feed(UnsafeRawBufferPointer(rebasing: bytes[at..<end]), report: report) { break }
                at = end
                turn += 1
            }
        }
        analyzer.finish(report: report)
        return facts
    }

    /// Ordinary lines with a token after every so many, some of them where blocks end.
    static let long: [UInt8] = {
        var text: [UInt8] = []
        for number in 0..<9000 {
            text += Array("line \(number) of a file that is longer than one block, with key = value\n".utf8)
            if number % 450 == 7 { text += Array("token: \(Samples.gitHub(UInt64(number + 1)))\n".utf8) }
        }
        return text
    }()

    @Test func theCutOfPiecesChangesNothing() {
        let whole = Self.facts(Self.long, path: "a.txt", pieces: [Self.long.count])
        #expect(whole.count == 20)
        #expect(whole.first?.line == 9 && whole.first?.column == 8)
        for pieces in [[65_536], [1 << 18], [4096, 1, 70_001], [300_000, 7], [9973]] {
            #expect(Self.facts(Self.long, path: "a.txt", pieces: pieces) == whole, "\(pieces)")
        }
    }

    @Test func archivesAreOpened() {
        let token = Array("x = \(Samples.gitHub(5))\n".utf8)
        let inner = Samples.tar([("etc/app.conf", token), ("empty", [])])
        let cases: [(String, [UInt8], String?)] = [
            ("a.gz", Samples.gzip(token), nil), ("a.tar", inner, "etc/app.conf"),
            ("a.tar.gz", Samples.gzip(inner), "etc/app.conf"), ("a.zip", Samples.zip([("b/c.txt", token)]), "b/c.txt"),
            ("b.zip", Samples.zip([("d", [1]), ("b/c.txt", token)], isStreamed: true), "b/c.txt"),
            ("d.zip", Samples.storedZip([("a", [1, 2]), ("b/c.txt", token)]), "b/c.txt"),
            ("c.zip", Samples.zip([("in.tar", inner)]), "in.tar!etc/app.conf"),
        ]
        for (path, content, member) in cases {
            for pieces in [[content.count], [1], [100, 3]] {
                let facts = Self.facts(content, path: path, pieces: pieces)
                #expect(facts.map(\.member) == [member], "\(path) \(pieces)")
                #expect(facts.first?.line == 1)
            }
        }
    }

    @Test func gitObjectsAreOpened() {
        let token = Samples.gitHub(9)
        let blob = Array("first line of a file that is kept in a pack\n".utf8)
        let pack = Samples.pack(blob, inserting: Array("t=\(token)\n".utf8))
        #expect(Self.facts(pack, path: ".git/objects/pack/p.pack", pieces: [50]).map(\.shown) == [token])
        let content = Array("t=\(token)\n".utf8)
        let loose = Samples.zlib(Array("blob \(content.count)\u{0}".utf8) + content)
        let path = "src/.git/objects/ab/" + String(repeating: "c", count: 38)
        #expect(Self.facts(loose, path: path, pieces: [loose.count]).map(\.shown) == [token])
    }

    /// Decoders read ahead of the end of a member: what follows it must be found all the same.
    @Test func squeezedMembersFollowEachOther() {
        let contents = (1...12).map { number in
            Array(
                (String(repeating: "word \(number * 7919) of some text\n", count: number)
                    + "t=\(Samples.gitHub(UInt64(number)))\n").utf8)
        }
        let members = contents.enumerated().map { ("m\($0.offset)", $0.element) }
        for isStreamed in [false, true] {
            let zip = Samples.zip(members, isStreamed: isStreamed) { Samples.squeezed($0) }
            for pieces in [[zip.count], [1], [7], [100, 3]] {
                let facts = Self.facts(zip, path: "a.jar", pieces: pieces)
                #expect(Set(facts.map(\.member)) == Set(members.map(\.0)), "\(isStreamed) \(pieces)")
            }
        }
        var damaged = Samples.zip(members) { Samples.squeezed($0) }
        damaged[45] ^= 0xFF
        damaged[46] ^= 0xFF
        #expect(Self.facts(damaged, path: "a.jar", pieces: [damaged.count]).count >= 11)
        let pack = Samples.pack(contents[9], inserting: contents[1]) { Samples.squeezed($0, isZlib: true) }
        #expect(Self.facts(pack, path: ".git/objects/pack/p.pack", pieces: [50]).count == 3)
    }

    @Test func limitsHold() {
        var limits = SecretLimits()
        limits.unpackedBytes = 100_000
        let scanner = SecretScanner(SecretScanOptions(limits: limits))
        let bomb = Samples.gzip([UInt8](repeating: 0x61, count: 1_000_000))
        var notes: [String] = []
        var analyzer = scanner.analyzer()
        bomb.withUnsafeBytes { bytes in
            analyzer.analyze(Entry(path: "a.gz", size: Int64(bytes.count)), content: bytes) { output in
                if case .note(let text, makesPartial: true) = output { notes.append(text) }
            }
        }
        #expect(notes.contains { $0.contains("unpacks to more than") })
        var nested = Array("t=\(Samples.gitHub(1))".utf8)
        for _ in 0..<6 { nested = Samples.gzip(nested) }
        #expect(scanner.scan(nested, path: "deep.gz").isEmpty)
    }

    @Test func whatIsNoTextIsSkippedOrReadStrictly() {
        let token = Samples.gitHub(3)
        let picture: [UInt8] = [0x89] + Array("PNG\r\n\u{1A}\n".utf8) + Array(token.utf8)
        #expect(Self.facts(picture, path: "a.png", pieces: [picture.count]).isEmpty)
        var analyzer = Self.scanner.analyzer()
        var counts: [String: Int] = [:]
        picture.withUnsafeBytes { bytes in
            analyzer.analyze(Entry(path: "a", size: Int64(bytes.count)), content: bytes) { output in
                if case .count(let name, let number) = output { counts[name] = number }
            }
        }
        #expect(counts == ["secrets.skipped.image": picture.count])
        let password = "main.key=\"" + "q9e7f2itku4cm26fwdlfvuguwz0tjfy8".shuffledBySeed + "\""
        let program: [UInt8] =
            [0x7F] + Array("ELF\u{0}\u{0}".utf8) + Array("\(token)\u{0}".utf8) + Array("api_\(password)\u{0}".utf8)
        #expect(Self.facts(program, path: "app", pieces: [program.count]).map(\.shown) == [token])
        let flags =
            program
            + Array(
                "build\t-ldflags=\"-X main.apiToken=\("q9e7f2itKU4cm26fwdLFvuguwz0tjfy8".shuffledBySeed) -s\"\n".utf8)
        let facts = Self.facts(flags, path: "app", pieces: [flags.count])
        #expect(facts.count == 2)
        #expect(facts.last?.evidence.contains("linker flags") == true)
    }

    @Test func wideTextIsRead() {
        let token = Samples.gitHub(4)
        let wide: [UInt8] = [0xFF, 0xFE] + "t=\(token)\r\n".utf8.flatMap { [$0, 0] }
        #expect(Self.facts(wide, path: "a.reg", pieces: [7]).map(\.shown) == [token])
    }

    @Test func encodedTextIsDecoded() {
        for padding in ["", "a", "ab"] {
            let token = Samples.gitHub(8)
            let encoded = String(decoding: EncodedText.encode(Array("\(padding)\n\(token)\n".utf8)), as: UTF8.self)
            let facts = Self.scanner.scan(text: "data = \(encoded)\n", path: "a")
            #expect(facts.map(\.shown) == [token], "\(padding)")
            #expect(facts.first?.evidence.contains("base64-encoded") == true)
        }
    }

    @Test func hostileArchivesDoNotTrap() {
        let token = Array("x = \(Samples.gitHub(5))\n".utf8)
        let seeds = [
            Samples.gzip(Samples.tar([("a", token)])), Samples.zip([("a", token), ("b", token)], isStreamed: true),
            Samples.tar([("a", token)]), Samples.pack(token, inserting: token), Samples.zip([("a", token)]),
        ]
        var state: UInt64 = 7
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for seed in seeds {
            for _ in 0..<150 {
                var bytes = seed
                for _ in 0..<(1 + random(4)) { bytes[random(bytes.count)] = UInt8(random(256)) }
                bytes.removeLast(random(bytes.count / 2))
                bytes.withUnsafeBytes { SecretFuzz.run($0) }
            }
            for length in stride(from: 0, to: seed.count, by: 37) {
                Array(seed[..<length]).withUnsafeBytes { SecretFuzz.run($0) }
            }
        }
    }

    @Test func lineFeedsAreCounted() {
        for text in [
            "", "\n", "a\nb", "\n\n\n\n\n\n\n\n\n", "0123456789\n\u{8A}\u{0B}\u{09}\nabc",
            String(repeating: "ab\n", count: 500),
        ] {
            let bytes = Array(text.utf8)
            #expect(bytes.withUnsafeBytes { $0.lineFeeds } == bytes.count { $0 == 0x0A })
        }
    }
}
