import Findings
import GoSource

/// What the rules about SQL share.
enum SQLCalls {
    private static let methods: [String: Int] = [
        "Query": 0, "QueryRow": 0, "Exec": 0, "Prepare": 0, "QueryContext": 1, "QueryRowContext": 1, "ExecContext": 1,
        "PrepareContext": 1,
    ]
    private static let owners = ["database/sql.DB", "database/sql.Tx", "database/sql.Conn"]

    static let names: [String] = owners.flatMap { owner in methods.keys.sorted().map { owner + "." + $0 } }

    static func all(_ code: GoCode) -> [GoCall] { code.calls(names) }

    static func place(_ name: String) -> Int? {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        return methods[String(name[name.index(after: dot)...])]
    }

    static func query(_ call: GoCall) -> Node? {
        guard let place = place(call.name), place < call.argumentCount else { return nil }
        return call.argument(place)
    }

    /// An expression, or all that a variable gets.
    static func values(_ node: Node, _ file: FileInfo, _ code: GoCode) -> [(Node, FileInfo)] {
        guard let object = code.variable(node, in: file), !code.isParameter(object) else {
            return [(file.tree.unparen(node), file)]
        }
        return (code.definitions[object] ?? []).filter { !$0.value.isNone }.map {
            ($0.file.tree.unparen($0.value), $0.file)
        }
    }

    static func isSQL(_ text: String) -> Bool {
        let upper = text.uppercased()
        for verb in [
            "SELECT ", "DELETE ", "INSERT ", "UPDATE ", "INTO ", "FROM ", "WHERE ", "DROP ", "CREATE ", "ALTER ",
        ]
        where upper.contains(verb) { return true }
        for verb in ["SELECT\n", "DELETE\n", "INSERT\n", "UPDATE\n", "FROM\n", "WHERE\n"] where upper.contains(verb) {
            return true
        }
        return false
    }
}
