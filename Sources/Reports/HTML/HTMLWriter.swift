/// Writes HTML5 as it goes. Text and attribute values are escaped here and nowhere else, so nothing of a target becomes
/// markup.
struct HTMLWriter {
    private(set) var bytes: [UInt8] = Array("<!DOCTYPE html>\n".utf8)

    typealias Attributes = KeyValuePairs<StaticString, String?>

    init(reserving capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    /// An element with content; attributes that are nil are left out, an empty value stands alone (`open`).
    mutating func element(_ name: StaticString, _ attributes: Attributes = [:], _ body: (inout HTMLWriter) -> Void) {
        open(name, attributes)
        body(&self)
        raw("</")
        raw(name)
        raw(">")
    }

    mutating func element(_ name: StaticString, _ attributes: Attributes = [:], text: String) {
        element(name, attributes) { $0.text(text) }
    }

    /// An element without an end tag (`meta`, `input`).
    mutating func void(_ name: StaticString, _ attributes: Attributes = [:]) { open(name, attributes) }

    /// Text, safe to show: control characters and direction marks spelled out.
    mutating func text(_ text: String) { escape(VisibleText.line(text)) }

    /// Our own markup, style or script.
    mutating func raw(_ markup: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
    }

    private mutating func open(_ name: StaticString, _ attributes: Attributes) {
        raw("<")
        raw(name)
        for (key, value) in attributes {
            guard let value else { continue }
            raw(" ")
            raw(key)
            guard !value.isEmpty else { continue }
            raw("=\"")
            escape(VisibleText.line(value))
            raw("\"")
        }
        raw(">")
    }

    private mutating func escape(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): raw("&amp;")
            case UInt8(ascii: "<"): raw("&lt;")
            case UInt8(ascii: ">"): raw("&gt;")
            case UInt8(ascii: "\""): raw("&quot;")
            case UInt8(ascii: "'"): raw("&#39;")
            default: bytes.append(byte)
            }
        }
    }
}
