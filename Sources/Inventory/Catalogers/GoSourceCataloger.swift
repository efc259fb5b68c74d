import Artifacts
import Findings
import GoModules

/// A file of the go command, found in a source tree.
public enum GoSourceFact: Fact, Hashable {
    case module(GoModFile)
    case sums(GoSumFile)
    case workspace(GoWorkFile)
    case vendored(VendorModules)
}

/// Reads go.mod, go.sum, go.work and vendor/modules.txt. Folders whose modules are not built on their own (`vendor`,
/// `testdata`, `node_modules`, the module cache, Go's own source) are left out, as the go command leaves them out.
struct GoSourceCataloger: Analyzer {
    let name = "go-source"

    private enum Kind { case module, sums, workspace, vendored }

    func interest(in entry: Entry) -> Interest {
        guard entry.isFile, entry.size > 0 else { return .nothing }
        return entry.withPath(Self.kind) == nil ? .nothing : .whole(limit: InventoryLimits.goModuleFile)
    }

    func analyze(_ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) {
        let problems: [ModuleProblem]
        switch entry.withPath(Self.kind) {
        case .module:
            let file = GoModFile(parsing: content)
            problems = file.problems
            report(.fact(GoSourceFact.module(file)))
        case .sums:
            let file = GoSumFile(parsing: content)
            problems = file.problems
            report(.fact(GoSourceFact.sums(file)))
        case .workspace:
            let file = GoWorkFile(parsing: content)
            problems = file.problems
            report(.fact(GoSourceFact.workspace(file)))
        case .vendored:
            let file = VendorModules(parsing: content)
            problems = file.problems
            report(.fact(GoSourceFact.vendored(file)))
        case nil: return
        }
        if let first = problems.first {
            let others = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
            report(.note("\(entry.path):\(first.line): \(first.message)\(others)", makesPartial: true))
        }
    }

    private static func kind(_ path: FilePath) -> Kind? {
        let bytes = path.bytes
        guard bytes.count >= 6, let last = bytes.last else { return nil }
        var kind: Kind?
        switch last {
        case UInt8(ascii: "d"): kind = path.isAtRootOrBelow("go.mod") ? .module : nil
        case UInt8(ascii: "m"): kind = path.isAtRootOrBelow("go.sum") ? .sums : nil
        case UInt8(ascii: "k"): kind = path.isAtRootOrBelow("go.work") ? .workspace : nil
        case UInt8(ascii: "t"): kind = path.isAtRootOrBelow("vendor/modules.txt") ? .vendored : nil
        default: return nil
        }
        guard let found = kind else { return nil }
        let folder = found == .vendored ? FilePath(bytes: path.folder).folder : path.folder
        return isBuilt(folder) ? found : nil
    }

    /// Whether the modules of a folder are built on their own.
    private static func isBuilt(_ folder: Bytes) -> Bool {
        var isBuilt = true
        folder.forEachPart(0x2F) { part in
            if part.equals("vendor") || part.equals("testdata") || part.equals("node_modules")
                || part.first == UInt8(ascii: "_")
                // .git and its like; `pkg/mod/example.com/a@v1.0.0` of the module cache.
                || (part.first == UInt8(ascii: ".") && part.count > 1) || part.contains(UInt8(ascii: "@"))
            {
                isBuilt = false
            }
        }
        return isBuilt
    }
}
