/// HTTP/1.1 by hand (RFC 9112): one request, one answer, the connection closed.
enum HTTPProbe {
    static let headLimit = 64 << 10
    static let bodyLimit = 1 << 20

    static func run(_ request: ProbeRequest, _ deadline: Deadline) throws(ProbeError) -> ProbeOutcome {
        let connection = try Connection.open(for: request, speaking: "http/1.1", deadline)
        try connection.send(message(request))
        var bytes: [UInt8] = []
        var head = try receiveHead(connection, &bytes)
        // What comes before the answer: 100 Continue, 103 Early Hints.
        while (100...199).contains(head.status) && head.status != 101 {
            bytes.removeFirst(head.length)
            head = try receiveHead(connection, &bytes)
        }
        let status = head.status
        guard request.statuses.contains(where: { $0.contains(status) }) else {
            return .unhealthy("\(request.target.authority)\(request.target.path) answers \(status)")
        }
        if let wanted = request.bodyContains {
            let start = head.length
            while bytes.count - start < bodyLimit {
                let more = try connection.receive()
                if more.isEmpty { break }
                bytes += more
                if contains(wanted, body: bytes[start...], isChunked: head.isChunked) { break }
            }
            guard contains(wanted, body: bytes[start...], isChunked: head.isChunked) else {
                return .unhealthy(
                    "\(request.target.authority)\(request.target.path) answers \(status) without “\(wanted)”")
            }
        }
        return .healthy("\(request.target.authority)\(request.target.path) answers \(status)")
    }

    static func message(_ request: ProbeRequest) -> [UInt8] {
        let target = request.target
        var text = "\(request.method) \(target.path) HTTP/1.1\r\n"
        let given = Set(request.headers.map { Resolver.lowercased($0.name) })
        for (name, value) in [("Host", target.authority), ("User-Agent", "drydock-probe"), ("Accept", "*/*")]
        where !given.contains(Resolver.lowercased(name)) {
            text += "\(name): \(value)\r\n"
        }
        if !["GET", "HEAD", "OPTIONS"].contains(request.method), !given.contains("content-length") {
            text += "Content-Length: 0\r\n"
        }
        for (name, value) in request.headers { text += "\(name): \(value)\r\n" }
        return Array((text + "Connection: close\r\n\r\n").utf8)
    }

    struct Head {
        var status: Int
        var isChunked: Bool
        /// Bytes up to the body.
        var length: Int
    }

    private static func receiveHead(_ connection: borrowing Connection, _ bytes: inout [UInt8]) throws(ProbeError)
        -> Head
    {
        while true {
            if let head = try head(in: bytes) { return head }
            guard bytes.count < headLimit else { throw ProbeError("the head of the answer does not end") }
            let more = try connection.receive()
            guard !more.isEmpty else {
                throw ProbeError(bytes.isEmpty ? "closes without an answer" : "closes within the head of its answer")
            }
            bytes += more
        }
    }

    /// nil: more is to come.
    static func head(in bytes: [UInt8]) throws(ProbeError) -> Head? {
        let start = Array("HTTP/1.".utf8)
        guard bytes.prefix(start.count).elementsEqual(start.prefix(bytes.count)) else {
            throw ProbeError("the answer is no HTTP/1")
        }
        var lines: [ArraySlice<UInt8>] = []
        var lineStart = 0
        for index in bytes.indices where bytes[index] == 0x0A {
            var line = bytes[lineStart..<index]
            if line.last == 0x0D { line.removeLast() }
            lineStart = index + 1
            if line.isEmpty {
                guard let first = lines.first else { throw ProbeError("the answer is no HTTP/1") }
                let words = first.split(separator: 0x20, maxSplits: 2)
                guard words.count >= 2, words[1].count == 3,
                    let status = Int(String(decoding: words[1], as: UTF8.self)), status >= 100
                else { throw ProbeError("the answer has no status") }
                let isChunked = lines.contains { line in
                    let text = Resolver.lowercased(String(decoding: line, as: UTF8.self)).utf8
                    return text.starts(with: "transfer-encoding:".utf8)
                        && holds(Array(text)[...], Array("chunked".utf8))
                }
                return Head(status: status, isChunked: isChunked, length: lineStart)
            }
            lines.append(line)
        }
        return nil
    }

    static func contains(_ wanted: String, body: ArraySlice<UInt8>, isChunked: Bool) -> Bool {
        holds(isChunked ? joined(chunks: body) : body, Array(wanted.utf8))
    }

    /// The data of a chunked body, as far as it is there.
    private static func joined(chunks body: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var data: [UInt8] = []
        var rest = body
        while let end = rest.firstIndex(of: 0x0A) {
            let digits = rest[..<end].prefix { $0 != UInt8(ascii: ";") && $0 != 0x0D && $0 != 0x20 }
            guard digits.count <= 8, let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size > 0 else {
                break
            }
            let chunk = rest[(end + 1)...].prefix(size)
            data += chunk
            rest = rest[chunk.endIndex...].dropFirst(2)
        }
        return data[...]
    }

    private static func holds(_ bytes: ArraySlice<UInt8>, _ wanted: [UInt8]) -> Bool {
        guard let first = wanted.first else { return true }
        var start = bytes.startIndex
        while let found = bytes[start...].firstIndex(of: first) {
            if bytes[found...].starts(with: wanted) { return true }
            start = found + 1
        }
        return false
    }
}
