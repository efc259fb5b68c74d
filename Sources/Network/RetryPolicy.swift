/// How often and after which pauses a request is tried again.
public struct RetryPolicy: Sendable, Hashable {
    /// Tries in all, the first among them. A transfer that made progress counts from one again.
    public var tries: Int
    /// The first pause; each further one is twice as long, up to `longestPause`.
    public var firstPause: Duration
    public var longestPause: Duration
    /// A server that asks (`Retry-After`) for a longer pause than this is not waited for.
    public var longestRequestedPause: Duration
    /// How often a transfer may break and go on, however much progress it makes.
    public var resumptions: Int

    public init(
        tries: Int = 5, firstPause: Duration = .milliseconds(500), longestPause: Duration = .seconds(20),
        longestRequestedPause: Duration = .seconds(60), resumptions: Int = 100
    ) {
        self.tries = tries
        self.firstPause = firstPause
        self.longestPause = longestPause
        self.longestRequestedPause = longestRequestedPause
        self.resumptions = resumptions
    }

    public static let never = RetryPolicy(tries: 1, resumptions: 0)

    /// Answers that speak of a passing condition: request timeout, too many requests, faults of the server.
    public static func isTransient(status: Int) -> Bool {
        switch status {
        case 408, 425, 429, 500, 502, 503, 504: true
        default: false
        }
    }

    /// The pause before try number `tryNumber` (2 is the first repetition); nil if there shall be none.
    ///
    /// Half of it is random, so that many clients that failed together do not come back together.
    public func pause(
        beforeTry tryNumber: Int, requested: Duration? = nil, random: Double = Double.random(in: 0..<1)
    ) -> Duration? {
        guard tryNumber <= tries else { return nil }
        let doublings = min(max(tryNumber - 2, 0), 20)
        let full = min(firstPause * (1 << doublings), longestPause)
        let own = full * (0.5 + random / 2)
        guard let requested else { return own }
        guard requested <= longestRequestedPause else { return nil }
        return max(requested, own)
    }

    /// What `Retry-After` asks for: seconds, or a date. RFC 9110, section 10.2.3.
    static func requestedPause(_ value: String?, now: Int64) -> Duration? {
        guard let value = value?.filter({ $0 != "\t" }) else { return nil }
        if let seconds = Int64(value) { return seconds >= 0 ? .seconds(min(seconds, 1_000_000)) : nil }
        return HTTPDate.seconds(value).map { .seconds(max(0, min($0 - now, 1_000_000))) }
    }
}
