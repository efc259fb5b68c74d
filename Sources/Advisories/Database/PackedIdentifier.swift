/// Ids in few bytes: CVE and GO ids as year and number, GHSA and CGA ids as a number in base 20, others as text.
enum PackedIdentifier {
    private static let text: UInt8 = 0, cve: UInt8 = 1, go: UInt8 = 2, ghsa: UInt8 = 3, cga: UInt8 = 4

    /// The characters of GHSA and CGA ids.
    private static let alphabet = Array("23456789cfghjmpqrvwx".utf8)

    static func pack(_ id: String) -> [UInt8] {
        var writer = FactWriter()
        if let (year, number) = VulnerabilityIdentifier.cve(id), name("CVE", year, number) == id {
            writer.byte(cve)
            writer.byte(UInt8(truncatingIfNeeded: year - 1980))
            writer.number(number)
        } else if id.hasPrefix("GO-"), let (year, number) = VulnerabilityIdentifier.cve("CVE-" + id.dropFirst(3)),
            name("GO", year, number) == id
        {
            writer.byte(go)
            writer.byte(UInt8(truncatingIfNeeded: year - 1980))
            writer.number(number)
        } else if let (kind, value) = twelve(id) {
            writer.byte(kind)
            for shift in 0..<7 { writer.byte(UInt8(truncatingIfNeeded: value >> (8 * UInt64(shift)))) }
        } else {
            writer.byte(text)
            writer.text(id)
        }
        return writer.bytes
    }

    static func unpack(_ reader: inout FactReader) throws(FactDamage) -> String {
        let kind = try reader.byte()
        switch kind {
        case text: return try reader.text()
        case cve, go:
            let year = Int(try reader.byte()) + 1980
            return name(kind == cve ? "CVE" : "GO", year, try reader.number())
        case ghsa, cga:
            var value: UInt64 = 0
            for shift in 0..<7 { value |= UInt64(try reader.byte()) << (8 * UInt64(shift)) }
            let prefix: StaticString = kind == ghsa ? "GHSA-" : "CGA-"
            let start = prefix.utf8CodeUnitCount
            return String(unsafeUninitializedCapacity: start + 14) { buffer in
                for place in 0..<start { buffer[place] = prefix.utf8Start[place] }
                for index in (0..<12).reversed() {
                    buffer[start + index + index / 4] = alphabet[Int(value % 20)]
                    value /= 20
                }
                buffer[start + 4] = UInt8(ascii: "-")
                buffer[start + 9] = UInt8(ascii: "-")
                return start + 14
            }
        default: throw FactDamage()
        }
    }

    /// A key by which a CVE is found: the year above, the number below.
    static func key(ofCVE id: String) -> Int64? {
        guard let (year, number) = VulnerabilityIdentifier.cve(id), name("CVE", year, number) == id else { return nil }
        return Int64(year) << 40 | Int64(number)
    }

    static func cve(ofKey key: Int64) -> String {
        name("CVE", Int(truncatingIfNeeded: key >> 40), Int(truncatingIfNeeded: key & 0xff_ffff_ffff))
    }

    /// `CVE-2024-0001`: the number has four digits at least.
    private static func name(_ prefix: StaticString, _ year: Int, _ number: Int) -> String {
        let start = prefix.utf8CodeUnitCount
        var digits = 4
        var rest = number / 10_000
        while rest > 0 {
            digits += 1
            rest /= 10
        }
        // Exactly as long as it will be: up to 15 bytes lie within the string itself, without an allocation.
        return String(unsafeUninitializedCapacity: start + 6 + digits) { buffer in
            for place in 0..<start { buffer[place] = prefix.utf8Start[place] }
            func put(_ value: Int, _ digits: Int, at offset: Int) {
                var rest = value
                for place in (offset..<(offset + digits)).reversed() {
                    buffer[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                    rest /= 10
                }
            }
            buffer[start] = UInt8(ascii: "-")
            put(year, 4, at: start + 1)
            buffer[start + 5] = UInt8(ascii: "-")
            put(number, digits, at: start + 6)
            return start + 6 + digits
        }
    }

    private static func twelve(_ id: String) -> (kind: UInt8, value: UInt64)? {
        let kind: UInt8
        let start: Int
        if id.hasPrefix("GHSA-") {
            (kind, start) = (ghsa, 5)
        } else if id.hasPrefix("CGA-") {
            (kind, start) = (cga, 4)
        } else {
            return nil
        }
        let characters = Array(id.utf8.dropFirst(start))
        guard characters.count == 14 else { return nil }
        var value: UInt64 = 0
        for (index, character) in characters.enumerated() {
            if index == 4 || index == 9 {
                guard character == UInt8(ascii: "-") else { return nil }
            } else {
                guard let digit = alphabet.firstIndex(of: character) else { return nil }
                value = value * 20 + UInt64(digit)
            }
        }
        return (kind, value)
    }
}
