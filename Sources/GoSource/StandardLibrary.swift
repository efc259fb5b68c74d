private import CGoIndex

/// The bundled index of the standard library: its exported declarations, without bodies, a package at a time.
///
/// What came after Go 1.19 is in a second text: further declarations of a package, new packages, and lines
/// `@Type Field FieldType` for new fields of its structs.
public enum StandardLibrary {
    /// Where the text of a package lies in the index.
    private static let places = sections(generated)
    private static let additionPlaces = sections(additions)

    private static var generated: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: drydock_go_index_bytes(), count: drydock_go_index_length())
    }

    private static var additions: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: drydock_go_additions_bytes(), count: drydock_go_additions_length())
    }

    /// Whether an import path is a package of the standard library.
    public static func contains(_ path: String) -> Bool { places[path] != nil || additionPlaces[path] != nil }

    /// All import paths of the index, in order.
    public static var paths: [String] { Set(places.keys).union(additionPlaces.keys).sorted() }

    private static func sections(_ text: UnsafeBufferPointer<UInt8>) -> [String: Range<Int>] {
        var found: [String: Range<Int>] = [:]
        var path = ""
        var start = 0
        var line = 0
        while line < text.count {
            let end = text[line...].firstIndex(of: 0x0A) ?? text.count
            if end - line > 3, text[line] == UInt8(ascii: "="), text[line + 1] == UInt8(ascii: "=") {
                if !path.isEmpty { found[path] = start..<line }
                path = String(decoding: text[(line + 3)..<end], as: UTF8.self)
                start = min(end + 1, text.count)
            }
            line = end + 1
        }
        if !path.isEmpty { found[path] = start..<text.count }
        return found
    }

    /// The files of a package, read.
    static func folder(_ path: String) -> ReadFolder? {
        var text = places[path].map { Array(generated[$0]) } ?? []
        let added = additionPlaces[path].map { Array(additions[$0]) } ?? []
        var declarations: [UInt8] = []
        var imports: [UInt8] = []
        for line in added.split(separator: 0x0A) {
            if line.first == UInt8(ascii: "@") {
                addField(line.dropFirst(), to: &text)
            } else if line.starts(with: "import".utf8) || line.starts(with: "package".utf8) {
                imports += line
                imports.append(0x0A)
            } else {
                declarations += line
                declarations.append(0x0A)
            }
        }
        var files: [GoFile] = []
        let options = ParseOptions(skipsBodies: true)
        if !text.isEmpty { files.append(GoFile(path: path + "/index.go", source: SourceText(text), options: options)) }
        if !added.isEmpty {
            files.append(
                GoFile(path: path + "/additions.go", source: SourceText(imports + declarations), options: options))
        }
        return files.isEmpty ? nil : ReadFolder(files: files)
    }

    /// `Type Field FieldType` becomes the first field of the struct.
    private static func addField(_ line: ArraySlice<UInt8>, to text: inout [UInt8]) {
        guard let cut = line.firstIndex(of: 0x20) else { return }
        let head = Array("\ntype ".utf8) + line[..<cut] + Array(" struct{".utf8)
        guard let found = position(of: head, in: text) else { return }
        text.insert(contentsOf: Array(line[(cut + 1)...]) + Array(";".utf8), at: found + head.count)
    }

    private static func position(of wanted: [UInt8], in text: [UInt8]) -> Int? {
        guard text.count >= wanted.count else { return nil }
        return (0...(text.count - wanted.count)).first { start in
            text[start + 6] == wanted[6] && text[start..<(start + wanted.count)].elementsEqual(wanted)
        }
    }
}
