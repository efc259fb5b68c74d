/// What a Go binary says of its own making.
public struct GoBuildInfo: Sendable, Hashable {
    /// How much is known of the toolchain.
    public enum Toolchain: Sendable, Hashable {
        /// Written in the build information: `go1.22.3`.
        case stated(String)
        /// No build information, but the string that `runtime.Version()` returns was found.
        case found(String)
        /// Only the layout of the function table, which these versions share; open upwards where `newest` is nil.
        case between(oldest: String, newest: String?)
    }

    /// One `-flag=value` or `NAME=value` of the build.
    public struct Setting: Sendable, Hashable {
        public var key: String
        public var value: String

        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    public var toolchain: Toolchain
    /// Import path of the main package; nil in builds without modules, where the linker wrote none.
    public var path: String?
    public var main: GoModule?
    /// In the order of the binary, which is by path.
    public var dependencies: [GoModule]
    /// In the order of the binary.
    public var settings: [Setting]
    public var executable: ExecutableSummary
    /// Whether the binary carries the list of modules; false for builds in GOPATH mode, before Go 1.12, or where it
    /// was removed.
    public var hasModuleList: Bool
    /// What could not be read, in words; the rest stands.
    public var notes: [String]
    /// Values like versions of variables that the linker set; looked for only where the main module does not state its
    /// version and the linker's flags are not recorded. Sorted.
    public var versionsSetByLinker: [String] = []

    public init(
        toolchain: Toolchain, path: String? = nil, main: GoModule? = nil, dependencies: [GoModule] = [],
        settings: [Setting] = [], executable: ExecutableSummary, hasModuleList: Bool = false, notes: [String] = []
    ) {
        self.toolchain = toolchain
        self.path = path
        self.main = main
        self.dependencies = dependencies
        self.settings = settings
        self.executable = executable
        self.hasModuleList = hasModuleList
        self.notes = notes
    }

    /// `go1.22.3`, as far as it is known exactly.
    public var goVersion: String? {
        switch toolchain {
        case .stated(let version), .found(let version): version
        case .between: nil
        }
    }

    /// The value of a setting: `GOOS`, `-ldflags`, `vcs.revision`.
    public func setting(_ key: String) -> String? {
        settings.first { $0.key == key }?.value
    }
}

/// One module that was linked in.
public struct GoModule: Sendable, Hashable {
    public var path: String
    /// `v1.2.3`; `(devel)` for a main module built from a folder.
    public var version: String
    /// `h1:…` from go.sum.
    public var sum: String?
    /// What go.mod put in its place; its code is what runs.
    public var replacement: Replacement?

    /// A module version, or a folder (a path that starts with `.` or `/`, version `(devel)`).
    public struct Replacement: Sendable, Hashable {
        public var path: String
        public var version: String
        public var sum: String?

        public init(path: String, version: String, sum: String? = nil) {
            self.path = path
            self.version = version
            self.sum = sum
        }

        public var isFolder: Bool {
            path.hasPrefix(".") || path.hasPrefix("/") || path.dropFirst().hasPrefix(":\\")
        }
    }

    public init(path: String, version: String, sum: String? = nil, replacement: Replacement? = nil) {
        self.path = path
        self.version = version
        self.sum = sum
        self.replacement = replacement
    }
}
