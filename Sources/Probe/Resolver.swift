#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Turns names into addresses: literals, localhost, /etc/hosts, then the servers of /etc/resolv.conf by UDP. The C
/// library's own resolver loads modules at run time, which a static program cannot rely on.
enum Resolver {
    static func addresses(of host: String, _ deadline: Deadline) throws(ProbeError) -> [IPAddress] {
        if let literal = IPAddress(host) { return [literal] }
        let name = lowercased(host)
        if name == "localhost" { return [.loopback4, .loopback6] }
        let known = Self.hosts(Self.lines(of: "/etc/hosts"), name)
        if !known.isEmpty { return known }
        let settings = ResolverSettings(Self.lines(of: "/etc/resolv.conf"))
        for candidate in settings.candidates(for: name) {
            for server in settings.servers {
                if let found = try? DNSQuery.ask(candidate, at: server, deadline), !found.isEmpty { return found }
                if deadline.remaining == 0 { throw ProbeError("the name was not resolved in time") }
            }
        }
        throw ProbeError("the name is not known")
    }

    /// Words of each line of a small file, without comments; empty where it cannot be read.
    static func lines(of path: String) -> [[String]] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        let limit = 1 << 20
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, filled in
            filled = 0
            while filled < limit {
                let count = read(file, buffer.baseAddress.map { $0 + filled }, limit - filled)
                guard count > 0 else { return }
                filled += count
            }
        }
        return words(bytes)
    }

    static func words(_ bytes: [UInt8]) -> [[String]] {
        bytes.split(separator: 0x0A).map { line in
            line.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: ";") }
                .split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }.map { String(decoding: $0, as: UTF8.self) }
        }
    }

    static func hosts(_ lines: [[String]], _ name: String) -> [IPAddress] {
        lines.filter { $0.dropFirst().contains { lowercased($0) == name } }
            .compactMap { $0.first.flatMap { IPAddress($0) } }
    }

    static func lowercased(_ text: String) -> String {
        String(decoding: text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 32 : $0 }, as: UTF8.self)
    }
}

/// resolv.conf(5), as far as a probe needs it.
struct ResolverSettings {
    var servers: [IPAddress] = []
    var search: [String] = []
    var dots = 1

    init(_ lines: [[String]]) {
        for line in lines {
            switch line.first {
            case "nameserver":
                if servers.count < 3, line.count > 1, let address = IPAddress(line[1]) { servers.append(address) }
            case "search", "domain": search = Array(line.dropFirst().prefix(6))
            case "options":
                for option in line where option.utf8.starts(with: "ndots:".utf8) {
                    dots = String(option.utf8.dropFirst(6)).flatMap { Int($0) } ?? dots
                }
            default: break
            }
        }
        if servers.isEmpty { servers = [.loopback4] }
    }

    /// Whole names to ask for, in their order.
    func candidates(for name: String) -> [String] {
        if name.utf8.last == UInt8(ascii: ".") { return [name] }
        let longer = search.map { name + "." + $0 }
        let count = name.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: ".") ? 1 : 0) }
        return count >= dots ? [name] + longer : longer + [name]
    }
}

/// A question for the addresses of a name (RFC 1035), without recursion of its own.
enum DNSQuery {
    private static let ipv4: UInt16 = 1
    private static let ipv6: UInt16 = 28

    static func ask(_ name: String, at server: IPAddress, _ deadline: Deadline) throws(ProbeError) -> [IPAddress] {
        var found: [IPAddress] = []
        for type in [ipv4, ipv6] {
            // A datagram may be lost: each server gets a second of what is left.
            let patience = Deadline(milliseconds: Int(min(1000, deadline.remaining)))
            let connection = try Connection(datagramsTo: server, port: 53, patience)
            let id = UInt16.random(in: 0...UInt16.max)
            guard let question = question(name, type: type, id: id) else { throw ProbeError("the name is too long") }
            try connection.send(question)
            while true {
                if let answer = addresses(in: try connection.receive(), type: type, id: id) {
                    found += answer
                    break
                }
            }
            if !found.isEmpty { break }
        }
        return found
    }

    static func question(_ name: String, type: UInt16, id: UInt16) -> [UInt8]? {
        var bytes: [UInt8] = [UInt8(id >> 8), UInt8(id & 0xFF), 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
        for label in name.utf8.split(separator: UInt8(ascii: ".")) {
            guard label.count < 64 else { return nil }
            bytes.append(UInt8(label.count))
            bytes += label
        }
        guard bytes.count < 12 + 254 else { return nil }
        return bytes + [0, UInt8(type >> 8), UInt8(type & 0xFF), 0, 1]
    }

    /// nil: not the answer to this question.
    static func addresses(in answer: [UInt8], type: UInt16, id: UInt16) -> [IPAddress]? {
        func word(_ offset: Int) -> Int? {
            offset + 1 < answer.count ? Int(answer[offset]) << 8 | Int(answer[offset + 1]) : nil
        }
        guard answer.count >= 12, word(0) == Int(id), answer[2] & 0x80 != 0 else { return nil }
        guard answer[3] & 0x0F == 0, let questions = word(4), let count = word(6) else { return [] }
        var offset = 12
        func skipName() -> Bool {
            while offset < answer.count {
                let length = answer[offset]
                if length & 0xC0 == 0xC0 {
                    offset += 2
                    return true
                }
                offset += 1 + Int(length)
                if length == 0 { return true }
            }
            return false
        }
        for _ in 0..<questions {
            guard skipName() else { return [] }
            offset += 4
        }
        var found: [IPAddress] = []
        for _ in 0..<count {
            guard skipName(), let kind = word(offset), let size = word(offset + 8) else { return found }
            let start = offset + 10
            guard start + size <= answer.count else { return found }
            if kind == Int(type), size == (type == ipv4 ? 4 : 16) {
                found.append(IPAddress(bytes: Array(answer[start..<(start + size)])))
            }
            offset = start + size
        }
        return found
    }
}
