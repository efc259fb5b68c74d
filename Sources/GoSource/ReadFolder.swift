import Synchronization

/// The Go files of one folder that fit the build, read without function bodies.
struct ReadFolder: Sendable {
    /// The files of one package with its tests.
    struct Group: Sendable {
        var name: String
        var files: [GoFile] = []
        var tests: [GoFile] = []
        var externalTests: [GoFile] = []
        /// The folder's package, which an import of the folder means.
        var isImportable = false
    }

    var files: [GoFile] = []
    var excluded: [String] = []

    init(files: [GoFile]) { self.files = files }

    init(_ folder: String, _ names: [String], _ reader: SourceReader, _ options: LoadOptions, skipsBodies: Bool) {
        for name in names {
            let path = joined(folder, name)
            guard options.includesTests || !name.hasSuffix("_test.go") else { continue }
            guard options.context.fits(fileName: name) else {
                excluded.append(reader.shown(path))
                continue
            }
            guard let source = reader.read(path) else { continue }
            let file = GoFile(path: reader.shown(path), source: source, options: ParseOptions(skipsBodies: skipsBodies))
            guard options.context.fits(file), options.context.isCgoEnabled || !file.importsC else {
                excluded.append(reader.shown(path))
                continue
            }
            files.append(file)
        }
    }

    /// The folder's packages: one, if it is as `go build` wants it. Folders of many programs, each in a file of its own,
    /// give a package for each file.
    func groups(includesTests: Bool) -> [Group] {
        var groups: [Group] = []
        func position(_ name: String) -> Int {
            if let index = groups.firstIndex(where: { $0.name == name }) { return index }
            groups.append(Group(name: name))
            return groups.count - 1
        }
        var tests: [GoFile] = []
        for file in files {
            if file.path.hasSuffix("_test.go") {
                tests.append(file)
            } else {
                groups[position(file.packageName)].files.append(file)
            }
        }
        if includesTests {
            for file in tests {
                let name = file.packageName
                if name.hasSuffix("_test"), !groups.contains(where: { $0.name == name }) {
                    groups[position(String(name.dropLast(5)))].externalTests.append(file)
                } else {
                    groups[position(name)].tests.append(file)
                }
            }
        }
        groups = groups.flatMap(Self.programs)
        if groups.count > 1 { groups.removeAll { $0.name == "documentation" } }
        let importable =
            groups.indices.filter { groups[$0].name != "main" }
            .max { groups[$0].files.count < groups[$1].files.count } ?? groups.indices.first
        if let importable { groups[importable].isImportable = true }
        return groups
    }

    /// Splits a package main in which several files have a function main.
    private static func programs(_ group: Group) -> [Group] {
        guard group.name == "main", group.files.count > 1 else { return [group] }
        let starts = group.files.filter(\.declaresMain).count
        guard starts > 1 else { return [group] }
        var split: [Group] = group.files.map { Group(name: "main", files: [$0]) }
        split[0].tests = group.tests
        split[0].externalTests = group.externalTests
        return split
    }
}

/// Folders as tasks read them.
final class ReadFolders: Sendable {
    private let list: Mutex<[ReadFolder?]>

    init(count: Int) { list = Mutex([ReadFolder?](repeating: nil, count: count)) }

    func set(_ index: Int, _ folder: ReadFolder?) { list.withLock { $0[index] = folder } }

    var values: [ReadFolder?] { list.withLock { $0 } }
}

extension GoFile {
    /// Names (empty where none is written) and paths of the imports.
    func imports() -> [(name: String, path: String)] {
        var found: [(name: String, path: String)] = []
        for declaration in nodes(declarations) {
            guard case .general(.import, let specs, _) = syntax(declaration) else { continue }
            for spec in nodes(specs) {
                guard case .importSpec(let name, let path) = syntax(spec) else { continue }
                let text = importPath(path)
                if !text.isEmpty { found.append((self.name(of: name), text)) }
            }
        }
        return found
    }

    /// The text of an import's path.
    func importPath(_ literal: Node) -> String {
        let range = range(of: literal)
        guard kind(literal) == .literal, range.count > 2 else { return "" }
        return source.string((range.lowerBound + 1)..<(range.upperBound - 1))
    }

    var importsC: Bool { imports().contains { $0.path == "C" } }

    fileprivate var declaresMain: Bool {
        nodes(declarations).contains { node in
            guard case .function(let receiver, let name, _, _) = syntax(node) else { return false }
            return count(receiver) == 0 && isName(name, "main")
        }
    }
}
