/// The health check of gRPC (grpc/health/v1) over HTTP/2 by hand (RFC 9113): one stream, one message.
enum GRPCProbe {
    static let frameLimit = 1 << 20

    enum FrameType: UInt8 {
        case data = 0
        case headers = 1
        case reset = 3
        case settings = 4
        case ping = 6
        case goAway = 7
    }

    static func run(_ request: ProbeRequest, _ deadline: Deadline) throws(ProbeError) -> ProbeOutcome {
        let connection = try Connection.open(for: request, speaking: "h2", deadline)
        try connection.send(opening(request))
        let name =
            request.target.path.isEmpty
            ? request.target.authority : "\(request.target.authority) \(request.target.path)"
        var bytes: [UInt8] = []
        var message: [UInt8] = []
        while true {
            while bytes.count < 9 { try receive(connection, &bytes) }
            let length = Int(bytes[0]) << 16 | Int(bytes[1]) << 8 | Int(bytes[2])
            guard length <= frameLimit else { throw ProbeError("the answer is no HTTP/2") }
            while bytes.count < 9 + length { try receive(connection, &bytes) }
            let flags = bytes[4]
            let stream = (Int(bytes[5]) & 0x7F) << 24 | Int(bytes[6]) << 16 | Int(bytes[7]) << 8 | Int(bytes[8])
            let payload = Array(bytes[9..<(9 + length)])
            let type = FrameType(rawValue: bytes[3])
            bytes.removeFirst(9 + length)
            switch type {
            case .settings where flags & 1 == 0: try connection.send(frame(.settings, flags: 1, stream: 0, []))
            case .ping where flags & 1 == 0: try connection.send(frame(.ping, flags: 1, stream: 0, payload))
            case .goAway: throw ProbeError("closes the connection")
            case .reset where stream == 1: throw ProbeError("refuses the call")
            case .data where stream == 1:
                message += withoutPadding(payload, flags)
                if let status = status(in: message) {
                    return status == 1
                        ? .healthy("\(name) is serving")
                        : .unhealthy(
                            "\(name) is \(status == 2 ? "not serving" : status == 3 ? "unknown" : "in state \(status)")"
                        )
                }
                guard message.count <= frameLimit, flags & 1 == 0 else { throw ProbeError("answers with no message") }
            case .headers where stream == 1 && flags & 1 != 0:
                return .unhealthy("\(name) has no health service, or does not know this one")
            default: break
            }
        }
    }

    private static func receive(_ connection: borrowing Connection, _ bytes: inout [UInt8]) throws(ProbeError) {
        let more = try connection.receive()
        guard !more.isEmpty else { throw ProbeError("closes without an answer") }
        bytes += more
        // The beginning of an HTTP/1 answer would be read as a very long frame.
        if bytes.starts(with: "HTTP/1".utf8) { throw ProbeError("speaks HTTP/1, not gRPC") }
    }

    static func opening(_ request: ProbeRequest) -> [UInt8] {
        var fields: [(name: String, value: String)] = [
            (":method", "POST"), (":scheme", request.target.usesTLS ? "https" : "http"),
            (":path", "/grpc.health.v1.Health/Check"),
            (":authority", request.target.authority), ("content-type", "application/grpc"), ("te", "trailers"),
            ("user-agent", "drydock-probe"),
        ]
        fields += request.headers.map { (Resolver.lowercased($0.name), $0.value) }
        var block: [UInt8] = []
        for (name, value) in fields {
            // Literal field without indexing, new name (RFC 7541, 6.2.2), no Huffman code.
            block.append(0)
            block += string(name) + string(value)
        }
        let service = Array(request.target.path.utf8)
        var message: [UInt8] = []
        if !service.isEmpty { message = [0x0A] + varint(service.count) + service }
        let size = message.count
        let prefix: [UInt8] = [0] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) }
        return Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(.settings, flags: 0, stream: 0, [])
            + frame(.headers, flags: 4, stream: 1, block) + frame(.data, flags: 1, stream: 1, prefix + message)
    }

    static func frame(_ type: FrameType, flags: UInt8, stream: UInt8, _ payload: [UInt8]) -> [UInt8] {
        let size = payload.count
        return [16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) } + [type.rawValue, flags, 0, 0, 0, stream]
            + payload
    }

    /// RFC 7541, 5.2: the length in a prefix of 7 bits.
    static func string(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return (bytes.count < 127 ? [UInt8(bytes.count)] : [127] + varint(bytes.count - 127)) + bytes
    }

    static func varint(_ number: Int) -> [UInt8] {
        var rest = number
        var bytes: [UInt8] = []
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    static func withoutPadding(_ payload: [UInt8], _ flags: UInt8) -> ArraySlice<UInt8> {
        guard flags & 8 != 0, let padding = payload.first else { return payload[...] }
        return payload.dropFirst().dropLast(Int(padding))
    }

    /// HealthCheckResponse's status (field 1); 0 where it is left out; nil while the message is not whole.
    static func status(in message: [UInt8]) -> UInt64? {
        guard message.count >= 5 else { return nil }
        let size = message[1..<5].reduce(0) { $0 << 8 | Int($1) }
        guard message.count - 5 >= size else { return nil }
        var fields = message[5..<(5 + size)]
        func varint() -> UInt64? {
            var value: UInt64 = 0
            var shift: UInt64 = 0
            while let byte = fields.popFirst(), shift < 64 {
                value |= UInt64(byte & 0x7F) << shift
                if byte & 0x80 == 0 { return value }
                shift += 7
            }
            return nil
        }
        while !fields.isEmpty {
            guard let tag = varint() else { return 0 }
            switch tag & 7 {
            case 0:
                guard let value = varint() else { return 0 }
                if tag >> 3 == 1 { return value }
            case 1: fields = fields.dropFirst(8)
            case 2:
                guard let size = varint(), size <= UInt64(fields.count) else { return 0 }
                fields = fields.dropFirst(Int(size))
            case 5: fields = fields.dropFirst(4)
            default: return 0
            }
        }
        return 0
    }
}
