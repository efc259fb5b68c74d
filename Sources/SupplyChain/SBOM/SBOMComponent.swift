/// One component as a document of any format has it.
struct SBOMComponent {
    enum Role {
        case package
        /// What the document is about.
        case subject
        case operatingSystem
        /// A file of the target, or a program that only stands for its parts (Trivy's `usr/bin/app`).
        case file
    }

    var reference: String
    var role = Role.package
    var name = ""
    var version = ""
    var purl: String?
    var cpes: [String] = []
    var licences: [String] = []
    /// In their order; a name may stand several times.
    var properties: [(name: String, value: String)] = []
    /// Paths, with the digest of the layer where one is named.
    var places: [(path: String, layer: String?)] = []
    /// Digest of the subject, `sha256:…`.
    var digest: String?
    var description: String?

    func property(_ name: String) -> String? {
        properties.first { $0.name == name }?.value
    }
}

/// What a reader of one format brings.
struct SBOMContent {
    var format: SBOMFormat
    var specVersion: String?
    var name: String?
    var tool: String?
    var created: String?
    var components: [SBOMComponent] = []
    /// References of what each reference needs.
    var dependencies: [String: [String]] = [:]
    /// References of what each reference is made of: an OS package its Go modules, a program its parts.
    var contents: [String: [String]] = [:]
    /// Why the scan that made the document was partial.
    var partialReasons: [String] = []
    var notes: [String] = []
}
