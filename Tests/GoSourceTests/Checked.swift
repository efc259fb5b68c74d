import Testing

@testable import GoSource

/// A program in memory with its first package checked, and ways to ask about expressions by their text.
struct Checked {
    let program: GoProgram
    let info: PackageInfo

    init(_ sources: [String: String], path: String? = nil, options: LoadOptions = LoadOptions(threads: 1)) throws {
        let program = GoProgram(sources: sources, options: options)
        self.program = program
        let package = path.map { path in program.packages.first { $0.path == path } } ?? program.packages.first
        info = program.check(try #require(package))
    }

    /// A file `a.go` of package p in module m.
    init(_ body: String, options: LoadOptions = LoadOptions(threads: 1)) throws {
        let source = body.hasPrefix("package") ? body : "package p\n" + body
        try self.init(["go.mod": "module m\n\ngo 1.26\n", "a.go": source], options: options)
    }

    /// The last expression with this text.
    func node(_ text: String) throws -> (Node, FileInfo) {
        for file in info.files.reversed() {
            for index in stride(from: file.tree.nodeCount - 1, to: 0, by: -1) {
                let node = Node(index: UInt32(index))
                if file.tree.kind(node).isExpression, file.tree.text(of: node) == text { return (node, file) }
            }
        }
        Issue.record("no expression \(text)")
        throw Missing()
    }

    struct Missing: Error {}

    func type(_ text: String) throws -> String {
        let (node, file) = try node(text)
        return program.text(file.type(of: node))
    }

    func object(_ text: String) throws -> String {
        let (node, file) = try node(text)
        return info.qualifiedName(of: file.object(of: node))
    }

    func constant(_ text: String) throws -> ConstantValue {
        let (node, file) = try node(text)
        return info.constant(of: node, in: file)
    }

    func callee(_ text: String) throws -> Callee {
        let (node, file) = try node(text)
        return info.callee(of: node, in: file)
    }

    func calleeName(_ text: String) throws -> String { info.qualifiedName(of: try callee(text).object) }
}

func parse(_ text: String) -> GoFile { GoFile(path: "a.go", text: text) }

extension GoFile {
    var messages: [String] { errors.map { "\(position(ofOffset: $0.offset).line): \($0.message)" } }

    /// Each node lies within the one that it is part of.
    var firstNodeOutsideOfParent: String? {
        let parents = parents()
        for index in 1..<nodeCount where parents[index] != 0 {
            let inner = range(of: Node(index: UInt32(index)))
            let outer = range(of: Node(index: parents[index]))
            if inner.lowerBound < outer.lowerBound || inner.upperBound > outer.upperBound {
                return "\(kind(Node(index: UInt32(index)))) \(inner) in \(kind(Node(index: parents[index]))) \(outer)"
            }
        }
        return nil
    }
}
