import Network
import Probe

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Asks a server whether it is healthy: `drydock probe`. By the same means as the small probe, but for https: the Network
/// room also speaks TLS 1.3 where the Mbed TLS that was linked does not.
public struct ProbeWorkflow: Sendable {
    public var address: String
    public var timeout = "3s"
    public var statuses = "200-399"
    public var headers: [String] = []
    public var method = "GET"
    public var bodyContains: String?
    /// https, grpcs: any certificate will do.
    public var isInsecure = false
    /// https, grpcs: certificates to trust, PEM; for https beside the system's.
    public var certificateFile: String?

    public init(address: String) { self.address = address }

    /// - Throws: where the question makes no sense; an answer that is not healthy is no error.
    public func run() async throws(WorkflowError) -> (isHealthy: Bool, reason: String) {
        let request: ProbeRequest
        do { request = try self.request() } catch { throw WorkflowError(error.description) }
        switch request.target.kind {
        case .https: return await askByTLS(request)
        case .http, .tcp, .grpc, .grpcs:
            let outcome = Prober.run(request)
            return (outcome.isHealthy, outcome.reason)
        }
    }

    private func request() throws(ProbeError) -> ProbeRequest {
        var request = ProbeRequest(target: try ProbeTarget(parsing: address))
        request.timeoutMilliseconds = try ProbeRequest.milliseconds(parsing: timeout)
        request.statuses = try ProbeRequest.statuses(parsing: statuses)
        for header in headers { request.headers.append(try ProbeRequest.header(parsing: header)) }
        request.method = try ProbeRequest.method(parsing: method)
        request.bodyContains = bodyContains
        request.trust.isInsecure = isInsecure
        request.trust.certificateFile = certificateFile
        return request
    }

    private func askByTLS(_ request: ProbeRequest) async -> (isHealthy: Bool, reason: String) {
        guard let method = RequestMethod(rawValue: request.method) else {
            return (false, "\(address): \(request.method) is not sent over TLS")
        }
        var settings = NetworkSettings(
            toolVersion: ToolVersion.current, certificateFile: certificateFile, skipsCertificateChecks: isInsecure,
            environment: [:])
        settings.connectTimeout = .milliseconds(request.timeoutMilliseconds)
        settings.idleTimeout = .milliseconds(request.timeoutMilliseconds)
        var fields = HeaderFields()
        for (name, value) in request.headers { fields.add(name, value) }
        let statuses = request.statuses
        let wanted = request.bodyContains.map { Array($0.utf8) }
        let address = address
        let ask: @Sendable (NetworkSettings, HeaderFields) async -> (Bool, String) = { settings, fields in
            do {
                return try await NetworkClient.withClient(settings) { client in
                    var question = Request(method, try HTTPURL(address), headers: fields)
                    question.mayRepeat = false
                    question.followsRedirects = false
                    let response = try await client.send(question)
                    guard statuses.contains(where: { $0.contains(response.status) }) else {
                        return (false, "\(address) answers \(response.status)")
                    }
                    if let wanted, !(try await response.body.collect(limit: 1 << 20)).contains(wanted) {
                        return (false, "\(address) answers \(response.status) without the text")
                    }
                    return (true, "\(address) answers \(response.status)")
                }
            } catch {
                return (false, "\(address): \(error)")
            }
        }
        let limit = Duration.milliseconds(request.timeoutMilliseconds)
        return await withTaskGroup(of: (Bool, String).self) { [settings, fields] group in
            group.addTask { await ask(settings, fields) }
            group.addTask {
                try? await Task.sleep(for: limit)
                return (false, "\(address): no answer in time")
            }
            let first = await group.next() ?? (false, "\(address): not asked")
            group.cancelAll()
            return first
        }
    }

    /// Copies the small static probe into a folder, mode 0755, for a COPY line.
    /// - Parameter source: the probe; nil: `drydock-probe` beside this program.
    /// - Returns: where it is now.
    public static func install(into folder: String, from source: String?) throws(WorkflowError) -> String {
        let source = source ?? beside
        let bytes = try FileBytes.read(source, limit: 256 << 20)
        guard bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else {
            throw WorkflowError("is no Linux program; `make probe` builds it", subject: source)
        }
        if mkdir(folder, 0o755) != 0, errno != EEXIST {
            throw WorkflowError("cannot make the folder: \(String(cString: strerror(errno)))", subject: folder)
        }
        let target = folder + "/drydock-probe"
        let neighbour = target + ".\(getpid()).tmp"
        let file = open(neighbour, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o755)
        guard file >= 0 else {
            throw WorkflowError("cannot write: \(String(cString: strerror(errno)))", subject: neighbour)
        }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                write(file, $0.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            written += count
        }
        fchmod(file, 0o755)
        guard close(file) == 0, written == bytes.count, rename(neighbour, target) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(neighbour)
            throw WorkflowError("cannot write: \(reason)", subject: target)
        }
        return target
    }

    private static var beside: String {
        var path = [CChar](repeating: 0, count: 4097)
        let count = readlink("/proc/self/exe", &path, 4096)
        guard count > 0 else { return "drydock-probe" }
        let program = String(decoding: path.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return String(program[..<(program.lastIndex(of: "/") ?? program.startIndex)]) + "/drydock-probe"
    }
}
