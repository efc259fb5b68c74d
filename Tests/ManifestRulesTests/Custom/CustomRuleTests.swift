import Findings
import Manifests
import Testing

@testable import ManifestRules

@Suite struct CustomRuleTests {
    private static let object = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, labels: {team: shop, "a/b": c}}
        spec:
          replicas: 2
          ratio: 0.5
          template:
            spec:
              containers:
              - {name: a, image: "r.example.org/a:1", ports: [80, 443]}
              - {name: b, image: "docker.io/b:2"}
        """

    private static func value(_ expression: String) -> String {
        guard let root = YAMLParser.parse(Array(object.utf8)).roots.first else { return "no object" }
        do {
            var evaluator = ExpressionEvaluator(["object": .node(root), "name": .string("web")])
            return try evaluator.bool(Expression.parse(expression)) ? "true" : "false"
        } catch let fault as ExpressionFault {
            return "syntax: \(fault)"
        } catch {
            return "fault"
        }
    }

    @Test(arguments: [
        "object.spec.replicas == 2", "object.spec.replicas >= 2 && object.spec.replicas < 3",
        "object.metadata.labels['a/b'] == \"c\"", "has(object.spec.replicas) && !has(object.spec.paused)",
        "!has(object.nothing.at.all)", "'team' in object.metadata.labels", "object.kind in ['Deployment', 'Pod']",
        "object.spec.template.spec.containers.all(c, c.image.contains(':'))",
        "object.spec.template.spec.containers.exists(c, c.image.startsWith('docker.io/'))",
        "object.spec.template.spec.containers.exists_one(c, has(c.ports))",
        "object.spec.template.spec.containers.filter(c, c.name == 'a').size() == 1",
        "size(object.spec.template.spec.containers.map(c, c.name)) == 2",
        "object.spec.template.spec.containers.map(c, c.name) == ['a', 'b']",
        "object.spec.template.spec.containers[0].ports[1] == 443", "name.matches('^w[a-z]+$')", "name.endsWith('b')",
        "1 + 2 * 3 == 7 && 7 % 4 == 3 && -1 < 0 && 10 / 4 == 2", "object.spec.ratio * 2 == 1",
        "true || object.nothing", "object.nothing == 1 || true", "!(false && object.nothing)",
        "object.spec.replicas > 1 ? true : false", "string(object.spec.replicas) == '2' && int('5') == 5",
        "object.metadata == object.metadata", "null == null", "size('äb') == 2",
    ])
    func isTrue(_ expression: String) {
        #expect(Self.value(expression) == "true", "\(expression)")
    }

    @Test(arguments: [
        "object.spec.paused", "object.spec.replicas.a == 1", "object.spec.template.spec.containers[9] == 1", "nobody",
        "1 / 0 == 1", "9223372036854775807 + 1 == 0", "object.spec.replicas", "name.matches('(')", "1 < 'a'", "!1",
    ])
    func hasNoValue(_ expression: String) {
        #expect(Self.value(expression) == "fault", "\(expression)")
    }

    @Test(arguments: [
        "", "1 +", "a.b(", "has(a)", "foo(1)", "a.unknown(1)", "'x", "(1", "1 2", "a ? b", "@", "x.all(1, 2)",
    ])
    func isNoExpression(_ expression: String) {
        #expect(Self.value(expression).hasPrefix("syntax"), "\(expression)")
    }

    @Test func holdsItsLimits() {
        #expect(Self.value(String(repeating: "(", count: 500)).hasPrefix("syntax"))
        #expect(Self.value(String(repeating: "!", count: 3_000) + "true").hasPrefix("syntax"))
        #expect(Self.value(String(repeating: "1", count: 5_000)).hasPrefix("syntax"))
        let list = "[" + Array(repeating: "1", count: 200).joined(separator: ",") + "]"
        #expect(Self.value("\(list).all(a, \(list).all(b, \(list).all(c, true)))") == "fault")
    }

    @Test(arguments: [
        ("a+b", "xaab", true), ("^a.c$", "abc", true), ("^a.c$", "xabc", false), ("[a-c]{2,3}$", "zbc", true),
        ("(x|yy)z", "yyz", true), ("\\d+\\.\\d", "v1.2", true), ("(?i)HELLO", "say hello", true), ("[^a]", "a", false),
        ("a{2}", "a", false), ("\\bcat\\b", "a cat!", true), ("\\bcat\\b", "concat", false), ("a*", "", true),
        ("(a*)*b", String(repeating: "a", count: 5_000), false), ("ä", "bär", true), ("[\\w.-]+@x", "a.b@x", true),
    ])
    func matches(_ pattern: String, _ text: String, _ expected: Bool) throws {
        #expect(try TextPattern(pattern).finds(in: text) == expected)
    }

    @Test(arguments: ["(", "[a", "a{", "a{9999}", "*", "\\q", "(?<n>a)", "a)", "((a{100}){100}){100}"])
    func refuses(_ pattern: String) {
        #expect(throws: ExpressionFault.self) { try TextPattern(pattern) }
    }

    private static let rules = """
        rules:
        - id: SHOP-1
          title: images come from our registry
          severity: high
          kinds: [Deployment]
          expression: containers.all(c, c.image.startsWith('r.example.org/'))
          at: spec.template
        - id: SHOP-2
          kinds: [compose]
          expression: has(object.user)
        """

    @Test func judges() throws {
        var options = ManifestOptions()
        options.customRules = try CustomRule.read(Array(Self.rules.utf8))
        let files = [
            ManifestFile(path: "a.yaml", bytes: Array(Self.object.utf8)),
            ManifestFile(path: "compose.yaml", bytes: Array("services:\n  web: {image: a:1}\n".utf8)),
        ]
        let found = ManifestLinter.lint(files: files, options: options).findings.filter { $0.id.hasPrefix("SHOP") }
        #expect(found.map(\.id) == ["SHOP-1", "SHOP-2"])
        #expect(found.first?.severity == .high && found.first?.location?.line == 7)
        let without = RuleSelection(parsing: "-SHOP-1")
        #expect(
            !ManifestLinter.lint(files: files, selection: without, options: options).findings.contains {
                $0.id == "SHOP-1"
            })
    }

    @Test(arguments: [
        ("rules: 1\n", 1), ("rules:\n- title: a\n", 2), ("rules:\n- id: A\n  kinds: [Pod]\n", 2),
        ("rules:\n- id: A\n  kinds: [Pod]\n  expression: 1 +\n", 4),
        ("rules:\n- {id: A, kinds: [Pod], expression: a, x: 1}\n", 2),
        ("rules:\n- {id: DD-X, kinds: [Pod], expression: a}\n", 2), ("a: [\n", 2),
        ("rules:\n- {id: A, kinds: [Pod], expression: a}\n- {id: A, kinds: [Pod], expression: a}\n", 3),
        ("rules:\n- {id: A, kinds: [Pod], expression: a, severity: huge}\n", 2),
    ])
    func tellsWhatIsWrong(_ text: String, _ line: Int) {
        do throws(CustomRuleFault) {
            _ = try CustomRule.read(Array(text.utf8))
            Issue.record("read without a fault: \(text)")
        } catch {
            #expect(error.line == line, "\(error)")
        }
    }
}
