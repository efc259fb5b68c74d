/// The formats of software bills of materials that are read.
public enum SBOMFormat: String, Sendable, Hashable, CaseIterable {
    case cycloneDXJSON = "CycloneDX JSON"
    case cycloneDXXML = "CycloneDX XML"
    case spdxJSON = "SPDX JSON"
    case spdxTagValue = "SPDX tag-value"
    /// SPDX 3 as JSON-LD.
    case spdx3JSON = "SPDX 3 JSON"

    /// Bytes of a file that tell its format, mostly.
    public static let headSize = 4096

    /// The format that the first bytes of a file announce; nil for everything else.
    public static func detect(head: UnsafeRawBufferPointer) -> SBOMFormat? {
        var text = head.prefix(headSize)[...]
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
        text = text.drop { $0 <= 0x20 }
        switch text.first {
        case UInt8(ascii: "{"):
            if contains(text, "\"bomFormat\"") || contains(text, "cyclonedx.org/schema/bom") { return .cycloneDXJSON }
            if contains(text, "spdx.org/rdf/3") { return .spdx3JSON }
            return contains(text, "\"spdxVersion\"") || contains(text, "\"SPDXID\"") ? .spdxJSON : nil
        case UInt8(ascii: "<"):
            return contains(text, "cyclonedx.org/schema/bom/") && contains(text, "bom") ? .cycloneDXXML : nil
        default:
            // Comments may stand in front.
            for line in text.split(separator: 0x0A, maxSplits: 64) where !line.isEmpty && line.first != 0x23 {
                if line.allSatisfy({ $0 <= 0x20 }) { continue }
                return line.starts(with: "SPDXVersion:".utf8) ? .spdxTagValue : nil
            }
            return nil
        }
    }

    private static func contains(_ text: Slice<UnsafeRawBufferPointer>, _ word: String) -> Bool {
        let word = Array(word.utf8)
        guard text.count >= word.count, let first = word.first else { return false }
        var rest = text
        while let hit = rest.firstIndex(of: first) {
            if rest[hit...].starts(with: word) { return true }
            rest = rest[(hit + 1)...]
        }
        return false
    }
}

/// Why a document could not be read as a bill of materials.
public struct SBOMError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in one sentence.
    public var problem: String
    /// From 1; absent where the document as a whole is meant.
    public var line: Int?
    public var column: Int?

    public init(_ problem: String, line: Int? = nil, column: Int? = nil) {
        self.problem = problem
        self.line = line
        self.column = column
    }

    public var description: String {
        guard let line else { return problem }
        return column.map { "line \(line), column \($0): \(problem)" } ?? "line \(line): \(problem)"
    }
}

/// What a bill of materials may ask of us.
public struct SBOMLimits: Sendable, Hashable {
    /// Bytes of the document.
    public var size = 512 << 20
    /// Containers or elements within each other.
    public var depth = 256
    /// Values, or elements and attributes, together.
    public var nodes = 32 << 20
    /// Packages of the document.
    public var components = 2_000_000

    public init() {}
}
