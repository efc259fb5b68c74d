import Artifacts
import Findings

/// Finds the secrets in texts that reports quote beside the findings of secrets (settings, history lines, linker flags,
/// lines of source), and hides them there. Used by one task.
public struct SecretRedactor {
    /// A secret, and what may be shown in its place.
    public struct Hidden: Sendable, Hashable {
        var text: String
        var shown: String
    }

    private let engine: SecretEngine
    private let worker: SecretWorker

    public init(_ scanner: SecretScanner = SecretScanner()) {
        engine = scanner.engine
        worker = SecretWorker(engine)
    }

    /// Those of an image's configuration.
    public func secrets(in configuration: ImageConfiguration) -> [Hidden] {
        ImageConfigurationScan(engine: engine).found(configuration).map { hidden($0.secret) }
            + secrets(in: configuration.environment + configuration.history.compactMap(\.createdBy))
    }

    /// Those of lines of any kind.
    public func secrets(in texts: [String]) -> [Hidden] {
        var all: [Hidden] = []
        let settings = ImageConfigurationScan(engine: engine)
        for text in texts where text.utf8.count >= 8 {
            for word in text.split(whereSeparator: \.isWhitespace).prefix(200)
            where word.utf8.contains(UInt8(ascii: "=")) {
                all += settings.assigned(String(word), "").map { hidden($0.secret) }
            }
            var text = text
            text.withUTF8 { bytes in
                let raw = UnsafeRawBufferPointer(bytes)
                var scan = TextScan(worker, kind: .text, path: "")
                scan.whole(raw)
                for secret in scan.found {
                    all.append(hidden(secret.secret))
                    // What an encoded secret stands as.
                    let place = raw.text(secret.offset..<(secret.offset + secret.length))
                    if place != secret.secret { all.append(hidden(place)) }
                }
            }
        }
        return all
    }

    private func hidden(_ secret: String) -> Hidden { Hidden(text: secret, shown: Redaction.shown(secret)) }

    /// The text without the secrets.
    public static func redacted(_ text: String, _ secrets: [Hidden]) -> String {
        var text = text
        // The longer first: one may be a part of another.
        for secret in secrets.sorted(by: { $0.text.utf8.count > $1.text.utf8.count }) where secret.text.utf8.count >= 4
        {
            text = replacing(secret.text, with: secret.shown, in: text)
        }
        return text
    }

    /// A line of source with what stands in quotes cut down to what may be shown of a secret.
    public static func withoutLiterals(_ text: String) -> String {
        var out: [UInt8] = []
        var literal: [UInt8] = []
        var quote: UInt8?
        var isEscaped = false
        for byte in text.utf8 {
            guard let open = quote else {
                out.append(byte)
                if byte == 0x22 || byte == 0x27 || byte == 0x60 { quote = byte }
                continue
            }
            if byte == open, !isEscaped {
                out += Array(Redaction.shown(String(decoding: literal, as: UTF8.self)).utf8) + [byte]
                literal = []
                quote = nil
            } else {
                literal.append(byte)
                isEscaped = byte == 0x5C && !isEscaped
            }
        }
        if quote != nil { out += Array(Redaction.shown(String(decoding: literal, as: UTF8.self)).utf8) }
        return String(decoding: out, as: UTF8.self)
    }

    private static func replacing(_ part: String, with other: String, in text: String) -> String {
        let bytes = Array(text.utf8)
        let part = Array(part.utf8)
        guard !part.isEmpty, bytes.count >= part.count else { return text }
        var out: [UInt8] = []
        var at = 0
        while at < bytes.count {
            if bytes[at] == part[0], bytes.count - at >= part.count, bytes[at..<(at + part.count)].elementsEqual(part) {
                out += Array(other.utf8)
                at += part.count
            } else {
                out.append(bytes[at])
                at += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
