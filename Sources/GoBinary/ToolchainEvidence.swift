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
        let size = file.pointerSize
        let step = UInt64(size)
        for range in file.withoutRepetition(file.segments.lazy.filter(\.isWritable)) {
            let skew = (file.address(ofOffset: range.lowerBound) ?? 0) % step
            var offset = UInt64(range.lowerBound) + (skew == 0 ? 0 : step - skew)
            let end = UInt64(range.upperBound)
            while offset + 2 * step <= end {
                if let length = file.view.word(offset + step, size: size), Self.versionLengths.contains(length),
                    let target = file.view.word(offset, size: size), let version = version(at: target, length: length)
                {
                    found.insert(version)
                }
                offset += step
            }
        }
        if found.isEmpty {
            file.forEachRelocation { address, target in
                guard let offset = file.offset(ofAddress: clampedSum(address, step), count: step),
                    let length = file.view.word(offset, size: size), Self.versionLengths.contains(length),
                    let version = version(at: target, length: length)
                else { return true }
                found.insert(version)
                return true
            }
        }
        return found.filter { Self.fits($0, layout) }.max { Self.minor($0) < Self.minor($1) }
    }

    private func version(at address: UInt64, length: UInt64) -> String? {
        guard let offset = file.offset(ofAddress: address, count: length), file.view.matches("go1.", at: offset),
            let range = file.view.range(offset, length)
        else { return nil }
        let text = file.view.bytes[range]
        // `go1.` and a digit, then what toolchain names hold.
        guard length > 4, text[range.lowerBound + 4].isDigit,
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
