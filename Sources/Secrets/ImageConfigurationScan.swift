import Artifacts
import Findings

/// Secrets of what an image's configuration says: environment, labels, commands, and the history with its build
/// arguments, which everyone who can pull the image can read.
struct ImageConfigurationScan {
    /// Stands for the configuration where a path is wanted.
    static let path = "(image configuration)"

    let engine: SecretEngine

    func facts(_ configuration: ImageConfiguration) -> [SecretFact] {
        FactMaker(options: engine.options).facts(found(configuration), path: Self.path)
    }

    func found(_ configuration: ImageConfiguration) -> [FoundSecret] {
        let worker = SecretWorker(engine)
        var found: [FoundSecret] = []
        func look(_ text: String, _ member: String) {
            var text = text
            var scan = TextScan(worker, kind: .text, path: Self.path, member: member)
            text.withUTF8 { scan.whole(UnsafeRawBufferPointer($0)) }
            found += scan.found.map { secret in
                var secret = secret
                (secret.line, secret.column, secret.endLine) = (nil, nil, nil)
                return secret
            }
        }
        for setting in configuration.environment {
            let name = String(setting.prefix { $0 != "=" })
            look(setting, "environment \(name)")
            found += assigned(setting, "environment \(name)")
        }
        for (name, value) in configuration.labels.sorted(by: { $0.key < $1.key }) {
            look("\(name)=\(value)", "label \(name)")
        }
        look(configuration.entrypoint.joined(separator: " "), "entrypoint")
        look(configuration.command.joined(separator: " "), "command")
        if let check = configuration.healthCheck { look(check.test.joined(separator: " "), "health check") }
        for (number, step) in configuration.history.enumerated() {
            let member = "history line \(number + 1)"
            guard let line = step.createdBy else { continue }
            look(line, member)
            // `RUN |1 TOKEN=value /bin/sh -c …`, `ENV TOKEN=value`, `ARG TOKEN=value`.
            for word in line.split(separator: " ").prefix(200) where word.contains("=") {
                found += assigned(String(word), member)
            }
        }
        // What the environment holds, the history tells again.
        var kept: [FoundSecret] = []
        for secret in found {
            let isRepeated = kept.contains {
                $0.secret == secret.secret && ($0.rule.id == secret.rule.id || $0.member != secret.member)
            }
            if !isRepeated { kept.append(secret) }
        }
        return kept
    }

    /// A setting whose name says that it is a secret, whatever its value looks like.
    func assigned(_ setting: String, _ member: String) -> [FoundSecret] {
        guard let rule = engine.rules.first(where: { $0.id == "DD-SEC-IMAGE-SETTING" }),
            let mark = setting.utf8.firstIndex(of: UInt8(ascii: "="))
        else { return [] }
        let name = setting[..<mark].lowercased()
        var value = String(setting[setting.utf8.index(after: mark)...])
        while let first = value.first, first == "\"" || first == "'" { value.removeFirst() }
        while let last = value.last, last == "\"" || last == "'" { value.removeLast() }
        guard Self.words.contains(where: name.contains), !Self.endings.contains(where: name.hasSuffix),
            value.utf8.count >= 4, !value.hasPrefix("/")
        else { return [] }
        let isReference = value.withUTF8 { Password.isReference(UnsafeRawBufferPointer($0)) }
        guard !isReference else { return [] }
        return [
            FoundSecret(
                rule: rule, secret: value, offset: setting.utf8.distance(from: setting.startIndex, to: mark) + 1,
                length: value.utf8.count, evidence: ["set as \(setting[..<mark])"], confidence: .medium,
                severity: rule.card.severity, isAllowedInline: false, member: member)
        ]
    }

    private static let words = [
        "passw", "pwd_", "_pwd", "secret", "token", "api_key", "apikey", "access_key", "private_key", "credential",
    ]
    private static let endings = [
        "_file", "_path", "_url", "_dir", "_name", "_uri", "_id", "_ttl", "_expiry", "_length", "_type", "_header",
    ]
}

extension SecretScanner {
    /// Secrets of an image's configuration. Their path is `(image configuration)`, the member says where in it.
    public func scan(imageConfiguration: ImageConfiguration) -> [SecretFact] {
        ImageConfigurationScan(engine: engine).facts(imageConfiguration)
    }
}
