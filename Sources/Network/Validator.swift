/// What tells one version of a resource from another. RFC 9110, section 8.8.
public struct Validator: Sendable, Hashable, Codable {
    /// With its quotes, and `W/` where it is weak.
    public var entityTag: String?
    /// As the server wrote it.
    public var lastModified: String?

    public init(entityTag: String? = nil, lastModified: String? = nil) {
        self.entityTag = entityTag
        self.lastModified = lastModified
    }

    /// Nil if the response says nothing of its version.
    public init?(_ headers: HeaderFields) {
        entityTag = headers["ETag"]
        lastModified = headers["Last-Modified"]
        if entityTag == nil, lastModified == nil { return nil }
    }

    /// What stands in `If-Range`: only a strong validator holds for a part. RFC 9110, section 13.1.5.
    var forRange: String? {
        if let entityTag { return entityTag.hasPrefix("W/") ? nil : entityTag }
        return lastModified
    }

    func makeConditional(_ headers: inout HeaderFields) {
        if let entityTag { headers["If-None-Match"] = entityTag }
        if let lastModified { headers["If-Modified-Since"] = lastModified }
    }
}
