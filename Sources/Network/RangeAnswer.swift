/// How a server answered a request for the rest of a resource. RFC 9110, section 14.
enum RangeAnswer: Equatable {
    /// What follows starts at the byte that was asked for. `total` is the size of the whole, where it is known.
    case rest(total: Int64?)
    /// The whole resource follows: the range was ignored, or the resource is another one now.
    case whole(total: Int64?)
    /// The resource ends before the byte that was asked for.
    case beyondEnd
    /// A range that was not asked for, or none that can be understood.
    case wrong
    case other

    init(_ response: Response, from offset: Int64) {
        switch response.status {
        case 200: self = .whole(total: response.headers.contentLength)
        case 206:
            guard let range = Self.contentRange(response.headers["Content-Range"]), range.first == offset else {
                self = .wrong
                return
            }
            self = .rest(total: range.total)
        case 416: self = .beyondEnd
        default: self = .other
        }
    }

    /// `bytes 100-199/200`, or with `*` for a total that is not known.
    static func contentRange(_ text: String?) -> (first: Int64, last: Int64, total: Int64?)? {
        guard let text, text.hasPrefix("bytes ") else { return nil }
        let parts = text.dropFirst(6).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Int64(ends[0]), let last = Int64(ends[1]), 0 <= first, first <= last
        else { return nil }
        if parts[1] == "*" { return (first, last, nil) }
        guard let total = Int64(parts[1]), last < total else { return nil }
        return (first, last, total)
    }
}
