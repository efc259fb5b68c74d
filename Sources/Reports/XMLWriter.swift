/// Writes XML 1.0 as it goes, two spaces a level.
struct XMLWriter {
    private(set) var bytes: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    private var depth = 0

    typealias Attributes = KeyValuePairs<StaticString, String?>

    /// An element with child elements.
    mutating func element(_ name: StaticString, _ attributes: Attributes = [:], _ body: (inout XMLWriter) -> Void) {
        start(name, attributes)
        let mark = bytes.count
        append(">\n")
        let empty = bytes.count
        depth += 1
        body(&self)
        depth -= 1
        if bytes.count == empty {
            bytes.removeLast(bytes.count - mark)
            append("/>\n")
        } else {
            indent()
            end(name)
        }
    }

    /// An element with text only; left out where the text is nil.
    mutating func element(_ name: StaticString, _ attributes: Attributes = [:], text: String?) {
        guard let text else { return }
        start(name, attributes)
        append(">")
        write(text, isAttribute: false)
        end(name)
    }

    /// An element with neither text nor children.
    mutating func element(_ name: StaticString, _ attributes: Attributes) {
        start(name, attributes)
        append("/>\n")
    }

    private mutating func start(_ name: StaticString, _ attributes: Attributes) {
        indent()
        append("<")
        append(name)
        for (name, value) in attributes {
            guard let value else { continue }
            append(" ")
            append(name)
            append("=\"")
            write(value, isAttribute: true)
            append("\"")
        }
    }

    private mutating func end(_ name: StaticString) {
        append("</")
        append(name)
        append(">\n")
    }

    private mutating func indent() {
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Characters that XML cannot hold even escaped become U+FFFD.
    /// Source: XML 1.0 (fifth edition), section 2.2, production [2] Char.
    private mutating func write(_ text: String, isAttribute: Bool) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": append("&lt;")
            case ">": append("&gt;")
            case "&": append("&amp;")
            case "\"" where isAttribute: append("&quot;")
            case "\n" where isAttribute: append("&#10;")
            case "\t" where isAttribute: append("&#9;")
            case "\r": append("&#13;")
            case "\n", "\t": bytes.append(UInt8(scalar.value))
            case "\u{0}"..<"\u{20}", "\u{fffe}", "\u{ffff}": append("\u{fffd}")
            default:
                if scalar.value < 0x80 {
                    bytes.append(UInt8(scalar.value))
                } else if scalar.value < 0xa0 {
                    append("\u{fffd}")
                } else {
                    bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                }
            }
        }
    }
}
