#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A numeric IPv4 or IPv6 address, as bytes in network order.
struct IPAddress: Sendable, Hashable {
    let bytes: [UInt8]

    /// Nil for anything that is no numeric address (a host name, an address with a zone).
    init?(_ text: String) {
        var four = [UInt8](repeating: 0, count: 4)
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = four
            return
        }
        var sixteen = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, text, &sixteen) == 1 else { return nil }
        // ::ffff:a.b.c.d is the IPv4 address in other clothes.
        let isMapped = sixteen[..<10].allSatisfy { $0 == 0 } && sixteen[10] == 0xFF && sixteen[11] == 0xFF
        bytes = isMapped ? Array(sixteen[12...]) : sixteen
        wasMapped = isMapped
    }

    private var wasMapped = false

    var isVersion6: Bool { bytes.count == 16 || wasMapped }

    var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes[..<15].allSatisfy { $0 == 0 } && bytes[15] == 1
    }

    /// Whether the first `bits` bits are those of `network`.
    func isWithin(_ network: IPAddress, bits: Int) -> Bool {
        guard bytes.count == network.bytes.count, (0...bytes.count * 8).contains(bits) else { return false }
        for index in 0..<(bits / 8) where bytes[index] != network.bytes[index] { return false }
        guard bits % 8 != 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> (bits % 8))
        return bytes[bits / 8] & mask == network.bytes[bits / 8] & mask
    }
}

extension HTTPURL {
    /// Whether the server is this machine: `localhost`, a name under it, or a loopback address.
    public var isLoopback: Bool {
        socket != nil || host == "localhost" || host.hasSuffix(".localhost") || IPAddress(host)?.isLoopback == true
    }
}
