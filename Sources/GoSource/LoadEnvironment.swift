extension LoadOptions {
    /// What the go command would take from the environment: GOOS, GOARCH, CGO_ENABLED, GOFLAGS (`-tags`), GOPATH,
    /// GOMODCACHE and GOROOT.
    public static func environment(_ variables: [String: String]) -> LoadOptions {
        var options = LoadOptions()
        func value(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let system = value("GOOS") { options.context.goos = system }
        if let architecture = value("GOARCH") { options.context.goarch = architecture }
        if value("CGO_ENABLED") == "0" { options.context.isCgoEnabled = false }
        for flag in (value("GOFLAGS") ?? "").split(separator: " ") {
            for prefix in ["-tags=", "--tags="] where flag.hasPrefix(prefix) {
                let tags = flag.dropFirst(prefix.utf8.count).split(separator: ",").map(String.init)
                options.context.tags.formUnion(tags)
            }
        }
        // GOPATH is a list; the first entry holds the module cache.
        options.goPath =
            value("GOPATH")?.split(separator: ":").first.map(String.init) ?? value("HOME").map { joined($0, "go") }
        options.moduleCache = value("GOMODCACHE")
        options.goRoot = value("GOROOT")
        return options
    }
}
