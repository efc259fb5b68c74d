import Findings

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A program that the user installed, run for what it prints.
///
/// It is looked for in the folders of PATH that are absolute: a folder that is scanned is never one of them by accident.
struct UserTool: Sendable {
    let path: String
    let name: String

    /// The first of some programs that is installed.
    init?(_ names: [String], searchPath: String? = getenv("PATH").map { String(cString: $0) }) {
        for name in names {
            for folder in (searchPath ?? "").split(separator: ":") where folder.hasPrefix("/") {
                let path = "\(folder)/\(name)"
                guard access(path, X_OK) == 0 else { continue }
                self.path = path
                self.name = name
                return
            }
        }
        return nil
    }

    /// What it prints on its standard output.
    ///
    /// - Throws: where it ends with anything but 0, prints more than `limit` bytes or takes longer than `seconds`; the
    ///   error holds the first of what it complains about.
    func run(_ arguments: [String], limit: Int, seconds: Int) throws(WorkflowError) -> [UInt8] {
        var output: [Int32] = [-1, -1]
        var errors: [Int32] = [-1, -1]
        guard pipe(&output) == 0, pipe(&errors) == 0 else { throw failed(String(cString: strerror(errno))) }
        for end in output + errors { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output[1], 1)
        posix_spawn_file_actions_adddup2(&actions, errors[1], 2)
        var process = pid_t()
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        let status = posix_spawn(&process, path, &actions, nil, &words, environ)
        for word in words { free(word) }
        posix_spawn_file_actions_destroy(&actions)
        close(output[1])
        close(errors[1])
        defer {
            close(output[0])
            close(errors[0])
        }
        guard status == 0 else { throw failed(String(cString: strerror(status))) }
        let gathered = gather(output[0], errors[0], limit: limit, seconds: seconds)
        if gathered.problem != nil { kill(process, SIGKILL) }
        var code: Int32 = 0
        while waitpid(process, &code, 0) < 0, errno == EINTR {}
        if let problem = gathered.problem { throw failed(problem) }
        guard code == 0 else {
            let words = String(decoding: gathered.errors, as: UTF8.self).split(whereSeparator: \.isNewline)
            throw failed(words.last.map { String($0.prefix(300)) } ?? "it failed")
        }
        return gathered.output
    }

    private func failed(_ reason: String) -> WorkflowError { WorkflowError(reason, subject: name) }

    /// Bytes of complaints that are kept.
    private static let errorLimit = 16 << 10

    private func gather(_ output: Int32, _ errors: Int32, limit: Int, seconds: Int)
        -> (output: [UInt8], errors: [UInt8], problem: String?)
    {
        let end = time(nil) + seconds
        var found: (output: [UInt8], errors: [UInt8], problem: String?) = ([], [], nil)
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        var entries = [
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
        ]
        while entries.contains(where: { $0.fd >= 0 }) {
            let left = end - time(nil)
            guard left > 0 else {
                found.problem = "takes longer than \(seconds) s"
                return found
            }
            guard poll(&entries, nfds_t(entries.count), Int32(clamping: left * 1000)) >= 0 || errno == EINTR else {
                break
            }
            for index in entries.indices where entries[index].fd >= 0 && entries[index].revents != 0 {
                let count = read(entries[index].fd, &buffer, buffer.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else {
                    entries[index].fd = -1
                    continue
                }
                if index == 0 {
                    found.output += buffer[..<count]
                } else if found.errors.count < Self.errorLimit {
                    found.errors += buffer[..<count]
                }
                guard found.output.count <= limit else {
                    found.problem = "prints more than \(limit >> 20) MiB"
                    return found
                }
            }
        }
        return found
    }
}
