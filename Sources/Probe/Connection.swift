#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A moment on the clock that nobody sets.
struct Deadline {
    private let end: Int64

    init(milliseconds: Int) { end = Self.now &+ Int64(milliseconds) }

    private static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) &* 1000 &+ Int64(time.tv_nsec) / 1_000_000
    }

    /// For poll: 0 when it is over.
    var remaining: Int32 { Int32(clamping: max(0, end &- Self.now)) }
}

/// A TCP connection that never waits past a deadline.
struct Connection: ~Copyable {
    private let socket: Int32
    private let deadline: Deadline
    private var tls: TLSSession?

    /// To a request's target, by TLS where it wants that.
    ///
    /// - Parameter application: what is to be spoken, by its name in TLS (RFC 7301).
    static func open(for request: ProbeRequest, speaking application: StaticString, _ deadline: Deadline)
        throws(ProbeError) -> Connection
    {
        var connection = try Connection(to: request.target, deadline)
        if request.target.usesTLS {
            try connection.startTLS(host: request.target.host, application: application, trust: request.trust)
        }
        return connection
    }

    /// Tries each address of the host until one accepts.
    init(to target: ProbeTarget, _ deadline: Deadline) throws(ProbeError) {
        let addresses = try Resolver.addresses(of: target.host, deadline)
        var last = ProbeError("has no address")
        for address in addresses {
            do {
                socket = try Self.open(address, port: target.port, type: streamType, deadline)
                self.deadline = deadline
                return
            } catch {
                last = error
            }
        }
        throw last
    }

    /// A datagram socket that hears one peer only.
    init(datagramsTo address: IPAddress, port: UInt16, _ deadline: Deadline) throws(ProbeError) {
        socket = try Self.open(address, port: port, type: datagramType, deadline)
        self.deadline = deadline
    }

    deinit { close(socket) }

    private static func open(
        _ address: IPAddress, port: UInt16, type: Int32, _ deadline: Deadline
    ) throws(ProbeError) -> Int32 {
        let handle = makeSocket(address.family, type)
        guard handle >= 0 else { throw ProbeError(reason(errno)) }
        _ = fcntl(handle, F_SETFL, fcntl(handle, F_GETFL) | O_NONBLOCK)
        _ = fcntl(handle, F_SETFD, FD_CLOEXEC)
        let result = address.withSocketAddress(port: port) { connect(handle, $0, $1) }
        if result != 0 {
            guard errno == EINPROGRESS || errno == EINTR else {
                let problem = reason(errno)
                close(handle)
                throw ProbeError(problem)
            }
            do {
                try wait(handle, for: Int16(POLLOUT), deadline, "no connection")
            } catch {
                close(handle)
                throw error
            }
            var failure: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            getsockopt(handle, SOL_SOCKET, SO_ERROR, &failure, &size)
            guard failure == 0 else {
                close(handle)
                throw ProbeError(reason(failure))
            }
        }
        return handle
    }

    private static func wait(_ handle: Int32, for events: Int16, _ deadline: Deadline, _ what: String)
        throws(ProbeError)
    {
        while true {
            var entry = pollfd(fd: handle, events: events, revents: 0)
            let left = deadline.remaining
            let ready = left == 0 ? 0 : poll(&entry, 1, left)
            if ready > 0 { return }
            guard ready == 0 || errno == EINTR else { throw ProbeError(reason(errno)) }
            if deadline.remaining == 0 { throw ProbeError("\(what) in time") }
        }
    }

    private mutating func startTLS(host: String, application: StaticString, trust: ProbeTrust) throws(ProbeError) {
        let session = try TLSSession(socket: socket, host: host, application: application, trust: trust)
        while true {
            switch try session.handshake() {
            case .done:
                tls = session
                return
            case .closed: throw ProbeError("closes the connection within the TLS handshake")
            case .wantsToRead: try Self.wait(socket, for: Int16(POLLIN), deadline, "no TLS handshake")
            case .wantsToWrite: try Self.wait(socket, for: Int16(POLLOUT), deadline, "no TLS handshake")
            }
        }
    }

    private func send(_ bytes: [UInt8], by session: TLSSession) throws(ProbeError) {
        var sent = 0
        while sent < bytes.count {
            let step: TLSSession.Step
            // Nothing is thrown from inside the closure: typed errors do not pass through it.
            let result = bytes.withUnsafeBytes { buffer in
                Result { () throws(ProbeError) in try session.write(UnsafeRawBufferPointer(rebasing: buffer[sent...])) }
            }
            step = try result.get()
            switch step {
            case .done(let count): sent += count
            case .closed: throw ProbeError("closes the connection")
            case .wantsToRead: try Self.wait(socket, for: Int16(POLLIN), deadline, "not all was taken")
            case .wantsToWrite: try Self.wait(socket, for: Int16(POLLOUT), deadline, "not all was taken")
            }
        }
    }

    private func receive(atMost limit: Int, by session: TLSSession) throws(ProbeError) -> [UInt8] {
        while true {
            var result = Result<TLSSession.Step, ProbeError>.success(.closed)
            let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, filled in
                result = Result { () throws(ProbeError) in
                    try session.read(into: UnsafeMutableBufferPointer(rebasing: buffer[..<limit]))
                }
                filled = if case .success(.done(let count)) = result { count } else { 0 }
            }
            switch try result.get() {
            case .done, .closed: return bytes
            case .wantsToRead: try Self.wait(socket, for: Int16(POLLIN), deadline, "no answer")
            case .wantsToWrite: try Self.wait(socket, for: Int16(POLLOUT), deadline, "no answer")
            }
        }
    }

    func send(_ bytes: [UInt8]) throws(ProbeError) {
        if let tls { return try send(bytes, by: tls) }
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { sendBytes(socket, $0, from: sent) }
            if count > 0 {
                sent += count
            } else if errno == EAGAIN {
                try Self.wait(socket, for: Int16(POLLOUT), deadline, "not all was taken")
            } else if errno != EINTR {
                throw ProbeError(reason(errno))
            }
        }
    }

    /// What has come, at most `limit` bytes; empty at the end.
    func receive(atMost limit: Int = 16_384) throws(ProbeError) -> [UInt8] {
        if let tls { return try receive(atMost: limit, by: tls) }
        while true {
            try Self.wait(socket, for: Int16(POLLIN), deadline, "no answer")
            var failure: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, filled in
                let count = recv(socket, buffer.baseAddress, limit, 0)
                if count < 0 { failure = errno }
                filled = max(0, count)
            }
            if failure == 0 { return bytes }
            guard failure == EAGAIN || failure == EINTR else { throw ProbeError(reason(failure)) }
        }
    }
}

private func reason(_ code: Int32) -> String { strerror(code).map { String(cString: $0) } ?? "error \(code)" }

#if canImport(Glibc)
    private let streamType = Int32(SOCK_STREAM.rawValue)
    private let datagramType = Int32(SOCK_DGRAM.rawValue)
#else
    private let streamType = SOCK_STREAM
    private let datagramType = SOCK_DGRAM
#endif

private func makeSocket(_ family: Int32, _ type: Int32) -> Int32 { socket(family, type, 0) }

/// Without SIGPIPE where the peer is gone.
private func sendBytes(_ handle: Int32, _ buffer: UnsafeRawBufferPointer, from offset: Int) -> Int {
    send(handle, buffer.baseAddress.map { $0 + offset }, buffer.count - offset, noSignal)
}

#if canImport(Darwin)
    let noSignal: Int32 = 0
#else
    let noSignal = Int32(MSG_NOSIGNAL)
#endif
