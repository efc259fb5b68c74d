import Findings
import GoSource

/// Marshalling a struct writes its exported fields, the secret ones too, into logs and answers.
struct SecretSerialized: GoRule {
    static let card = RuleCard(
        id: "DD-GO-SECRET-SERIALIZED", title: "Secret goes out with the rest of a struct", severity: .medium,
        why: "Marshalling a struct writes its exported fields, the secret ones too, into logs and answers.",
        repair: "Tag the field with \"-\", or marshal a type without it.", maps: [.gosec("G117"), .cwe(499)],
        profile: .strict, confidence: .medium)
    static let examples = Examples(
        good: [
            "import \"encoding/json\"\ntype C struct { Password string `json:\"-\"` }\nfunc f() { json.Marshal(C{}) }\n"
        ],
        bad: ["import \"encoding/json\"\ntype C struct { Password string }\nfunc f() { json.Marshal(C{}) }\n"])

    private static let encoders: [String: String] = [
        "encoding/json.Marshal": "json", "encoding/json.MarshalIndent": "json", "encoding/json.Encoder.Encode": "json",
        "encoding/xml.Marshal": "xml", "encoding/xml.MarshalIndent": "xml", "encoding/xml.Encoder.Encode": "xml",
        "encoding/xml.Encoder.EncodeElement": "xml",
        "gopkg.in/yaml.v2.Marshal": "yaml", "gopkg.in/yaml.v3.Marshal": "yaml", "go.yaml.in/yaml/v3.Marshal": "yaml",
        "go.yaml.in/yaml/v2.Marshal": "yaml", "go.yaml.in/yaml/v4.Marshal": "yaml", "sigs.k8s.io/yaml.Marshal": "yaml",
        "github.com/goccy/go-yaml.Marshal": "yaml",
        "gopkg.in/yaml.v2.Encoder.Encode": "yaml", "gopkg.in/yaml.v3.Encoder.Encode": "yaml",
        "go.yaml.in/yaml/v3.Encoder.Encode": "yaml", "github.com/BurntSushi/toml.Marshal": "toml",
        "github.com/BurntSushi/toml.Encoder.Encode": "toml", "github.com/pelletier/go-toml.Marshal": "toml",
        "github.com/pelletier/go-toml/v2.Marshal": "toml", "github.com/pelletier/go-toml/v2.Encoder.Encode": "toml",
    ]
    private static let constructors: [String: String] = [
        "encoding/json.NewEncoder": "json", "encoding/xml.NewEncoder": "xml",
        "gopkg.in/yaml.v2.NewEncoder": "yaml", "gopkg.in/yaml.v3.NewEncoder": "yaml",
        "go.yaml.in/yaml/v3.NewEncoder": "yaml", "github.com/BurntSushi/toml.NewEncoder": "toml",
        "github.com/pelletier/go-toml/v2.NewEncoder": "toml",
    ]
    private static let marshalers = ["MarshalJSON", "MarshalText", "MarshalYAML", "MarshalXML", "MarshalTOML"]

    static func check(_ code: GoCode, _ report: GoReport) {
        for call in code.calls {
            guard let format = format(call, code) else { continue }
            let argument = call.argument(0)
            guard !argument.isNone else { continue }
            var type = call.file.type(of: argument)
            for _ in 0..<6 {
                let base = code.types.underlying(type)
                switch code.types.kind(base) {
                case .pointer, .slice, .array, .map: type = code.types.element(base)
                default: break
                }
            }
            guard !hasMarshaler(type, code), !isInsideMarshaler(call, code) else { continue }
            guard let found = secretField(of: type, format, code, 0) else { continue }
            if isRedacted(found.name, argument, call.file, code) { continue }
            report.add(call.node, in: call.file, "field \(found.name) of what is marshalled looks like a secret")
        }
    }

    private static func format(_ call: GoCall, _ code: GoCode) -> String? {
        if let known = encoders[call.name] { return known }
        // Methods of types whose source is not there: by the constructor.
        let tree = call.file.tree
        guard case .selector(let operand, let name) = tree.syntax(tree.unparen(call.function)),
            tree.isName(name, "Encode")
        else { return nil }
        let (value, file) = code.resolved(operand, in: call.file)
        guard let made = code.call(at: value, in: file) else { return nil }
        return constructors[made.name]
    }

    private static func hasMarshaler(_ type: GoType, _ code: GoCode) -> Bool {
        guard code.types.kind(type) == .named else { return false }
        return marshalers.contains { name in
            guard let member = code.program.findMember(of: type, code.program.symbol(name)) else { return false }
            return member.kind == .method && member.depth == 0
        }
    }

    private static func isInsideMarshaler(_ call: GoCall, _ code: GoCode) -> Bool {
        let name = code.functionName(around: call.node, in: call.file)
        return marshalers.contains { name.hasSuffix("." + $0) }
    }

    private static func secretField(
        of type: GoType, _ format: String, _ code: GoCode, _ depth: Int
    ) -> (name: String, type: GoType)? {
        let base = code.types.underlying(type)
        guard depth < 3, code.types.kind(base) == .structure else { return nil }
        let tags = StructTags.tags(of: type, code)
        for field in code.types.fields(base) {
            let name = code.program.text(field.name)
            guard code.program.isExported(field.name) else { continue }
            let tag = StructTags.value(tags[name] ?? "", format)
            if tag == "-" { continue }
            if field.isEmbedded {
                if let inner = secretField(of: code.types.dereferenced(field.type), format, code, depth + 1) {
                    return inner
                }
                continue
            }
            let key = tag.split(separator: ",", omittingEmptySubsequences: false).first.map(String.init) ?? ""
            guard isTextual(field.type, code), isSecret(name) || isSecret(key) else { continue }
            return (name, field.type)
        }
        return nil
    }

    private static func isTextual(_ type: GoType, _ code: GoCode) -> Bool {
        let base = code.types.underlying(type)
        if code.types.isString(base) { return true }
        switch code.types.kind(base) {
        case .pointer, .slice, .array:
            let element = code.types.underlying(code.types.element(base))
            return code.types.isString(element) || element == .uint8
                || code.types.kind(element) == .pointer && code.types.isString(code.types.element(element))
        default: return false
        }
    }

    private static let first: Set<String> = [
        "api", "access", "auth", "bearer", "client", "oauth", "private", "refresh", "session", "jwt",
    ]
    private static let second: Set<String> = ["key", "keys", "secret", "secrets", "token", "tokens"]
    private static let alone: Set<String> = ["password", "passwd", "pwd", "pass", "secret", "cred", "jwt"]

    /// The whole name is one of them: RedactionTokens is none.
    static func isSecret(_ name: String) -> Bool {
        guard !name.isEmpty else { return false }
        let lower = name.lowercased()
        let whole = lower.replacing(["_", "-"])
        if alone.contains(whole) { return true }
        for start in first where whole.hasPrefix(start) && second.contains(String(whole.dropFirst(start.count))) {
            return true
        }
        return false
    }

    private static let redactors = [
        "redact", "mask", "hash", "encrypt", "sanitize", "scrub", "obfuscate", "censor", "hide",
    ]

    private static func isRedacted(_ field: String, _ argument: Node, _ file: FileInfo, _ code: GoCode) -> Bool {
        let (value, file) = code.resolved(argument, in: file)
        let literal = code.target(value, in: file)
        guard case .compositeLiteral(_, let elements) = file.tree.syntax(literal) else { return false }
        for element in file.tree.nodes(elements) {
            guard case .keyValue(let key, let value) = file.tree.syntax(element), file.tree.name(of: key) == field
            else {
                continue
            }
            let (inner, innerFile) = code.resolved(value, in: file)
            if let call = code.call(at: inner, in: innerFile) {
                let name = innerFile.tree.text(of: call.function).lowercased()
                return redactors.contains { name.contains($0) }
            }
            if let text = code.string(inner, in: innerFile) {
                return !text.isEmpty && text.utf8.allSatisfy { $0 == UInt8(ascii: "*") }
                    || text.lowercased().contains("redacted")
            }
        }
        return false
    }
}

extension String {
    fileprivate func replacing(_ characters: [Character]) -> String { filter { !characters.contains($0) } }
}
