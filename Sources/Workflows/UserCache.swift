/// Where the user's own database and results of earlier scans lie.
enum UserCache {
    /// `DRYDOCK_CACHE_DIR`, else `drydock` in `XDG_CACHE_HOME` (XDG Base Directory Specification: an absolute path, or
    /// none), else `~/.cache/drydock`; nil without a home.
    static var folder: String? {
        if let folder = ProcessFacts.variable("DRYDOCK_CACHE_DIR") { return folder }
        if let cache = ProcessFacts.variable("XDG_CACHE_HOME"), cache.hasPrefix("/") { return cache + "/drydock" }
        return ProcessFacts.variable("HOME").map { $0 + "/.cache/drydock" }
    }
}
