/// JSON Web Tokens. Source: RFC 7519, RFC 7515 section 7.1.
enum JSONWebToken {
    /// Whether the first part decodes to an object with a JOSE header's members; says who issued it.
    ///
    /// - Parameter asksClaims: a token without any registered claim (RFC 7519 section 4.1) or role is an example.
    static func check(
        _ token: UnsafeRawBufferPointer, _ match: inout SecretMatch, asksClaims: Bool
    ) -> Bool {
        let parts = token.split(separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, let header = Base64.decode(parts[0].filter { $0 != 0x3D }),
            header.first == UInt8(ascii: "{")
        else { return false }
        if header.holds(Array("\"alg\"".utf8)), let claims = Base64.decode(parts[1].filter { $0 != 0x3D }) {
            if let issuer = text(of: "iss", in: claims) { match.evidence.append("issued by \(issuer)") }
            if asksClaims, claims.first == UInt8(ascii: "{"), !registered.contains(where: claims.holds) { return false }
            if claims.holds(Array("\"role\":\"service_role\"".utf8)) { match.evidence.append("a service role") }
        }
        return header.holds(Array("\"alg\"".utf8)) || header.holds(Array("\"typ\"".utf8))
            || header.holds(Array("\"enc\"".utf8))
    }

    private static let registered = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "role", "scope", "scp"].map {
        Array("\"\($0)\"".utf8)
    }

    /// The text of a member without escapes, short enough to show.
    private static func text(of member: String, in object: [UInt8]) -> String? {
        let mark = Array("\"\(member)\":\"".utf8)
        guard object.count > mark.count else { return nil }
        for start in 0..<(object.count - mark.count) where object[start..<(start + mark.count)].elementsEqual(mark) {
            let value = object[(start + mark.count)...].prefix { $0 != 0x22 && $0 >= 0x20 && $0 < 0x7F && $0 != 0x5C }
            return value.isEmpty || value.count > 100 ? nil : String(decoding: value, as: UTF8.self)
        }
        return nil
    }
}
