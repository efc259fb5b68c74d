/// Makes tar archives byte by byte, also broken ones.
struct TarMaker {
    var bytes: [UInt8] = []

    struct Header {
        var name: String = "file"
        var rawName: [UInt8]?
        var mode = 0o644
        var userID = 0
        var size = 0
        var modified = 0
        var type: Character = "0"
        var link = ""
        var magic = "ustar\u{0}00"
        var prefix = ""

        func bytes(checksum: Bool = true, patch: (inout [UInt8]) -> Void = { _ in }) -> [UInt8] {
            var block = [UInt8](repeating: 0, count: 512)
            func put(_ text: [UInt8], _ at: Int) { for (index, byte) in text.enumerated() { block[at + index] = byte } }
            func octal(_ number: Int, _ width: Int) -> [UInt8] {
                let digits = String(number, radix: 8)
                return Array((String(repeating: "0", count: max(0, width - digits.count)) + digits).utf8)
            }
            put(Array((rawName ?? Array(name.utf8)).prefix(100)), 0)
            put(octal(mode, 7), 100)
            put(octal(userID, 7), 108)
            put(octal(0, 7), 116)
            put(octal(size, 11), 124)
            put(octal(modified, 11), 136)
            block[156] = type.asciiValue ?? 0
            put(Array(link.utf8.prefix(100)), 157)
            put(Array(magic.utf8), 257)
            put(Array(prefix.utf8.prefix(155)), 345)
            patch(&block)
            if checksum { TarMaker.sign(&block) }
            return block
        }
    }

    static func sign(_ block: inout [UInt8]) {
        for index in 148..<156 { block[index] = 0x20 }
        let sum = block.reduce(0) { $0 + Int($1) }
        let digits = String(sum, radix: 8)
        let text = String(repeating: "0", count: 6 - digits.count) + digits + "\u{0} "
        for (index, byte) in text.utf8.enumerated() { block[148 + index] = byte }
    }

    mutating func content(_ content: [UInt8]) {
        bytes += content
        bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    mutating func add(_ header: Header, _ content: [UInt8] = []) {
        var header = header
        header.size = content.count
        bytes += header.bytes()
        self.content(content)
    }

    mutating func file(_ name: String, _ text: String = "", mode: Int = 0o644) {
        file(name, Array(text.utf8), mode: mode)
    }

    mutating func file(_ name: String, _ content: [UInt8], mode: Int = 0o644) {
        if name.utf8.count > 100 { pax([("path", name)]) }
        add(Header(name: name, mode: mode), content)
    }

    mutating func folder(_ name: String) { add(Header(name: name + "/", mode: 0o755, type: "5")) }

    mutating func symbolicLink(_ name: String, to target: String) {
        add(Header(name: name, mode: 0o777, type: "2", link: target))
    }

    mutating func hardLink(_ name: String, to target: String) { add(Header(name: name, type: "1", link: target)) }

    mutating func whiteout(_ path: String) {
        let parts = path.split(separator: "/")
        file((parts.dropLast() + [".wh." + (parts.last ?? "")]).joined(separator: "/"))
    }

    mutating func opaque(_ folder: String) { file(folder.isEmpty ? ".wh..wh..opq" : "\(folder)/.wh..wh..opq") }

    static func record(_ key: String, _ value: String) -> [UInt8] { record(key, Array(value.utf8)) }

    static func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
        let rest = key.utf8.count + value.count + 3
        var length = rest + 1
        while String(length).utf8.count + rest != length { length = String(length).utf8.count + rest }
        return Array("\(length) \(key)=".utf8) + value + [0x0A]
    }

    mutating func pax(_ records: [(String, String)], type: Character = "x") {
        add(Header(name: "PaxHeaders/x", type: type), records.flatMap { Self.record($0.0, $0.1) })
    }

    /// The two zero blocks at the end.
    mutating func end() { bytes += [UInt8](repeating: 0, count: 1024) }

    func ended() -> [UInt8] {
        var copy = self
        copy.end()
        return copy.bytes
    }

    static func make(_ body: (inout TarMaker) -> Void) -> [UInt8] {
        var maker = TarMaker()
        body(&maker)
        return maker.ended()
    }
}
