/// Private keys in PEM armour. Source: RFC 7468; RFC 4880 section 6.2 for OpenPGP's.
enum PEM {
    /// Whether the armour holds a body: base64 that decodes, or headers of an encrypted one.
    static func holdsKey(_ armour: UnsafeRawBufferPointer, _ match: inout SecretMatch, isStrict: Bool) -> Bool {
        guard isStrict else { return true }
        var body: [UInt8] = []
        var at = 0
        // Past the first line, which ends with five dashes.
        var dashes = 0
        var seenWord = false
        while at < armour.count {
            let byte = armour[at]
            at += 1
            if byte == UInt8(ascii: "-") {
                dashes += 1
                if seenWord, dashes >= 5 { break }
            } else {
                dashes = 0
                seenWord = true
            }
        }
        var isHeader = false
        while at < armour.count {
            let byte = armour[at]
            if byte == UInt8(ascii: "-") { break }
            if byte == UInt8(ascii: ":") { isHeader = true }
            if byte == UInt8(ascii: "\\"), at + 1 < armour.count {
                // `\n` of a string in JSON or a program.
                if isHeader { body.removeAll() }
                isHeader = false
                at += 2
                continue
            }
            if byte == 0x0A {
                if isHeader { body.removeAll() }
                isHeader = false
            } else if ByteSet.alphanumerics.contains(byte) || byte == 0x2B || byte == 0x2F {
                body.append(byte)
            }
            at += 1
        }
        // A PKCS#8 Ed25519 key is 64 characters.
        guard body.count >= 60 else { return false }
        return body.withUnsafeBytes { !Randomness.isPlaceholder($0) && Randomness.entropy($0) > 3.5 }
    }
}
