import Documents

extension JSONValue {
    /// The elements of nothing.
    static let noElements: Elements = {
        // An empty array is always well formed; a string has no elements either.
        let empty = try? JSONDocument(Array("[]".utf8))
        guard let empty else { preconditionFailure("an empty array is JSON") }
        return empty.root.elements
    }()

    var strings: [String] { elements.compactMap(\.string) }

    var day: String? { string.flatMap { Day($0) }?.description }
}

extension JSONValue? {
    var elements: JSONValue.Elements { self?.elements ?? JSONValue.noElements }
    var strings: [String] { self?.strings ?? [] }
    var day: String? { self?.day }
}
