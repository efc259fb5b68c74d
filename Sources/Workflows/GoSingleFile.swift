import GoRules

extension GoCodeScanner {
    /// Bytes of a single file of source.
    static var fileLimit: Int { 64 << 20 }

    /// Scans one file, under its name alone, as findings of it have it.
    /// - Parameter bytes: its content; nil: as it is on disk.
    /// - Throws: for a file that cannot be read, or is no text.
    func scan(file path: String, bytes: [UInt8]? = nil) throws(WorkflowError) -> GoScanResult {
        // Not by `??`, which forgets the type of what its right side throws.
        let content = if let bytes { bytes } else { try FileBytes.read(path, limit: Self.fileLimit) }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw WorkflowError("is no UTF-8 text", subject: path)
        }
        return scan(files: [path.split(separator: "/").last.map(String.init) ?? path: text])
    }
}
