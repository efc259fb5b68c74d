/// The parsers of this room for libFuzzer and mutation tests: any bytes in, no trap, no hang.
public enum GoModFuzz {
    public static func run(_ bytes: UnsafeRawBufferPointer) {
        let file = GoModFile(parsing: bytes)
        _ = ModuleReplacements(file.replacements).replacement(of: file.module?.text ?? "", version: "v1.0.0")
        _ = GoWorkFile(parsing: bytes)
        _ = GoSumFile(parsing: bytes)
        _ = VendorModules(parsing: bytes)
    }
}
