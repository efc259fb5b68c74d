/// UTF-16 as UTF-8, in pieces: secrets are ASCII, so that what is not becomes `?`.
struct WideText {
    let isBigEndian: Bool
    private var pending: UInt8?
    private var out: [UInt8] = []

    init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

    mutating func feed(_ piece: UnsafeRawBufferPointer, give: (UnsafeRawBufferPointer) -> Void) {
        out.removeAll(keepingCapacity: true)
        for byte in piece {
            guard let first = pending else {
                pending = byte
                continue
            }
            pending = nil
            let high = isBigEndian ? first : byte
            let low = isBigEndian ? byte : first
            out.append(high == 0 && low < 0x80 ? low : UInt8(ascii: "?"))
        }
        out.withUnsafeBytes { give($0) }
    }

    mutating func finish(give: (UnsafeRawBufferPointer) -> Void) { pending = nil }
}
