/// A value of a TOML document, with the line it starts on. Source: TOML 1.0.0; dates are left out.
indirect enum TOMLValue: Sendable {
    case text(String, line: Int)
    case integer(Int, line: Int)
    case decimal(Double, line: Int)
    case boolean(Bool, line: Int)
    case list([TOMLValue], line: Int)
    case table([String: TOMLValue], line: Int)

    var line: Int {
        switch self {
        case .text(_, let line), .integer(_, let line), .decimal(_, let line), .boolean(_, let line),
            .list(_, let line),
            .table(_, let line):
            line
        }
    }

    /// For messages.
    var kind: String {
        switch self {
        case .text: "a string"
        case .integer: "an integer"
        case .decimal: "a number"
        case .boolean: "a boolean"
        case .list: "an array"
        case .table: "a table"
        }
    }
}
