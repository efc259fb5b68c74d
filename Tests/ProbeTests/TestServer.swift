import Foundation
import Synchronization

/// A TCP server on a free port of this machine that says to each caller what a test wants, and keeps what it heard.
final class TestServer: Sendable {
    let port: UInt16
    private let socket: Int32
    private let heard = Mutex<[UInt8]>([])

    /// - Parameters:
    ///   - pieces: sent one after the other, once something was heard.
    ///   - staysOpen: nothing is closed after that.
    init(_ pieces: [[UInt8]], staysOpen: Bool = false, listens: Bool = true) {
        let handle = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(handle, $0, size)
                if listens { listen(handle, 8) }
                getsockname(handle, $0, &size)
            }
        }
        socket = handle
        port = UInt16(bigEndian: address.sin_port)
        guard listens else { return }
        Thread.detachNewThread { [self] in
            while true {
                let caller = accept(handle, nil, nil)
                guard caller >= 0 else { return }
                var room = [UInt8](repeating: 0, count: 65536)
                let count = recv(caller, &room, room.count, 0)
                heard.withLock { $0 = Array(room.prefix(max(0, count))) }
                for piece in pieces {
                    _ = send(caller, piece, piece.count, Int32(MSG_NOSIGNAL))
                    usleep(2000)
                }
                guard !staysOpen else { continue }
                // Closing with something unread would take back what was sent.
                shutdown(caller, Int32(SHUT_WR))
                while recv(caller, &room, room.count, 0) > 0 {}
                close(caller)
            }
        }
    }

    convenience init(_ text: String, staysOpen: Bool = false) { self.init([Array(text.utf8)], staysOpen: staysOpen) }

    var request: String { heard.withLock { String(decoding: $0, as: UTF8.self) } }

    deinit { shutdown(socket, Int32(SHUT_RDWR)) }
}
