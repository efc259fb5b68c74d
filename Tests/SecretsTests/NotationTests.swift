import Testing

@testable import Secrets

/// A value that only its name tells is found in every notation that names are given values in.
struct NotationTests {
    private static let value = "q9e7f2itku4cm26fwdlfvuguwz0tjfy8".shuffledBySeed

    /// `{n}` stands for the name in camel case, `{s}` in snake case, `{u}` in capitals, `{v}` for the value.
    private static let notations = [
        "{n}=\"{v}\"", "{n} = {v}", "{n}={v}\r\n", "export {u}={v}", "{s}: {v}\n", "{s}: '{v}'", "{s}: >-\n  {v}\n",
        "{s}: |\n    {v}\n", "{\"{s}\":\"{v}\",\"x\":1}", "{\"{s}\" : \"{v}\"}", "{n} := `{v}`",
        "var {n} string = \"{v}\"",
        "const {n} = '{v}';", "String {n} = \"{v}\";", "${n} .= \"{v}\"", "\"{n}\" => \"{v}\"", "{u} ?= \"{v}\"",
        "{u} ::= {v}", "<{n}>{v}</{n}>", "<{n}>\n  {v}\n</{n}>", "<add key=\"{n}\" value=\"{v}\" />",
        "os.Setenv(\"{u}\", \"{v}\")", "- name: {u}\n  value: \"{v}\"\n", "{\"name\":\"{u}\",\"value\":\"{v}\"}",
        "{\"config.ini\": \"{u}={v}\\nA=b\"}", "ENV {u} {v}\n", "ENV {u}={v}\n", "ARG {u}=\"{v}\"", "-e {u}={v} image",
        "--{s}={v}", "--{s} {v}", "--{s} \"{v}\"", "a=1 {s}=\"{v}\" b=2", "{s}={v};", "{s}=\"{v}\" # comment",
        "\u{FEFF}{s}=\"{v}\"", "curl -H \"{n}: {v}\"",
    ]

    private func text(_ notation: String, _ value: String) -> String {
        notation.replacing("{n}", with: "zendeskToken").replacing("{s}", with: "zendesk_token")
            .replacing("{u}", with: "ZENDESK_TOKEN").replacing("{v}", with: value)
    }

    private func find(_ text: String) -> [String] {
        SecretScanner(SecretScanOptions(showsSecrets: true)).scan(text: text, path: "a.txt")
            .filter { $0.aliases.contains("zendesk-secret-key") }.map(\.shown)
    }

    @Test func everyNotationIsRead() {
        let value = Self.value + "Ab3dE6gH"
        for notation in Self.notations {
            #expect(find(text(notation, value)) == [value], "\(notation)")
            #expect(find("before\n" + text(notation, value) + "\nafter") == [value], "\(notation)")
            #expect(find(text(notation, String(value.dropLast()))).isEmpty, "\(notation)")
            #expect(find(text(notation, value + "x")).isEmpty, "\(notation)")
        }
        #expect(find("{\"zendesk_a\":\"\(value)\",\"zendesk_b\":\"\(value)\"}").count == 2)
    }

    @Test func whatIsNoValueOfTheNameIsNotRead() {
        let value = Self.value + "Ab3dE6gH"
        for text in [
            "zendesk \(value)", "the zendesk commit is \(value)", "zendesk\n\(value)", "--verbose zendesk \(value)",
            "zendesk_token == other \(value)",
        ] {
            #expect(find(text).isEmpty, "\(text)")
        }
    }
}
