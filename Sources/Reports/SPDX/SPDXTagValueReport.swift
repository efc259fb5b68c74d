import Findings

/// SPDX 2.3 as tags and values.
struct SPDXTagValueReport: ReportFormat {
    let name = "spdx-tv"
    let fileExtension = "spdx"
    let summary = "SPDX 2.3 tag-value"

    func render(_ result: ScanResult, options: ReportOptions) -> [UInt8] {
        let document = SPDXDocument(result)
        var text = TagValueText()
        text.tag("SPDXVersion", "SPDX-2.3")
        text.tag("DataLicense", "CC0-1.0")
        text.tag("SPDXID", SPDXDocument.documentID)
        text.tag("DocumentName", document.name)
        text.tag("DocumentNamespace", document.namespace)
        for creator in document.creators { text.tag("Creator", creator) }
        text.tag("Created", document.created)
        text.text("DocumentComment", document.comment)
        for item in document.items { write(item, to: &text) }
        for (reference, content) in document.extracted.sorted(by: { $0.key < $1.key }) {
            text.blank()
            text.tag("LicenseID", reference)
            text.text("ExtractedText", content)
        }
        text.blank()
        for relationship in document.relationships {
            text.tag("Relationship", "\(relationship.from) \(relationship.type) \(relationship.to)")
        }
        return text.bytes
    }

    private func write(_ item: SPDXDocument.Item, to text: inout TagValueText) {
        text.blank()
        text.tag("PackageName", item.name)
        text.tag("SPDXID", item.id)
        text.tag("PackageVersion", item.version)
        text.tag("PrimaryPackagePurpose", item.purpose.replacing("_", with: "-"))
        text.tag("PackageSupplier", SPDXDocument.nothingKnown)
        text.tag("PackageDownloadLocation", SPDXDocument.nothingKnown)
        text.tag("FilesAnalyzed", "false")
        for checksum in item.checksums { text.tag("PackageChecksum", "\(checksum.algorithm): \(checksum.value)") }
        text.text("PackageSourceInfo", item.sourceInfo)
        text.tag("PackageLicenseConcluded", SPDXDocument.nothingKnown)
        text.tag("PackageLicenseDeclared", item.licence)
        text.tag("PackageCopyrightText", SPDXDocument.nothingKnown)
        for reference in item.references {
            text.tag("ExternalRef", "\(reference.category) \(reference.type) \(reference.locator)")
        }
        for attribution in item.attributions { text.text("PackageAttributionText", attribution) }
    }
}

/// Lines of `Tag: value`.
struct TagValueText {
    private(set) var bytes: [UInt8] = []

    mutating func blank() { bytes.append(UInt8(ascii: "\n")) }

    /// A value on one line; left out where it is nil.
    mutating func tag(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        start(name)
        bytes.append(contentsOf: VisibleText.line(value).utf8)
        blank()
    }

    /// A value of several lines between `<text>` and `</text>`, which therefore cannot stand in it.
    mutating func text(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        start(name)
        bytes.append(contentsOf: "<text>".utf8)
        let lines = value.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let content = lines.map { VisibleText.line(String($0)) }.joined(separator: "\n")
        bytes.append(contentsOf: content.replacing("</text>", with: "</ text>").utf8)
        bytes.append(contentsOf: "</text>\n".utf8)
    }

    private mutating func start(_ name: StaticString) {
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: ": ".utf8)
    }
}
