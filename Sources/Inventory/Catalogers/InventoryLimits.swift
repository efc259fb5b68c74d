/// Sizes past which a file is not read; each becomes a note that makes the scan partial.
enum InventoryLimits {
    static let releaseFile = 256 << 10
    static let packageDatabase = 512 << 20
    static let fileList = 64 << 20
    static let copyright = 8 << 20
    static let goBinary = 2 << 30
    static let goModuleFile = 16 << 20
}
