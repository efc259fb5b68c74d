import Policy

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The time a scan is judged at: SOURCE_DATE_EPOCH where it is set, so that the same input gives the same output.
public struct ScanClock: Sendable, Hashable {
    /// Seconds since 1970.
    public var seconds: Int

    public init(seconds: Int) { self.seconds = seconds }

    public init() {
        if let text = getenv("SOURCE_DATE_EPOCH").map({ String(cString: $0) }), let fixed = Int(text) {
            seconds = fixed
        } else {
            seconds = time(nil)
        }
    }

    /// RFC 3339, UTC.
    public var timestamp: String {
        var moment = time_t(seconds)
        var parts = tm()
        gmtime_r(&moment, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T"
            + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }

    /// `YYYY-MM-DD`.
    public var day: String { String(timestamp.prefix(10)) }
}
