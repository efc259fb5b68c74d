/// One question to a server, and what counts as a good answer.
public struct ProbeRequest: Sendable {
    public var target: ProbeTarget
    /// For all of it: name, connection, answer.
    public var timeoutMilliseconds = 3000
    /// HTTP statuses that are healthy.
    public var statuses: [ClosedRange<Int>] = [200...399]
    /// HTTP fields, or gRPC metadata.
    public var headers: [(name: String, value: String)] = []
    public var method = "GET"
    /// What the body of an HTTP answer must hold, in its first MiB.
    public var bodyContains: String?
    /// https and grpcs: whom to trust.
    public var trust = ProbeTrust()

    public init(target: ProbeTarget) { self.target = target }

    /// `200-399` or `200,204,301-302`.
    public static func statuses(parsing text: String) throws(ProbeError) -> [ClosedRange<Int>] {
        var ranges: [ClosedRange<Int>] = []
        for part in text.utf8.split(separator: UInt8(ascii: ",")) {
            let ends = part.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
                .map { String($0).flatMap { Int($0) } ?? -1 }
            guard ends.count == 1 || ends.count == 2, let low = ends.first, let high = ends.last, low >= 100,
                high <= 599,
                low <= high
            else { throw ProbeError("“\(text)” is no list of statuses: write 200-399 or 200,204") }
            ranges.append(low...high)
        }
        guard !ranges.isEmpty else { throw ProbeError("“\(text)” is no list of statuses: write 200-399 or 200,204") }
        return ranges
    }

    /// `3s`, `500ms`, `1m`, or a number of seconds; at most an hour.
    public static func milliseconds(parsing text: String) throws(ProbeError) -> Int {
        let digits = text.utf8.prefix { $0 >= 0x30 && $0 <= 0x39 }
        let factor: Int? =
            switch String(text.utf8.dropFirst(digits.count)) ?? "?" {
            case "ms": 1
            case "s", "": 1000
            case "m": 60_000
            default: nil
            }
        guard digits.count <= 7, let number = String(digits).flatMap({ Int($0) }), let factor,
            number > 0, number * factor <= 3_600_000
        else { throw ProbeError("“\(text)” is no time: write 3s or 500ms, an hour at most") }
        return number * factor
    }

    /// `Name: value`.
    public static func header(parsing text: String) throws(ProbeError) -> (name: String, value: String) {
        let bytes = Array(text.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0,
            bytes[..<colon].allSatisfy({ isToken($0) }),
            bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
        else { throw ProbeError("“\(text)” is no header: write Name: value") }
        var value = bytes[(colon + 1)...]
        while let first = value.first, first == 0x20 || first == 0x09 { value = value.dropFirst() }
        while let last = value.last, last == 0x20 || last == 0x09 { value = value.dropLast() }
        return (String(decoding: bytes[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self))
    }

    public static func method(parsing text: String) throws(ProbeError) -> String {
        guard !text.isEmpty, text.utf8.count <= 32, text.utf8.allSatisfy({ isToken($0) }) else {
            throw ProbeError("“\(text)” is no method")
        }
        return text
    }

    /// RFC 9110, 5.6.2.
    private static func isToken(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39 || byte >= 0x41 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A
            || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}

/// What a probe found, with one line that says why.
public enum ProbeOutcome: Sendable, Hashable {
    case healthy(String)
    case unhealthy(String)

    public var isHealthy: Bool { if case .healthy = self { true } else { false } }

    public var reason: String {
        switch self {
        case .healthy(let reason), .unhealthy(let reason): reason
        }
    }
}

/// Asks and judges.
public enum Prober {
    /// Never longer than the request's time.
    public static func run(_ request: ProbeRequest) -> ProbeOutcome {
        let deadline = Deadline(milliseconds: request.timeoutMilliseconds)
        do {
            switch request.target.kind {
            case .tcp:
                _ = try Connection(to: request.target, deadline)
                return .healthy("\(request.target.authority) accepts connections")
            case .http, .https: return try HTTPProbe.run(request, deadline)
            case .grpc, .grpcs: return try GRPCProbe.run(request, deadline)
            }
        } catch {
            return .unhealthy("\(request.target.authority): \(error)")
        }
    }
}
