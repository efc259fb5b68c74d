/// Downloads to files: only if there is something new, going on where an earlier run broke off, and never half.
///
/// While it runs, the content is in `<path>.part` (readable by the user only), beside it `<path>.part.origin` says which
/// version of which resource it is. When all is there it takes the place of `path` in one step.
public struct Downloader: Sendable {
    /// How far a download is.
    public struct Progress: Sendable, Hashable {
        /// Bytes that are there, those of earlier runs among them.
        public var received: Int64
        /// Size of the whole, where the server told it.
        public var total: Int64?
    }

    public struct Download: Sendable, Hashable {
        public var size: Int64
        /// To ask next time whether there is something newer.
        public var validator: Validator?
        /// Bytes that earlier runs had brought.
        public var resumedAt: Int64
        /// Where it came from, after redirects.
        public var source: HTTPURL
    }

    public enum Outcome: Sendable, Hashable {
        /// What the validator describes is still the newest; nothing was written.
        case notModified
        case fetched(Download)
    }

    private let client: NetworkClient

    public init(_ client: NetworkClient) { self.client = client }

    /// Brings `url` to the file `path`.
    ///
    /// - Parameters:
    ///   - validator: of the version that the caller has (`Download.validator` of an earlier call).
    ///   - limit: bytes after which `tooLarge` is thrown.
    ///   - progress: called after each piece, in order, from one task.
    /// - Throws: after a passing fault what is there stays for the next run; a later call with the same address and
    ///   path goes on from there.
    public func fetch(
        _ url: HTTPURL, to path: String, ifNewerThan validator: Validator? = nil,
        headers: HeaderFields = HeaderFields(), limit: Int64 = 8 << 30,
        progress: (@Sendable (Progress) -> Void)? = nil
    ) async throws(NetworkError) -> Outcome {
        var part = try PartialFile(destination: path)
        defer { part.close() }
        var transfer = Transfer(url: url, headers: headers, limit: limit, validator: validator)
        transfer.resumedAt = part.recall(origin: url)
        var tryNumber = 1
        var resumptions = 0
        while true {
            let before = part.size
            do throws(NetworkError) {
                return try await attempt(&transfer, &part, progress)
            } catch {
                if part.size > before { tryNumber = 1 }
                tryNumber += 1
                resumptions += 1
                guard error.isTransient, resumptions <= client.settings.retry.resumptions,
                    let pause = client.settings.retry.pause(beforeTry: tryNumber)
                else {
                    if !error.leavesUsablePart { part.discard() }
                    throw error
                }
                try await client.wait(pause)
            }
        }
    }

    private struct Transfer {
        var url: HTTPURL
        var headers: HeaderFields
        var limit: Int64
        var validator: Validator?
        var resumedAt: Int64 = 0
    }

    private func attempt(
        _ transfer: inout Transfer, _ part: inout PartialFile, _ progress: (@Sendable (Progress) -> Void)?
    ) async throws(NetworkError) -> Outcome {
        var response = try await client.send(Request(.get, transfer.url, headers: requestHeaders(transfer, part)))
        var total: Int64?
        if response.status == 304, transfer.validator != nil {
            part.discard()
            return .notModified
        }
        var answer = RangeAnswer(response, from: part.size)
        if part.size > 0, answer == .beyondEnd || answer == .wrong {
            // The part is of no use to this server: from the start, then.
            await response.body.discard()
            try part.restart()
            response = try await client.send(Request(.get, transfer.url, headers: requestHeaders(transfer, part)))
            answer = RangeAnswer(response, from: 0)
        }
        switch answer {
        case .rest(let whole) where part.size > 0: total = whole
        case .whole(let whole):
            transfer.resumedAt = 0
            total = whole
            try part.restart()
            try part.remember(origin: transfer.url, validator: Validator(response.headers))
        case .other where response.status == 304:
            throw .malformed("\(transfer.url)", reason: "304 for a request without a condition")
        case .rest, .wrong: throw .malformed("\(transfer.url)", reason: "it is not the range that was asked for")
        case .beyondEnd, .other: throw await response.failure()
        }
        if let total, total > transfer.limit { throw .tooLarge("\(transfer.url)", limit: transfer.limit) }
        progress?(Progress(received: part.size, total: total))
        while let chunk = try await response.body.next() {
            guard Int64(chunk.count) <= transfer.limit - part.size else {
                throw .tooLarge("\(transfer.url)", limit: transfer.limit)
            }
            try part.append(chunk)
            progress?(Progress(received: part.size, total: total))
        }
        if let total, part.size != total {
            if part.size > total { throw .changed("\(transfer.url)") }
            throw .interrupted("\(transfer.url)", received: part.size, reason: "\(total) bytes were announced")
        }
        let size = part.size
        let newest = part.validator
        try part.complete()
        return .fetched(
            Download(size: size, validator: newest, resumedAt: transfer.resumedAt, source: response.url))
    }

    private func requestHeaders(_ transfer: Transfer, _ part: borrowing PartialFile) -> HeaderFields {
        var headers = transfer.headers
        transfer.validator?.makeConditional(&headers)
        if part.size > 0, let condition = part.validator?.forRange {
            headers["Range"] = "bytes=\(part.size)-"
            headers["If-Range"] = condition
        }
        return headers
    }
}

extension NetworkError {
    /// Whether what was received so far can be gone on with.
    fileprivate var leavesUsablePart: Bool {
        switch self {
        case .tooLarge, .changed, .malformed, .file: false
        default: true
        }
    }
}
