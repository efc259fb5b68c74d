import Findings
import GoSource

/// What the rules about imported packages share.
enum WeakImports {
    static func check(_ path: String, _ what: String, _ code: GoCode, _ report: GoReport) {
        for (file, spec) in code.imports(path) { report.add(spec, in: file, "\(path) is imported: \(what)") }
    }
}
