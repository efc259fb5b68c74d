import Findings

/// Makes a tree of a YAML or JSON text.
///
/// A faulty document gives one fault; reading goes on at the next `---`.
public enum YAMLParser {
    public static func parse(_ bytes: [UInt8], limits: YAMLLimits = YAMLLimits()) -> YAMLTree {
        parse(SourceText(bytes), limits: limits)
    }

    public static func parse(_ source: SourceText, limits: YAMLLimits = YAMLLimits()) -> YAMLTree {
        guard source.bytes.count <= limits.size else {
            let fault = YAMLFault(
                offset: 0, message: "larger than \(limits.size >> 20) MiB; not read")
            return YAMLTree(source: source, tables: YAMLTables(), comments: [], faults: [fault])
        }
        return source.bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else {
                return YAMLTree(source: source, tables: YAMLTables(), comments: [], faults: [])
            }
            var builder = YAMLBuilder(base: base, count: buffer.count, limits: limits)
            builder.read()
            return YAMLTree(
                source: source, tables: builder.tables, comments: builder.comments, faults: builder.faults)
        }
    }
}
