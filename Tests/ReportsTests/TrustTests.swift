import Findings
import Testing

@testable import Reports

/// Nothing of a target acts on the reader.
@Suite struct TrustTests {
    private func text(_ name: String, _ result: ScanResult = SampleResult.result) throws -> String {
        String(decoding: try #require(AllFormats.named(name)).render(result), as: UTF8.self)
    }

    @Test func markupOfATargetIsText() throws {
        let html = try text("html")
        #expect(!html.contains("<script>alert(1)"))
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    }

    @Test func pageLoadsNothing() throws {
        let html = try text("html")
        #expect(html.contains("default-src &#39;none&#39;"))
        for loader in ["src=\"http", "<link", "@import", "url("] { #expect(!html.contains(loader), "\(loader)") }
    }

    @Test(arguments: ["table", "markdown", "html", "junit"]) func controlCharactersAreSpelledOut(_ name: String) throws
    {
        let report = try text(name)
        #expect(!report.unicodeScalars.contains("\u{202E}"))
        #expect(!report.unicodeScalars.contains("\u{1B}"))
    }

    @Test(arguments: AllFormats.list.map(\.name)) func sameInputSameBytes(_ name: String) throws {
        var shuffled = SampleResult.result
        for index in shuffled.artifacts.indices {
            shuffled.artifacts[index].findings.reverse()
            shuffled.artifacts[index].packages.reverse()
        }
        #expect(try text(name) == text(name, shuffled))
    }

    /// A scan that skipped something says so in every format.
    @Test(arguments: AllFormats.list.map(\.name)) func partialScansSaySo(_ name: String) throws {
        #expect(try text(name).contains("UPX-packed"), "\(name)")
    }

    @Test(arguments: AllFormats.list.map(\.name)) func secretsStayRedacted(_ name: String) throws {
        #expect(try !text(name).contains("AKIAQQQQ"))
    }

    @Test func tableFitsItsWidth() throws {
        for width in [50, 72, 110, 200] {
            let table = TableReport().render(SampleResult.result, options: ReportOptions(width: width))
            for line in String(decoding: table, as: UTF8.self).split(separator: "\n") {
                #expect(VisibleText.width(String(line)) <= width, "\(line)")
            }
        }
    }
}
