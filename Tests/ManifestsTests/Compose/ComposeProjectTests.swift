import Testing

@testable import Manifests

@Suite struct ComposeProjectTests {
    @Test(arguments: [
        ("$A", "1"), ("${A}", "1"), ("${B:-x}", "x"), ("${B-x}", "x"), ("${E:-x}", "x"), ("${E-x}", ""), ("$$A", "$A"),
        ("${A:+y}", "y"), ("${B:+y}", ""), ("${B:-${A}-z}", "1-z"), ("a$", "a$"), ("${A:?no}", "1"),
        ("x${A}y$A", "x1y1"),
    ])
    func expands(_ text: String, _ expected: String) {
        #expect(ComposeVariables(["A": "1", "E": ""]).expand(text) == expected)
    }

    @Test(arguments: ["$B", "${B}", "${B:?no}", "${A", "${A!}"])
    func knowsWhatItDoesNotKnow(_ text: String) {
        #expect(ComposeVariables(["A": "1"]).expand(text) == nil)
    }

    @Test func readsEnvironmentFiles() {
        let variables = ComposeVariables(environmentFile: "# c\nA=1\nexport B=\"x y\"\nC='z' \nD=w # note\nE\n")
        #expect(variables.expand("$A|$B|$C|$D") == "1|x y|z|w")
    }

    private static func project(_ text: String, path: String = "compose.yaml", others: [String: String] = [:])
        -> ComposeProject?
    {
        ComposeProject(
            path: path, tree: YAMLParser.parse(Array(text.utf8)),
            others: others.mapValues { YAMLParser.parse(Array($0.utf8)) })
    }

    @Test func readsPorts() throws {
        let text =
            "services:\n  a:\n    ports:\n    - 80\n    - \"8080:80\"\n    - 127.0.0.1:5432:5432/tcp\n    - \"[::1]:53:53/udp\"\n    - {target: 80, published: 90, host_ip: 10.0.0.1}\n"
        let ports = try #require(Self.project(text)?.services.first?.ports)
        #expect(ports.map(\.target) == ["80", "80", "5432", "53", "80"])
        #expect(ports.map(\.published) == [nil, "8080", "5432", "53", "90"])
        #expect(ports.map(\.address) == [nil, nil, "127.0.0.1", "::1", "10.0.0.1"])
        #expect(ports[3].transport == "udp")
    }

    @Test func readsMountsAndEnvironment() throws {
        let text =
            "services:\n  a:\n    volumes: [\"./a:/b:ro\", data:/c, /d, {type: bind, source: /e, target: /f, read_only: true}]\n    environment:\n      A: 1\n      B:\n  b:\n    environment: [A=1=2, B]\n"
        let services = try #require(Self.project(text)?.services)
        let mounts = services[0].mounts
        #expect(mounts.map(\.isBind) == [true, false, false, true])
        #expect(mounts.map(\.isReadOnly) == [true, false, false, true])
        #expect(services[0].environment.map(\.value) == ["1", nil])
        #expect(services[1].environment.map(\.value) == ["1=2", nil])
    }

    @Test func followsExtendsOverridesAndMerges() throws {
        let text = """
            x-base: &base
              read_only: true
            services:
              a:
                <<: *base
                extends: {service: b}
              b:
                user: "1:1"
                extends: {file: ../common.yaml, service: c}
              d:
                extends: {file: missing.yaml, service: c}
            """
        let others = [
            "common.yaml": "services: {c: {cap_drop: [ALL]}}\n",
            "app/compose.override.yaml": "services: {a: {mem_limit: 1g}}\n",
        ]
        let project = try #require(Self.project(text, path: "app/compose.yaml", others: others))
        let a = project.services[0]
        #expect(a["read_only"]?.isTrue == true)
        #expect(a["user"]?.text == "1:1")
        #expect(a.list("cap_drop").map(\.text) == ["ALL"])
        #expect(a["mem_limit"]?.text == "1g")
        #expect(a.isComplete && !project.services[2].isComplete)
    }

    @Test func endsCircles() {
        let text = "services:\n  a: {extends: b}\n  b: {extends: a}\n"
        #expect(Self.project(text)?.services.count == 2)
    }

    @Test func turnsDownWhatIsNone() {
        #expect(Self.project("services: {a: {b: c}}\n", path: "x.yaml") == nil)
        #expect(Self.project("apiVersion: v1\nkind: X\nservices: {a: {image: b}}\n", path: "x.yaml") == nil)
        #expect(Self.project("services: {a: {image: b, ports: [1]}}\n", path: "stack.yml") != nil)
    }

    @Test func includesReachThroughOthers() throws {
        let text = "include: [parts/a.yaml, {path: [b.yaml]}]\nservices: {w: {image: a, networks: [deep, flat]}}\n"
        var others = [
            "parts/a.yaml": "include: [../deeper/c.yaml, a.yaml]\nservices: {}\n",
            "deeper/c.yaml": "networks: {deep: {internal: true}}\nservices: {}\n",
            "b.yaml": "networks: {flat: {}}\nservices: {}\n",
        ]
        let project = try #require(Self.project(text, others: others))
        #expect(project.definition("networks", "deep")?["internal"]?.isTrue == true)
        #expect(project.definition("networks", "flat") != nil)
        #expect(!project.hasUnknownParts)
        others["deeper/c.yaml"] = nil
        #expect(try #require(Self.project(text, others: others)).hasUnknownParts)
    }

    @Test func overridesOfUsualNamesGoWithAny() throws {
        let text = "services: {a: {image: x, user: \"0\"}}\n"
        for name in ["compose.override.yml", "docker-compose.override.yaml"] {
            let project = try #require(Self.project(text, others: [name: "services: {a: {user: \"1\"}}\n"]))
            #expect(project.services[0]["user"]?.text == "1", "\(name)")
        }
    }

    @Test func severalFilesOverrideInTheirOrder() throws {
        let text = "services: {a: {image: x, user: \"0\", cap_drop: [ALL]}}\n"
        let others = [
            "base.prod.yaml": "services: {a: {user: \"1\", mem_limit: 1g}}\n",
            "last.yaml": "services: {a: {user: \"2\"}}\n",
            "compose.override.yaml": "services: {a: {user: \"9\"}}\n",
        ]
        let named = ComposeProject(
            path: "compose.yaml", tree: YAMLParser.parse(Array(text.utf8)),
            others: others.mapValues { YAMLParser.parse(Array($0.utf8)) },
            variables: ComposeVariables(["COMPOSE_FILE": "compose.yaml:base.prod.yaml:last.yaml"]))
        let service = try #require(named).services[0]
        #expect(service["user"]?.text == "2" && service["mem_limit"]?.text == "1g")
        #expect(service.list("cap_drop").map(\.text) == ["ALL"])
    }

    @Test func valuesAreTakenAwayAndReplaced() throws {
        let text = "services: {a: {image: x, privileged: true, cap_add: [SYS_ADMIN], security_opt: [\"a:b\"]}}\n"
        let override =
            "services:\n  a:\n    privileged: !reset null\n    cap_add: !reset []\n    security_opt: !override [\"c:d\"]\n"
        let service = try #require(Self.project(text, others: ["compose.override.yaml": override])).services[0]
        #expect(service["privileged"] == nil)
        #expect(service.list("cap_add").isEmpty)
        #expect(service.securityOptions == ["c:d"])
    }

    @Test func saysWhatItRefersTo() throws {
        let text = "include: [a.yaml]\nservices: {w: {extends: {file: ../b.yaml, service: x}}}\n"
        let root = try #require(YAMLParser.parse(Array(text.utf8)).roots.first)
        let references = ComposeProject.references(of: root, path: "app/compose.yaml")
        #expect(Set(["app/.env", "app/a.yaml", "b.yaml", "app/compose.override.yml"]).isSubset(of: references))
    }
}
