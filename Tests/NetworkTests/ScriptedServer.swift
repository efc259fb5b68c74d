import Foundation
import Synchronization

/// A server on loopback that answers each connection with the next answer of its script, then closes it. It keeps the
/// requests it saw. A mock, where the faults to be had on order are the point.
final class ScriptedServer: Sendable {
    let port: Int
    private let descriptor: Int32
    private let seen = Mutex<[String]>([])

    /// - Parameter script: raw answers; `nil` closes without one. The last one repeats.
    init(_ script: [String?]) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard bound else { throw CocoaError(.fileReadUnknown) }
        descriptor = listener
        port = Int(in_port_t(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in serve(listener, script) }
    }

    var url: String { "http://127.0.0.1:\(port)" }
    var requests: [String] { seen.withLock { $0 } }

    func stop() {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    private func serve(_ listener: Int32, _ script: [String?]) {
        var next = 0
        while true {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { return }
            var head = ""
            var buffer = [UInt8](repeating: 0, count: 4096)
            while !head.contains("\r\n\r\n") {
                let count = recv(client, &buffer, buffer.count, 0)
                guard count > 0 else { break }
                head += String(decoding: buffer[..<count], as: UTF8.self)
            }
            seen.withLock { $0.append(head) }
            let answer = script[min(next, script.count - 1)]
            next += 1
            if let answer {
                var rest = Array(answer.utf8)[...]
                while !rest.isEmpty {
                    let count = rest.withUnsafeBytes { send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                    guard count > 0 else { break }
                    rest = rest.dropFirst(count)
                }
            }
            shutdown(client, Int32(SHUT_WR))
            close(client)
        }
    }

    static func answer(_ status: String = "200 OK", _ headers: [String] = [], _ body: String = "") -> String {
        (["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers)
            .joined(separator: "\r\n") + "\r\n\r\n" + body
    }
}
