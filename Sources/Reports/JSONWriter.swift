/// Writes JSON as it goes: two spaces a level, fields in the order they are written, numbers always the same way.
///
/// Balance is kept by the closures; a value that is absent (nil, or empty where the call says so) leaves no trace.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    /// Write `<`, `>` and `&` as `\u00XX`, so that the text can stand inside a `<script>` element.
    private let isForMarkup: Bool
    private let isIndented: Bool
    private var depth = 0
    private var isFirst = true

    init(reserving capacity: Int = 0, isForMarkup: Bool = false, isIndented: Bool = true) {
        self.isForMarkup = isForMarkup
        self.isIndented = isIndented
        bytes.reserveCapacity(capacity)
    }

    // MARK: containers

    mutating func object(_ name: StaticString? = nil, _ body: (inout JSONWriter) -> Void) {
        open(name, UInt8(ascii: "{"))
        body(&self)
        close(UInt8(ascii: "}"))
    }

    /// An object that is left out where `body` writes nothing.
    mutating func objectUnlessEmpty(_ name: StaticString, _ body: (inout JSONWriter) -> Void) {
        let mark = (bytes.count, isFirst)
        open(name, UInt8(ascii: "{"))
        let empty = bytes.count
        body(&self)
        if bytes.count == empty {
            depth -= 1
            bytes.removeLast(bytes.count - mark.0)
            isFirst = mark.1
        } else {
            close(UInt8(ascii: "}"))
        }
    }

    mutating func array(_ name: StaticString? = nil, _ body: (inout JSONWriter) -> Void) {
        open(name, UInt8(ascii: "["))
        body(&self)
        close(UInt8(ascii: "]"))
    }

    mutating func array<Items: Sequence>(
        _ name: StaticString? = nil, of items: Items, _ body: (inout JSONWriter, Items.Element) -> Void
    ) {
        array(name) { json in
            for item in items { body(&json, item) }
        }
    }

    /// An array of objects that is left out where there are no items.
    mutating func objects<Items: Collection>(
        _ name: StaticString, of items: Items, _ body: (inout JSONWriter, Items.Element) -> Void
    ) {
        guard !items.isEmpty else { return }
        array(name, of: items) { json, item in json.object { body(&$0, item) } }
    }

    // MARK: fields

    mutating func field(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        key(name)
        write(string: value)
    }

    mutating func field(nonEmpty name: StaticString, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        field(name, value)
    }

    mutating func field(_ name: StaticString, _ value: Int?) {
        guard let value else { return }
        key(name)
        bytes.append(contentsOf: String(value).utf8)
    }

    mutating func field(_ name: StaticString, _ value: Int64?) {
        guard let value else { return }
        key(name)
        bytes.append(contentsOf: String(value).utf8)
    }

    /// JSON has no words for what is not finite; such a value is left out.
    mutating func field(_ name: StaticString, _ value: Double?) {
        guard let value, value.isFinite else { return }
        key(name)
        bytes.append(contentsOf: DecimalText.of(value).utf8)
    }

    mutating func field(_ name: StaticString, _ value: Bool?) {
        guard let value else { return }
        key(name)
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// Strings in their order; left out where there are none.
    mutating func field(_ name: StaticString, _ values: [String]) {
        guard !values.isEmpty else { return }
        array(name, of: values) { $0.value($1) }
    }

    mutating func field(_ name: StaticString, _ values: [Int]) {
        guard !values.isEmpty else { return }
        array(name, of: values) { json, value in
            json.separate()
            json.bytes.append(contentsOf: String(value).utf8)
        }
    }

    /// A field whose name is data.
    mutating func field(named name: String, _ value: String) {
        separate()
        write(string: name)
        colon()
        write(string: value)
    }

    mutating func field(named name: String, _ value: Int) {
        separate()
        write(string: name)
        colon()
        bytes.append(contentsOf: String(value).utf8)
    }

    /// Names and values, by name; left out where there are none.
    mutating func field(_ name: StaticString, _ values: [String: String]) {
        guard !values.isEmpty else { return }
        object(name) { json in
            for (name, value) in values.sorted(by: { $0.key < $1.key }) { json.field(named: name, value) }
        }
    }

    mutating func field(_ name: StaticString, _ values: [String: Int]) {
        guard !values.isEmpty else { return }
        object(name) { json in
            for (name, value) in values.sorted(by: { $0.key < $1.key }) { json.field(named: name, value) }
        }
    }

    /// An element of an array.
    mutating func value(_ text: String) {
        separate()
        write(string: text)
    }

    /// The bytes, ended by a line feed.
    consuming func finish() -> [UInt8] {
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    // MARK: characters

    private mutating func open(_ name: StaticString?, _ bracket: UInt8) {
        if let name { key(name) } else { separate() }
        bytes.append(bracket)
        depth += 1
        isFirst = true
    }

    private mutating func close(_ bracket: UInt8) {
        depth -= 1
        if !isFirst { newLine() }
        bytes.append(bracket)
        isFirst = false
    }

    private mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        colon()
    }

    private mutating func colon() {
        bytes.append(UInt8(ascii: ":"))
        if isIndented { bytes.append(UInt8(ascii: " ")) }
    }

    private mutating func separate() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        if depth > 0 { newLine() }
    }

    private mutating func newLine() {
        guard isIndented else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }

    /// Source: RFC 8259, section 7. DEL and the C1 controls, and the marks that turn the direction of text, are legal
    /// as they are, but nobody who looks at the file wants to meet them raw.
    private mutating func write(string text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var clean = 0
            var index = 0
            while index < utf8.count {
                let byte = utf8[index]
                if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte < 0x7f,
                    !isForMarkup
                        || (byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "&"))
                {
                    index += 1
                    continue
                }
                let (width, unit) = Self.escaped(utf8, at: index)
                guard let unit else {
                    index += width
                    continue
                }
                bytes.append(contentsOf: utf8[clean..<index])
                write(escape: unit)
                index += width
                clean = index
            }
            bytes.append(contentsOf: utf8[clean..<utf8.count])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The width of the scalar at `index`, and its value where it must be escaped. Valid UTF-8 is given.
    private static func escaped(_ utf8: UnsafeBufferPointer<UInt8>, at index: Int) -> (width: Int, unit: UInt16?) {
        let byte = utf8[index]
        if byte < 0x80 { return (1, UInt16(byte)) }
        if byte < 0xe0 {
            guard index + 1 < utf8.count else { return (1, nil) }
            let unit = UInt16(byte & 0x1f) << 6 | UInt16(utf8[index + 1] & 0x3f)
            return (2, unit < 0xa0 ? unit : nil)
        }
        if byte < 0xf0 {
            guard index + 2 < utf8.count else { return (1, nil) }
            let unit = UInt16(byte & 0x0f) << 12 | UInt16(utf8[index + 1] & 0x3f) << 6 | UInt16(utf8[index + 2] & 0x3f)
            return (3, VisibleText.isTreacherous(unit) ? unit : nil)
        }
        return (4, nil)
    }

    private mutating func write(escape unit: UInt16) {
        bytes.append(UInt8(ascii: "\\"))
        switch unit {
        case 0x22, 0x5c: bytes.append(UInt8(unit))
        case 0x0a: bytes.append(UInt8(ascii: "n"))
        case 0x0d: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x0c: bytes.append(UInt8(ascii: "f"))
        default:
            bytes.append(UInt8(ascii: "u"))
            for shift in [12, 8, 4, 0] as [UInt16] {
                let digit = UInt8(unit >> shift & 15)
                bytes.append(digit < 10 ? 48 + digit : 87 + digit)
            }
        }
    }
}

/// Decimal numbers without exponents, the shortest text that reads back as the same number.
enum DecimalText {
    static func of(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
        let text = value.description
        guard let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }),
            let exponent = Int(text[text.index(after: mark)...]), exponent < 0, exponent > -400
        else { return text }
        let isNegative = text.hasPrefix("-")
        let digits = text[..<mark].filter(\.isNumber)
        return (isNegative ? "-0." : "0.") + String(repeating: "0", count: -exponent - 1) + digits
    }
}
