/// The name of a source package's file, as rpm's `SOURCERPM` has it.
public enum RpmSource {
    /// `bash-5.1.8-6.el9.src.rpm`: the last two dashes part name, version and release.
    public static func parse(_ file: String) -> (name: String, version: String)? {
        var rest = file[...]
        for ending in [".src.rpm", ".nosrc.rpm"] where rest.hasSuffix(ending) { rest = rest.dropLast(ending.count) }
        guard let release = rest.lastIndex(of: "-"), let version = rest[..<release].lastIndex(of: "-"),
            version > rest.startIndex
        else { return nil }
        return (String(rest[..<version]), String(rest[rest.index(after: version)...]))
    }
}
