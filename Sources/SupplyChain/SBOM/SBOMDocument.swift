import Documents
import Findings
import Inventory

/// A software bill of materials as the inventory that a scan of the thing itself would have brought.
public struct SBOMDocument: Sendable {
    public var format: SBOMFormat
    /// `1.6`, `2.3`.
    public var specVersion: String?
    /// What it describes.
    public var name: String?
    /// Of what it describes, `sha256:…`.
    public var digest: String?
    /// Name and version of the program that made it.
    public var tool: String?
    /// As written, mostly RFC 3339.
    public var created: String?
    /// `notes` say what could not be taken over.
    public var inventory: Inventory

    /// Reads a document of any of the formats.
    /// - Throws: `SBOMError` with the line, where the document keeps to no format or passes a limit.
    public init(_ bytes: [UInt8], limits: SBOMLimits = SBOMLimits()) throws(SBOMError) {
        guard bytes.count <= limits.size else { throw SBOMError("the document is larger than \(limits.size) bytes") }
        self = SBOMAssembly(try Self.content(bytes, limits: limits)).document()
    }

    private static func content(_ bytes: [UInt8], limits: SBOMLimits) throws(SBOMError) -> SBOMContent {
        let first = bytes.first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }
        switch first {
        case UInt8(ascii: "{"): return try jsonContent(bytes, limits: limits)
        case UInt8(ascii: "<"):
            let content = try CycloneDXXMLReader.read(bytes, limits: limits)
            return content
        default:
            guard bytes.withUnsafeBytes({ SBOMFormat.detect(head: $0) }) == .spdxTagValue else {
                throw SBOMError(
                    "no CycloneDX (JSON, XML) and no SPDX (JSON, tag-value); convert SPDX in YAML, RDF or sheets first")
            }
            return try SPDXTagValueReader.read(bytes, limits: limits)
        }
    }

    private static func jsonContent(_ bytes: [UInt8], limits: SBOMLimits) throws(SBOMError) -> SBOMContent {
        let document: JSONDocument
        do throws(DocumentError) {
            document = try JSONDocument(bytes, limits: limits.document)
        } catch {
            throw SBOMError(error)
        }
        let root = document.root
        if root["bomFormat"]?.string == "CycloneDX" || root["$schema"]?.string?.contains("cyclonedx") == true {
            return try CycloneDXJSONReader.read(root, limits: limits)
        }
        if let version = root["spdxVersion"]?.string {
            guard version.hasPrefix("SPDX-2.") else { throw SBOMError("SPDX version '\(version)' is not known") }
            return try SPDXJSONReader.read(root, limits: limits)
        }
        if root["@graph"] != nil, root["@context"] != nil { return try SPDX3Reader.read(root, limits: limits) }
        throw SBOMError("a JSON document that is neither CycloneDX ('bomFormat') nor SPDX ('spdxVersion')")
    }
}

extension SBOMLimits {
    var document: DocumentLimits { DocumentLimits(size: size, depth: depth, nodes: nodes) }
}

extension SBOMError {
    init(_ error: DocumentError) {
        self.init(error.problem, line: error.position.line, column: error.position.column)
    }
}
