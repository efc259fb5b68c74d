import Foundation
import TestSupport

/// Databases made by rpm and Berkeley DB themselves.
enum RpmFixtures {
    struct Made {
        /// `rpmdb.sqlite`.
        var sqlite: [UInt8]
        /// Headers as rpm exports them, without their magic.
        var headers: [[UInt8]]
    }

    /// Two packages, built and installed; nil, said by name, where the machine has no rpm.
    static func made(for test: String) -> Made? {
        guard let built else {
            print("SKIPPED: \(test): rpm")
            return nil
        }
        return built
    }

    /// A Berkeley DB hash file that holds the headers under their numbers, as rpm stored them.
    static func berkeley(_ headers: [[UInt8]], options: [String] = [], for test: String) -> [UInt8]? {
        let file = NSTemporaryDirectory() + "drydock-Packages-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: file) }
        var dump = "VERSION=3\nformat=bytevalue\ntype=hash\ndb_pagesize=4096\n"
        for option in options { dump += option + "\n" }
        dump += "HEADER=END\n"
        // Key 0 holds the highest number in use.
        dump += " 00000000\n 0\(headers.count)000000\n"
        for (index, header) in headers.enumerated() {
            dump += " 0\(index + 1)000000\n " + header.map { hexadecimal($0) }.joined() + "\n"
        }
        dump += "DATA=END\n"
        let tools = ["db_load", "db5.3_load"]
        guard tools.contains(where: { Tool.output(of: $0, ["-t", "hash", file], input: Data(dump.utf8)) != nil }),
            let data = FileManager.default.contents(atPath: file)
        else {
            print("SKIPPED: \(test): db_load")
            return nil
        }
        return Array(data)
    }

    /// rpm's own format, which Debian's rpm cannot write: a page of slots, then the blobs in blocks of 16 bytes.
    static func ndb(_ headers: [[UInt8]]) -> [UInt8] {
        func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
        var slots = Array("RpmP".utf8) + number(0) + number(7) + number(1) + number(headers.count + 1)
        slots += [UInt8](repeating: 0, count: 12)
        var blobs: [UInt8] = []
        for (index, header) in headers.enumerated() {
            let blocks = (16 + header.count + 12 + 15) / 16
            slots += Array("Slot".utf8) + number(index + 1) + number(256 + blobs.count / 16) + number(blocks)
            var blob = Array("BlbS".utf8) + number(index + 1) + number(7) + number(header.count) + header
            blob += [UInt8](repeating: 0, count: blocks * 16 - 12 - blob.count)
            blobs += blob + number(0) + number(header.count) + Array("BlbE".utf8)
        }
        while slots.count < 4096 { slots += Array("Slot".utf8) + number(0) + number(0) + number(0) }
        return slots + blobs
    }

    private static let built: Made? = build()

    private static let spec = """
        Name: shop
        Epoch: 2
        Version: 1.4.0
        Release: 3.el9
        Summary: A shop
        License: MIT and BSD
        URL: https://example.com
        Vendor: Example
        Requires: /bin/sh, shop-api
        %description
        A shop.
        %package libs
        Summary: Its library
        Provides: shop-api = 1
        BuildArch: noarch
        %description libs
        A library.
        %install
        mkdir -p %{buildroot}/usr/bin %{buildroot}/usr/lib %{buildroot}/usr/share/doc/shop
        echo x > %{buildroot}/usr/bin/shop
        echo y > %{buildroot}/usr/lib/libshop.so
        for i in $(seq 600); do echo y > %{buildroot}/usr/share/doc/shop/a-long-name-of-a-document-$i; done
        %files
        /usr/bin/shop
        %files libs
        /usr/lib/libshop.so
        /usr/share/doc/shop

        """

    private static func build() -> Made? {
        let folder = NSTemporaryDirectory() + "drydock-rpm-\(UUID().uuidString)"
        let manager = FileManager.default
        defer { try? manager.removeItem(atPath: folder) }
        try? manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try? spec.write(toFile: folder + "/shop.spec", atomically: true, encoding: .utf8)
        guard
            Tool.output(
                of: "rpmbuild", ["-bb", "--nodeps", "--define", "_topdir \(folder)/build", folder + "/shop.spec"],
                environment: ["HOME": folder]) != nil,
            let names = manager.enumerator(atPath: folder + "/build/RPMS")?.compactMap({ $0 as? String })
        else { return nil }
        let packages = names.filter { $0.hasSuffix(".rpm") }.sorted().map { "\(folder)/build/RPMS/\($0)" }
        let database = ["--define", "_db_backend sqlite", "--dbpath", folder + "/db"]
        let isInstalled =
            Tool.output(
                of: "rpm",
                database + ["-i", "--nodeps", "--justdb", "--noscripts", "--ignorearch", "--ignoreos"] + packages)
            != nil
        guard isInstalled, let data = manager.contents(atPath: folder + "/db/rpmdb.sqlite"),
            Tool.output(of: "sh", ["-c", "rpmdb \"$@\" --exportdb > '\(folder)/headers'", "rpmdb"] + database) != nil,
            let exported = manager.contents(atPath: folder + "/headers")
        else { return nil }
        return Made(sqlite: Array(data), headers: split(Array(exported)))
    }

    /// Headers follow each other, each with a magic of 8 bytes that databases leave out.
    private static func split(_ exported: [UInt8]) -> [[UInt8]] {
        var headers: [[UInt8]] = []
        var position = 0
        func number(_ offset: Int) -> Int { exported[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        while position + 16 <= exported.count {
            let size = 8 + number(position + 8) * 16 + number(position + 12)
            headers.append(Array(exported[(position + 8)..<min(position + 8 + size, exported.count)]))
            position += 8 + size
        }
        return headers
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = Array("0123456789abcdef")
        return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
}
