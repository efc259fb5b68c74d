import Documents
import Reports
import Testing

@testable import SupplyChain

@Suite struct SBOMLimitTests {
    private func problem(_ text: String, limits: SBOMLimits = SBOMLimits()) -> String {
        do throws(SBOMError) {
            _ = try SBOMDocument(Array(text.utf8), limits: limits)
            return "read"
        } catch {
            return error.description
        }
    }

    @Test(arguments: [
        ("", "no CycloneDX (JSON, XML) and no SPDX"), ("hello", "no CycloneDX (JSON, XML) and no SPDX"),
        ("{}", "a JSON document that is neither"), ("{\n\"bomFormat\": \"CycloneDX\",\n}", "line 3, column 1: "),
        ("{\"bomFormat\": \"CycloneDX\", \"components\": 1}", "line 1, column 42: 'components' is no array"),
        ("{\"bomFormat\": \"CycloneDX\", \"components\": [\n1]}", "line 2, column 1: a component is no object"),
        ("{\"spdxVersion\": \"SPDX-4.0\"}", "SPDX version 'SPDX-4.0' is not known"),
        ("<html/>", "line 1, column 1: the root element is 'html', not 'bom'"),
        ("<bom>\n<a></b></bom>", "line 2, column 4: an end tag that closes no open element"),
        ("<!DOCTYPE bom [<!ENTITY a \"b\">]><bom>&a;</bom>", "line 1, column 1: document types are refused"),
        ("<bom><a>", "line 1, column 9: the document ends inside an element"),
        ("<bom><a x='></bom>", "line 1, column 11: an attribute without the end"),
        ("<bom/><bom/>", "line 1, column 7: a second root element"), ("<bom/>x", "line 1, column 7: text outside"),
        ("<bom><![CDATA[</bom>", "line 1, column 6: a CDATA section without its end"), ("<bom", "line 1, column 5: "),
        ("SPDXVersion: SPDX-2.3\nodd line", "line 2: expected a line of the form"),
        ("SPDXVersion: SPDX-2.3\nDocumentComment: <text>a", "line 2: '<text>' without"),
        ("SPDXVersion: SPDX-2.3\n\nRelationship: a", "line 3: expected: Relationship"),
    ])
    func whatIsWrongIsSaidWithItsLine(_ text: String, _ start: String) {
        let problem = problem(text)
        #expect(problem.hasPrefix(start), "\(problem)")
    }

    @Test func limitsAreKept() {
        var limits = SBOMLimits()
        limits.components = 2
        limits.depth = 8
        limits.size = 1000
        #expect(
            problem(#"{"bomFormat":"CycloneDX","components":[{},{},{}]}"#, limits: limits).hasSuffix("2 components"))
        #expect(
            problem("<bom><components><component/><component/><component/></components></bom>", limits: limits)
                .hasSuffix("more than 2 components"))
        #expect(
            problem(
                "SPDXVersion: SPDX-2.3\nPackageName: a\nPackageName: b\nPackageName: c\nPackageName: d", limits: limits
            )
            .hasSuffix("more than 2 packages"))
        #expect(problem(String(repeating: "<bom>", count: 20), limits: limits).hasSuffix("deeper than 8"))
        #expect(problem(String(repeating: "{\"a\":", count: 20), limits: limits).hasSuffix("deeper than 8"))
        #expect(problem(String(repeating: " ", count: 2000), limits: limits).hasSuffix("larger than 1000 bytes"))
        limits.nodes = 3
        #expect(problem("<bom><a/><a/><a x='1'/></bom>", limits: limits).hasSuffix("3 elements and attributes"))
    }

    @Test(arguments: [
        ("{\"a\":1,\"bomFormat\":\"CycloneDX\"}", SBOMFormat?.some(.cycloneDXJSON)),
        ("\u{FEFF}  {\"spdxVersion\":\"SPDX-2.3\"}", .spdxJSON), ("{\"name\":\"package.json\"}", nil),
        ("{\"@context\":\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\"}", .spdx3JSON),
        ("<?xml version=\"1.0\"?><bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\">", .cycloneDXXML),
        ("<html>", nil), ("# x\n\nSPDXVersion: SPDX-2.3", .spdxTagValue), ("SPDX", nil), ("", nil),
    ])
    func formatsAreToldByTheirHead(_ text: String, _ format: SBOMFormat?) {
        #expect(Array(text.utf8).withUnsafeBytes { SBOMFormat.detect(head: $0) } == format)
    }

    @Test func textOfElementsIsResolved() throws {
        let tree = try XMLTree(
            Array(
                "<a b='1 &lt; 2' ns:c=\"&#65;&#x42;&bad;\">x<!-- <no/> --> &amp;<d>in</d><?p i?> <![CDATA[<&>]]> </a>"
                    .utf8))
        let root = tree.root
        #expect(root.attribute("b") == "1 < 2")
        #expect(root.attribute("c") == "AB&bad;")
        #expect(root.attribute("d") == nil)
        #expect(root.text == "x & <&>")
        #expect(root.text("d") == "in")
        #expect(root["e"] == nil)
    }

    @Test func manyComponentsOfOneNameTakeNoLongerEach() throws {
        let one = #"{"name":"a","version":"1","purl":"pkg:golang/a@v1"}"#
        let text =
            #"{"bomFormat":"CycloneDX","components":["# + Array(repeating: one, count: 5000).joined(separator: ",")
            + "]}"
        let document = try SBOMDocument(Array(text.utf8))
        #expect(Set(document.inventory.packages.map(\.id)).count == 5000)
    }

    @Test(arguments: ["cyclonedx", "cyclonedx-xml", "spdx", "spdx-tv"])
    func mutatedDocumentsNeverTrap(_ format: String) throws {
        let bytes = try #require(AllFormats.named(format)).render(RoundTripTests.result())
        var state: UInt64 = 3
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(bound, 1)
        }
        let marks = Array("<>/\"'{}[],:&;! ".utf8)
        for _ in 0..<150 {
            var copy = bytes
            for _ in 0...next(4) {
                let position = next(copy.count)
                switch next(5) {
                case 0: copy.removeLast(copy.count - position)
                case 1: copy[position] = UInt8(truncatingIfNeeded: next(256))
                case 2: copy.insert(marks[next(marks.count)], at: position)
                case 3: copy.removeSubrange(position..<min(position + 1 + next(30), copy.count))
                default: copy.insert(contentsOf: copy[position..<min(position + 50, copy.count)], at: position)
                }
                if copy.isEmpty { copy = bytes }
            }
            copy.withUnsafeBytes {
                SBOMFuzz.run($0)
                SBOMFuzz.xml($0)
            }
        }
    }
}
