import Findings
import GoSource

/// A few kilobytes can unpack to gigabytes and fill memory or disk.
struct DecompressionBomb: GoRule {
    static let card = RuleCard(
        id: "DD-GO-DECOMPRESSION", title: "Decompression without a limit", severity: .medium,
        why: "A few kilobytes can unpack to gigabytes and fill memory or disk.",
        repair: "Copy with io.CopyN or through io.LimitReader.", maps: [.gosec("G110"), .cwe(409)],
        confidence: .medium)
    static let examples = Examples(
        good: [
            "import (\n\"compress/gzip\"\n\"io\"\n\"os\"\n)\nfunc f(r io.Reader) { z, _ := gzip.NewReader(r); io.CopyN(os.Stdout, z, 1024) }\n"
        ],
        bad: [
            "import (\n\"compress/gzip\"\n\"io\"\n\"os\"\n)\nfunc f(r io.Reader) { z, _ := gzip.NewReader(r); io.Copy(os.Stdout, z) }\n"
        ])

    private static let openers: Set<String> = [
        "compress/gzip.NewReader", "compress/zlib.NewReader", "compress/zlib.NewReaderDict", "compress/bzip2.NewReader",
        "compress/flate.NewReader", "compress/flate.NewReaderDict", "compress/lzw.NewReader", "archive/tar.NewReader",
        "archive/zip.NewReader", "archive/zip.File.Open",
    ]

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls(["io.Copy", "io.CopyBuffer"]) {
            let source = call.argument(1)
            if let inner = code.call(at: source, in: call.file), openers.contains(inner.name) {
                report.add(call.node, in: call.file, "what \(inner.name) unpacks is copied without a limit")
                continue
            }
            guard let object = code.variable(source, in: call.file) else { continue }
            for definition in code.definitions[object] ?? [] where definition.result <= 0 {
                guard let inner = code.call(at: definition.value, in: definition.file), openers.contains(inner.name)
                else { continue }
                report.add(call.node, in: call.file, "what \(inner.name) unpacks is copied without a limit")
            }
        }
    }
}
