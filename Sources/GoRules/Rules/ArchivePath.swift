import Findings
import GoSource

/// An entry named ../../etc/cron.d/x is written outside of the folder (Zip Slip).
struct ArchivePath: GoRule {
    static let card = RuleCard(
        id: "DD-GO-ZIP-SLIP", title: "Path of an archive entry used as it is", severity: .high,
        why: "An entry named ../../etc/cron.d/x is written outside of the folder (Zip Slip).",
        repair: "Check filepath.IsLocal(name), or extract through os.Root.", maps: [.gosec("G305"), .cwe(22)],
        confidence: .medium)
    static let examples = Examples(
        good: [
            "import (\n\"archive/zip\"\n\"path/filepath\"\n)\nfunc f(z *zip.File) string { if !filepath.IsLocal(z.Name) { return \"\" }\nreturn filepath.Join(\"d\", z.Name) }\n",
            "import (\n\"archive/tar\"\n\"path\"\n)\nfunc f(h *tar.Header) string { return path.Join(\"/\", h.Name) }\n",
            "import (\n\"archive/tar\"\n\"path\"\n)\nfunc f(h *tar.Header) tar.Header { return tar.Header{Name: path.Join(h.Name, \"a\")} }\n",
        ],
        bad: [
            "import (\n\"archive/zip\"\n\"path/filepath\"\n)\nfunc f(z *zip.File) string { return filepath.Join(\"d\", z.Name) }\n"
        ])

    private static let names: Set<String> = [
        "archive/zip.FileHeader.Name", "archive/zip.File.Name", "archive/tar.Header.Name",
        "archive/tar.Header.Linkname",
    ]

    static func check(_ code: GoCode, _ report: GoReport) {
        guard code.importsPackage("archive/zip") || code.importsPackage("archive/tar") else { return }
        for call in code.calls(["path/filepath.Join", "path.Join"]) {
            let isEntry = call.file.tree.nodes(call.arguments).contains { argument in
                if names.contains(code.name(of: argument, in: call.file)) { return true }
                let (value, file) = code.resolved(argument, in: call.file)
                return names.contains(code.name(of: value, in: file))
            }
            guard isEntry, !isRooted(call, code), !isCopiedHeader(call, code), !isChecked(call, code) else { continue }
            report.add(call.node, in: call.file, "the name of an archive entry is joined to a path unchecked")
        }
    }

    /// `path.Join("/", name)` goes no higher than the root.
    private static func isRooted(_ call: GoCall, _ code: GoCode) -> Bool {
        code.string(call.argument(0), in: call.file) == "/"
    }

    /// The name of an entry that goes into another archive: nothing is written to disk under it.
    private static func isCopiedHeader(_ call: GoCall, _ code: GoCode) -> Bool {
        let tree = call.file.tree
        var parent = code.parent(of: call.node, in: call.file)
        if tree.kind(parent) == .keyValue { parent = code.parent(of: parent, in: call.file) }
        if case .assign(_, let left, _) = tree.syntax(parent) {
            return names.contains(code.name(of: tree.first(left), in: call.file))
        }
        guard tree.kind(parent) == .compositeLiteral else { return false }
        let type = code.qualifiedName(ofType: call.file.type(of: parent))
        return type == "archive/tar.Header" || type == "archive/zip.FileHeader"
    }

    /// A check of locality or of the joined path's prefix anywhere in the function.
    private static func isChecked(_ call: GoCall, _ code: GoCode) -> Bool {
        guard let function = code.declaredFunction(around: call.node, in: call.file) else { return false }
        return code.contains(function.body, in: call.file) { node, kind in
            guard kind == .call, let inner = code.call(at: node, in: call.file) else { return false }
            return inner.name == "path/filepath.IsLocal" || inner.name == "strings.HasPrefix"
        }
    }
}
