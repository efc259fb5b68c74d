import Testing

@testable import Documents

@Suite struct XMLTreeTests {
    private func read(_ text: String) throws -> XMLElement { try XMLTree(Array(text.utf8)).root }

    @Test func elementsAttributesAndText() throws {
        let root = try read(
            """
            <?xml version="1.0"?><!-- head --><b:bom xmlns:b="urn:x" version='1'>
              <b:name kind="a &lt;b&gt;">one &amp; <i>two</i> &#x33;<![CDATA[<4>]]><!-- no --></b:name><b:empty/>
              <b:name>second</b:name>
            </b:bom>
            """)
        #expect(root.isNamed("bom") && root.attribute("version") == "1" && root.attribute("none") == nil)
        #expect(root.children("name").count == 2)
        #expect(root["name"]?.attribute("kind") == "a <b>")
        #expect(root["name"]?.text == "one &  3<4>")
        #expect(root["name"]?["i"]?.text == "two")
        #expect(root["empty"]?.text == "" && root.text("empty") == nil)
        #expect(root["empty"]?.position.line == 2)
    }

    /// No entity of the document's own: nothing can be expanded or fetched.
    @Test(
        arguments: [
            ("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "document types are refused"),
            ("<a>", "ends inside an element"), ("<a></b>", "closes no open element"), ("<a/><b/>", "second root"),
            ("text", "outside of the root"), ("", "no element"), ("<a b=\"c", "end of its quotation"),
            ("<a><!-- x", "comment without its end"), ("<a b=\"c\"", "inside a tag"), ("<a <b>", "'<' inside"),
            ("< a/>", "name of an element"), ("<a><![CDATA[x</a>", "CDATA section"),
        ])
    func faults(text: String, words: String) {
        do throws(DocumentError) {
            _ = try XMLTree(Array(text.utf8))
            Issue.record("taken: \(text)")
        } catch {
            #expect(error.problem.contains(words), "\(text): \(error)")
        }
    }

    @Test func otherEncodingsAreRefused() {
        #expect(throws: DocumentError.self) { try XMLTree([0xFF, 0xFE, 0x3C, 0x00]) }
    }

    @Test func unknownReferencesStayAsTheyStand() throws {
        #expect(try read("<a>&nbsp; &#xFFFFFFFF; & &amp</a>").text == "&nbsp; &#xFFFFFFFF; & &amp")
    }

    @Test func limitsHold() {
        let deep = String(repeating: "<a>", count: 300) + String(repeating: "</a>", count: 300)
        #expect(throws: DocumentError.self) { try XMLTree(Array(deep.utf8)) }
        #expect(throws: DocumentError.self) { try XMLTree(Array("<a><b/><c/></a>".utf8), limits: .init(nodes: 2)) }
    }

    @Test func damageIsSurvived() {
        let text = Array("<?x?><a b='c'><d e=\"f\">g &amp; h<![CDATA[i]]></d><!-- j --><k/></a>".utf8)
        for end in text.indices { _ = try? XMLTree(Array(text[..<end])) }
        for index in text.indices {
            for byte in [0x00, 0x22, 0x26, 0x2F, 0x3C, 0x3E, 0xFF] as [UInt8] {
                var changed = text
                changed[index] = byte
                guard let root = try? XMLTree(changed).root else { continue }
                _ = (root.text, root.attribute("b"), root.children.map { ($0.text, $0.attribute("e"), $0.position) })
            }
        }
    }
}
