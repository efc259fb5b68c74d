/// How far something is, in characters.
enum ProgressText {
    /// A bar of 24 columns; dots where the end is not known.
    static func bar(_ done: Int64, _ total: Int64?) -> String {
        let width = 24
        guard let total, total > 0 else { return "[" + String(repeating: "·", count: width) + "]" }
        let filled = Int(min(Double(done) / Double(total), 1) * Double(width))
        return "[" + String(repeating: "█", count: filled) + String(repeating: " ", count: width - filled) + "]"
    }

    /// In units of 2^20 bytes.
    static func megabytes(_ bytes: Int64) -> String {
        let tenths = (bytes * 10) >> 20
        return "\(tenths / 10).\(tenths % 10) MB"
    }
}
