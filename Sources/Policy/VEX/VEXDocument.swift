import Documents

extension VEXStatement {
    /// The statements of a VEX document; OpenVEX and CycloneDX are told apart by their content.
    public static func statements(in bytes: [UInt8], file: String) throws(PolicyError) -> [VEXStatement] {
        let root: JSONValue
        do {
            root = try JSONDocument(bytes, limits: DocumentLimits(size: 64 << 20)).root
        } catch {
            throw PolicyError("not JSON: \(error.problem)", file: file, error.position)
        }
        if CycloneDXVEX.isDocument(root) { return try CycloneDXVEX.statements(of: root, file: file) }
        if OpenVEX.isDocument(root) { return try OpenVEX.statements(of: root, file: file) }
        throw PolicyError("neither an OpenVEX nor a CycloneDX document", file: file)
    }
}
