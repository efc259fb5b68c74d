#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Decodes the small JSON documents of images, with errors in the user's words.
enum JSONDocument {
    /// - Throws: `ArtifactError.malformedDocument`, or `.limitExceeded` for a document over `limits.documentBytes`.
    static func decode<T: Decodable>(
        _ type: T.Type, from bytes: [UInt8], name: String, limits: Limits
    ) throws(ArtifactError) -> T {
        guard Int64(bytes.count) <= limits.documentBytes else {
            throw .limitExceeded(
                blob: name, name: "documentBytes", limit: limits.documentBytes, offset: limits.documentBytes)
        }
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch let error as DecodingError {
            throw .malformedDocument(name: name, reason: reason(of: error))
        } catch {
            throw .malformedDocument(name: name, reason: "\(error)")
        }
    }

    private static func reason(of error: DecodingError) -> String {
        func place(_ path: [any CodingKey], _ last: (any CodingKey)? = nil) -> String {
            let keys = (path + (last.map { [$0] } ?? [])).map { key in key.intValue.map { "[\($0)]" } ?? key.stringValue
            }
            return keys.isEmpty ? "the document" : keys.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context): return "\(place(context.codingPath, key)) is missing"
        case .typeMismatch(let type, let context): return "\(place(context.codingPath)) is not a \(type)"
        case .valueNotFound(_, let context): return "\(place(context.codingPath)) is null"
        case .dataCorrupted(let context):
            guard context.codingPath.isEmpty else {
                return "\(place(context.codingPath)): \(context.debugDescription)"
            }
            return "it is not JSON"
        @unknown default: return "it cannot be read"
        }
    }
}
