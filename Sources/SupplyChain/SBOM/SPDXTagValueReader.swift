import Documents

/// SPDX 2.2 and 2.3 as lines of `Tag: value`; a value between `<text>` and `</text>` may span lines.
struct SPDXTagValueReader {
    private var collector: SPDXCollector
    private let limits: SBOMLimits
    private var package: SPDXPackage?
    private var document = (version: String?.none, name: String?.none, created: String?.none, tool: String?.none)
    private var comment: String?
    private var relationship: (from: String, type: String, to: String)?

    static func read(_ bytes: [UInt8], limits: SBOMLimits) throws(SBOMError) -> SBOMContent {
        var reader = SPDXTagValueReader(
            collector: SPDXCollector(format: .spdxTagValue, limits: limits), limits: limits)
        try reader.read(bytes)
        return reader.finished()
    }

    private init(collector: SPDXCollector, limits: SBOMLimits) {
        self.collector = collector
        self.limits = limits
    }

    private mutating func read(_ bytes: [UInt8]) throws(SBOMError) {
        var position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var line = 0
        while position < bytes.count {
            line += 1
            let end = bytes[position...].firstIndex(of: 0x0A) ?? bytes.count
            var text = bytes[position..<end]
            position = end + 1
            if text.last == 0x0D { text = text.dropLast() }
            guard let first = text.first(where: { $0 > 0x20 }), first != UInt8(ascii: "#") else { continue }
            guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else {
                throw SBOMError("expected a line of the form 'Tag: value'", line: line)
            }
            let tag = String(decoding: text[..<colon], as: UTF8.self)
            var value = text[(colon + 1)...].drop { $0 <= 0x20 }
            if value.starts(with: "<text>".utf8) {
                let start = value.startIndex + 6
                guard let close = ByteSearch.firstIndex(of: "</text>".utf8, in: bytes[start...]) else {
                    throw SBOMError("'<text>' without '</text>'", line: line)
                }
                value = bytes[start..<close]
                line += bytes[start..<close].count { $0 == 0x0A }
                position = (bytes[close...].firstIndex(of: 0x0A) ?? bytes.count) + 1
            }
            while let last = value.last, last <= 0x20 { value = value.dropLast() }
            try take(tag, String(decoding: value, as: UTF8.self), line)
        }
    }

    private mutating func take(_ tag: String, _ value: String, _ line: Int) throws(SBOMError) {
        if tag != "RelationshipComment" { endRelationship(comment: nil) }
        switch tag {
        case "SPDXVersion": document.version = value
        case "DocumentName": document.name = value
        case "DocumentComment": comment = value
        case "Created": document.created = value
        case "Creator": if value.hasPrefix("Tool: ") { document.tool = String(value.dropFirst(6)) }
        case "PackageName":
            try endPackage(line)
            package = SPDXPackage(name: value)
        case "FileName", "SnippetSPDXID", "LicenseID":
            try endPackage(line)
        case "Relationship":
            let words = value.split(separator: " ")
            guard words.count >= 3 else { throw SBOMError("expected: Relationship: ID TYPE ID", line: line) }
            relationship = (String(words[0]), String(words[1]), String(words[2]))
        case "RelationshipComment": endRelationship(comment: value)
        case "SPDXID": package?.id = value
        case "PackageVersion": package?.version = value
        case "PrimaryPackagePurpose": package?.purpose = value
        case "PackageSourceInfo": package?.sourceInfo = value
        case "PackageLicenseDeclared": package?.licence = value
        case "PackageAttributionText": package?.remarks.append(value)
        case "PackageChecksum":
            if value.hasPrefix("SHA256: ") { package?.checksum = "sha256:\(value.dropFirst(8))" }
        case "ExternalRef":
            let words = value.split(separator: " ")
            if words.count >= 3 { package?.addReference(type: String(words[1]), locator: String(words[2])) }
        default: break
        }
    }

    private mutating func endRelationship(comment: String?) {
        guard let (from, type, to) = relationship else { return }
        collector.relate(from, type, to, comment: comment)
        relationship = nil
    }

    private mutating func endPackage(_ line: Int) throws(SBOMError) {
        guard let ended = package else { return }
        package = nil
        guard collector.add(ended) else { throw SBOMError("more than \(limits.components) packages", line: line) }
    }

    private consuming func finished() -> SBOMContent {
        endRelationship(comment: nil)
        if let package { _ = collector.add(package) }
        collector.describe(
            specVersion: document.version, name: document.name, created: document.created, creator: document.tool,
            comment: comment)
        return collector.finish()
    }
}
