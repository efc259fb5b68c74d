#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A program that keeps credentials: `docker-credential-<name> get`, with the server's name on its standard input and
/// JSON on its output (docker/docker-credential-helpers, "Development").
struct CredentialHelper {
    var name: String
    var searchPath: String
    var environment: [String: String]
    /// Longest wait for an answer; a helper may ask the user or a remote service.
    var timeLimit: Duration = .seconds(60)

    static let outputLimit = 256 * 1024

    /// Nil if the helper knows none.
    func credential(for server: String) async throws(RegistryError) -> Credential? {
        let program = "docker-credential-\(name)"
        guard !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte) else {
            throw .credentials(source: "credential helper", reason: "'\(name.prefix(80))' is no name of a helper")
        }
        guard let path = locate(program) else {
            throw .credentials(source: program, reason: "no such program in PATH")
        }
        let (status, output) = try await run(path, program, input: server)
        guard status == 0 else {
            let words = Self.firstLine(output)
            // The helpers' library has this sentence for "I have none".
            if words.contains("credentials not found") { return nil }
            throw .credentials(source: program, reason: words.isEmpty ? "it failed" : words)
        }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(output)) else {
            throw .credentials(source: program, reason: "its answer is not the JSON that helpers give")
        }
        let user = answer.Username ?? ""
        guard let secret = answer.Secret, !secret.isEmpty else { return nil }
        return user == "<token>" ? .identityToken(secret) : .password(user: user, password: secret)
    }

    private struct Answer: Decodable {
        var Username: String?
        var Secret: String?
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }

    private static func firstLine(_ output: [UInt8]) -> String {
        String(decoding: output.prefix { $0 != 0x0A && $0 != 0x0D }.prefix(200), as: UTF8.self)
    }

    private func locate(_ program: String) -> String? {
        for folder in searchPath.split(separator: ":") where folder.hasPrefix("/") {
            let path = "\(folder)/\(program)"
            if access(path, X_OK) == 0 { return path }
        }
        return nil
    }

    /// Starts the program and collects what it writes.
    private func run(
        _ path: String, _ program: String, input: String
    ) async throws(RegistryError) -> (status: Int32, output: [UInt8]) {
        func failed(_ reason: String) -> RegistryError { .credentials(source: program, reason: reason) }
        guard let stdin = Pipe(), let stdout = Pipe() else { throw failed(String(cString: strerror(errno))) }
        // The name of a server is far shorter than a pipe holds, so it can be written before anybody reads.
        let text = Array((input + "\n").utf8)
        guard text.count <= 4096, text.withUnsafeBytes({ write(stdin.writing, $0.baseAddress, $0.count) }) == text.count
        else { throw failed("the name of the server is too long") }
        stdin.closeWriting()

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, stdin.reading, 0)
        posix_spawn_file_actions_adddup2(&actions, stdout.writing, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var process = pid_t()
        let arguments = CStrings([program, "get"])
        let variables = CStrings(environment.map { "\($0.key)=\($0.value)" })
        let status = posix_spawn(&process, path, &actions, nil, arguments.pointers, variables.pointers)
        guard status == 0 else { throw failed("it cannot be started: \(String(cString: strerror(status)))") }
        stdout.closeWriting()
        var child = Child(process: process)
        defer { child.endNow() }
        return try await collect(stdout, &child, failed)
    }

    private func collect(
        _ stdout: borrowing Pipe, _ child: inout Child, _ failed: (String) -> RegistryError
    ) async throws(RegistryError) -> (Int32, [UInt8]) {
        let deadline = ContinuousClock.now + timeLimit
        _ = fcntl(stdout.reading, F_SETFL, O_NONBLOCK)
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        var isAtEnd = false
        while true {
            if !isAtEnd {
                let count = buffer.withUnsafeMutableBytes { read(stdout.reading, $0.baseAddress, $0.count) }
                if count > 0 {
                    output += buffer[..<count]
                    guard output.count <= Self.outputLimit else { throw failed("its answer is too long") }
                    continue
                }
                if count == 0 { isAtEnd = true }
            }
            if isAtEnd, let status = child.status() { return (status, output) }
            guard ContinuousClock.now < deadline else { throw failed("it does not answer") }
            do { try await Task.sleep(for: .milliseconds(3)) } catch { throw .cancelled }
        }
    }
}

/// Two ends of a pipe that close themselves and are not inherited.
private struct Pipe: ~Copyable {
    let reading: Int32
    let writing: Int32
    private let isWritingOpen: Flag

    private final class Flag { var isSet = true }

    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        reading = ends[0]
        writing = ends[1]
        isWritingOpen = Flag()
    }

    func closeWriting() {
        if isWritingOpen.isSet { close(writing) }
        isWritingOpen.isSet = false
    }

    deinit {
        if isWritingOpen.isSet { close(writing) }
        close(reading)
    }
}

/// A started process that is reaped in any case.
private struct Child {
    let process: pid_t
    private var isReaped = false

    init(process: pid_t) { self.process = process }

    /// Its exit code once it has ended; 128 and more for a signal.
    mutating func status() -> Int32? {
        var raw: Int32 = 0
        guard !isReaped, waitpid(process, &raw, WNOHANG) == process else { return nil }
        isReaped = true
        return raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + (raw & 0x7F)
    }

    mutating func endNow() {
        guard !isReaped else { return }
        kill(process, SIGKILL)
        var raw: Int32 = 0
        waitpid(process, &raw, 0)
        isReaped = true
    }
}

/// A null-terminated list of C strings, freed at the end.
private final class CStrings {
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ strings: [String]) {
        count = strings.count
        pointers = .allocate(capacity: strings.count + 1)
        for (index, string) in strings.enumerated() { (pointers + index).initialize(to: strdup(string)) }
        (pointers + count).initialize(to: nil)
    }

    deinit {
        for index in 0..<count { free(pointers[index]) }
        pointers.deallocate()
    }
}
