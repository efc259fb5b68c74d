import Documents

/// The readers of bills of materials for libFuzzer and mutation tests: any bytes in, no trap, no hang.
public enum SBOMFuzz {
    public static func run(_ bytes: UnsafeRawBufferPointer) {
        _ = SBOMFormat.detect(head: bytes)
        var limits = SBOMLimits()
        limits.size = 16 << 20
        _ = try? SBOMDocument(Array(bytes), limits: limits)
    }

    /// XML of any kind.
    public static func xml(_ bytes: UnsafeRawBufferPointer) {
        guard let root = try? XMLTree(Array(bytes), limits: SBOMLimits().document).root else { return }
        var open = [root]
        while let element = open.popLast() {
            _ = element.text.count + (element.attribute("name")?.count ?? 0)
            open += element.children
        }
    }
}
