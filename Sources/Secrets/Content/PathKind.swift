/// What a file's name tells of its content.
enum PathKind {
    /// Lock files and checksum lists: random values that are no secrets, given to names.
    static func isListOfChecksums(_ path: String) -> Bool {
        let name = lastPart(path)
        return lockFiles.contains(name)
            || endings.contains { name.utf8.count > $0.utf8.count && name.hasSuffix($0) }
    }

    private static let lockFiles: Set<String> = [
        "go.sum", "go.work.sum", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml",
        "Cargo.lock", "poetry.lock", "Pipfile.lock", "composer.lock", "Gemfile.lock", "uv.lock", "flake.lock",
        "deno.lock", "bun.lock", "Podfile.lock", "mix.lock", "RECORD", "SHA256SUMS", "SHA512SUMS", "MD5SUMS",
        "Packages", "Release", "Sources", "Manifest.toml", "packages.lock.json", "gradle.lockfile", "pubspec.lock",
    ]

    private static let endings = [
        ".md5sums", ".sha256", ".sha512", ".sums", ".po", ".svg", ".min.js", ".js.map", ".css",
    ]

    static func isProgram(_ path: String) -> Bool {
        let name = lastPart(path)
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
        return programs.contains(String(name[name.index(after: dot)...]))
    }

    private static let programs: Set<String> = [
        "go", "py", "js", "mjs", "cjs", "ts", "tsx", "jsx", "java", "kt", "scala", "c", "h", "cc", "cpp", "hpp", "cs",
        "rs",
        "rb", "php", "swift", "m", "pl", "pm", "lua", "dart", "ex", "exs", "hs", "clj", "vue", "pyi", "pyx", "groovy",
    ]

    /// `libx.so`, `libx.so.3.1`.
    static func isSharedLibrary(_ path: String) -> Bool {
        let name = lastPart(path)
        return name.hasSuffix(".so") || name.contains(".so.")
    }

    static func lastPart(_ path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return String(path[path.index(after: slash)...])
    }
}
