/// One entry for each parser of this room, for libFuzzer and the mutation tests: any bytes in, no trap, no hang.
public enum GoBinaryFuzzEntry {
    /// A whole program of any format, its build information and its function table.
    public static func program(_ bytes: UnsafeRawBufferPointer) {
        _ = GoBinaryInspection(inspecting: bytes)
        functions(GoFunctionTable(content: bytes))
    }

    /// The text of the module list.
    public static func buildInfo(_ bytes: UnsafeRawBufferPointer) {
        let list = ModuleListReader(ByteView(bytes: bytes))
        _ = list.dependencies.count
    }

    public static func elf(_ bytes: UnsafeRawBufferPointer) {
        container(.elf, bytes)
    }

    public static func machO(_ bytes: UnsafeRawBufferPointer) {
        container(.machO, bytes)
    }

    public static func pe(_ bytes: UnsafeRawBufferPointer) {
        container(.pe, bytes)
    }

    /// A function table alone.
    public static func functionTable(_ bytes: UnsafeRawBufferPointer) {
        functions(GoFunctionTable(bytes) { _ in nil })
    }

    private static func container(_ format: ExecutableFormat, _ bytes: UnsafeRawBufferPointer) {
        guard let file = try? Executable(format, bytes) else { return }
        _ = BuildInfoReader(file).block()
        _ = ToolchainEvidence(file).toolchain()
        _ = file.pointer(atAddress: file.segments.first?.address ?? 0)
    }

    private static func functions(_ table: GoFunctionTable?) {
        guard let table else { return }
        for index in 0..<min(table.count, 64) {
            if let function = table[index] { _ = GoSymbol(function.name) }
        }
        _ = table.index(ofAddress: table.address(at: table.count / 2) ?? 0)
        var seen = 0
        table.forEachLinkedName { _ in
            seen += 1
            return seen < 64
        }
    }
}
