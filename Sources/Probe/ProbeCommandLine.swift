#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The command line of the small probe. Docker knows 0 and 1 only (2 is reserved): a mistake in the arguments is 1 too.
public enum ProbeCommandLine {
    static let usage = """
        usage: drydock-probe [options] http[s]://HOST[:PORT]/PATH | tcp://HOST:PORT
                   | grpc[s]://HOST:PORT[/SERVICE]
          --timeout 3s            for all of it
          --status 200-399        statuses that are healthy
          --header 'Name: value'  repeat for several
          --method GET
          --body-contains TEXT    in the first MiB
          --ca-file FILE          https, grpcs: authorities to trust instead of the system's, PEM
          --insecure              https, grpcs: accept any certificate
        exit 0 healthy, 1 not
        """

    public static func run(_ arguments: [String]) -> Int32 {
        if arguments.contains("--help") || arguments.contains("-h") {
            write(usage, to: STDOUT_FILENO)
            return 0
        }
        do {
            let outcome = Prober.run(try request(parsing: arguments))
            write(
                "drydock-probe: " + (outcome.isHealthy ? "healthy: " : "unhealthy: ") + outcome.reason,
                to: STDERR_FILENO)
            return outcome.isHealthy ? 0 : 1
        } catch {
            write("drydock-probe: \(error)", to: STDERR_FILENO)
            return 1
        }
    }

    static func request(parsing arguments: [String]) throws(ProbeError) -> ProbeRequest {
        var address: String?
        var options: [(name: String, value: String)] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            guard argument.utf8.starts(with: "--".utf8) else {
                guard address == nil else { throw ProbeError("one address only, not also “\(argument)”") }
                address = argument
                continue
            }
            if argument == "--insecure" {
                options.append((argument, ""))
            } else if let equals = argument.utf8.firstIndex(of: UInt8(ascii: "=")) {
                options.append((String(argument[..<equals]), String(argument[argument.utf8.index(after: equals)...])))
            } else {
                guard let value = rest.popFirst() else { throw ProbeError("\(argument) wants a value") }
                options.append((argument, value))
            }
        }
        guard let address else { throw ProbeError("no address given\n\(usage)") }
        var request = ProbeRequest(target: try ProbeTarget(parsing: address))
        for (name, value) in options {
            switch name {
            case "--timeout": request.timeoutMilliseconds = try ProbeRequest.milliseconds(parsing: value)
            case "--status": request.statuses = try ProbeRequest.statuses(parsing: value)
            case "--header": request.headers.append(try ProbeRequest.header(parsing: value))
            case "--method": request.method = try ProbeRequest.method(parsing: value)
            case "--body-contains": request.bodyContains = value
            case "--ca-file": request.trust.certificateFile = value
            case "--insecure": request.trust.isInsecure = true
            default: throw ProbeError("\(name) is no option\n\(usage)")
            }
        }
        return request
    }

    private static func write(_ text: String, to file: Int32) {
        let bytes = Array((text + "\n").utf8)
        _ = bytes.withUnsafeBytes { writeBytes(file, $0) }
    }
}

private func writeBytes(_ file: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    write(file, buffer.baseAddress, buffer.count)
}
