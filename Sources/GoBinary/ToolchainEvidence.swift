/// Tells the toolchain of a Go program that carries no build information.
struct ToolchainEvidence {
    private let file: Executable

    private static let versionLengths = UInt64(4)...64

    init(_ file: Executable) {
        self.file = file
    }

    /// Nil when nothing shows that the program is Go.
    func toolchain() -> GoBuildInfo.Toolchain? {
        guard let table = FunctionTableFinder(file).table() else { return nil }
        let range = table.layout.versions
        if let version = runtimeVersion(of: table.layout) { return .found(version) }
        return .between(oldest: range.oldest, newest: range.newest)
    }

    /// `runtime.buildVersion` is a string variable: a pointer and a length in writable data, the pointer to a text that
    /// starts with `go1.`. Of several such variables, one that fits the layout of the function table is it.
    private func runtimeVersion(of layout: GoFunctionTable.Layout) -> String? {
        var found = Set<String>()
        StringVariables(file).forEach(lengths: Self.versionLengths) { text in
            if let version = version(text) { found.insert(version) }
        } isEnough: {
            !found.isEmpty
        }
        return found.filter { Self.fits($0, layout) }.max { Self.minor($0) < Self.minor($1) }
    }

    private func version(_ range: Range<Int>) -> String? {
        guard file.view.matches("go1.", at: UInt64(range.lowerBound)) else { return nil }
        let text = file.view.bytes[range]
        // `go1.` and a digit, then what toolchain names hold.
        guard range.count > 4, text[range.lowerBound + 4].isDigit,
            text.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "%") })
        else { return nil }
        return file.view.text(range)
    }

    /// 12 of `go1.12.3`.
    static func minor(_ version: String) -> Int {
        Int(version.utf8.dropFirst(4).prefix { $0.isDigit }.reduce(0) { min($0 * 10 + Int($1 - 48), 1_000_000) })
    }

    private static func fits(_ version: String, _ layout: GoFunctionTable.Layout) -> Bool {
        let range = layout.versions
        return minor(version) >= minor(range.oldest) && range.newest.map { minor(version) <= minor($0) } ?? true
    }
}

extension UInt8 {
    var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
}
