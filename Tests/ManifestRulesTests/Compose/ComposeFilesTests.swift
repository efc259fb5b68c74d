import Findings
import Manifests
import Testing

@testable import ManifestRules

/// Compose files among others: what takes effect is judged, each finding stands where it was written.
@Suite struct ComposeFilesTests {
    private static func findings(
        _ files: [String: String], companions: [String: String] = [:], profile: RuleProfile = .standard
    ) -> [String: Set<String>] {
        let all =
            files.map { ManifestFile(path: $0.key, bytes: Array($0.value.utf8)) }
            + companions.map { ManifestFile(path: $0.key, bytes: Array($0.value.utf8), role: .companion) }
        let report = ManifestLinter.lint(files: all, selection: RuleSelection(profile: profile))
        return Dictionary(uniqueKeysWithValues: report.files.map { ($0.path, Set($0.result.findings.map(\.id))) })
    }

    private static let plain = "services: {a: {image: \"example.org/a:1\"}}\n"

    @Test func whatAnExtendedFileSetsIsKnown() {
        let text = "services: {a: {image: \"example.org/a:1\", extends: {file: base.yml, service: hard}}}\n"
        let base = "services: {hard: {security_opt: [\"no-new-privileges:true\"]}}\n"
        #expect(Self.findings(["compose.yaml": Self.plain])["compose.yaml"]?.contains("DD-CO-NEW-PRIVILEGES") == true)
        let with = Self.findings(["compose.yaml": text], companions: ["base.yml": base])
        #expect(with["compose.yaml"]?.contains("DD-CO-NEW-PRIVILEGES") == false)
        #expect(with["base.yml"] == nil, "a companion is not judged")
        // A file without a compose file's name or shape, in the tree.
        let tree = Self.findings(["compose.yaml": text, "base.yml": base])
        #expect(tree["compose.yaml"]?.contains("DD-CO-NEW-PRIVILEGES") == false)
    }

    @Test func overridesDecide() {
        let override = "services: {a: {security_opt: [\"no-new-privileges:true\"]}}\n"
        let found = Self.findings(["compose.yaml": Self.plain, "compose.override.yaml": override])
        #expect(found["compose.yaml"]?.contains("DD-CO-NEW-PRIVILEGES") == false)
        #expect(found["compose.override.yaml"]?.contains("DD-CO-NEW-PRIVILEGES") != true)
    }

    @Test func privilegesOfAnOverrideAreFoundThere() {
        let found = Self.findings([
            "compose.yaml": Self.plain, "compose.override.yaml": "services: {a: {privileged: true}}\n",
        ])
        #expect(found["compose.override.yaml"]?.contains("DD-CO-PRIVILEGED") == true)
        #expect(found["compose.yaml"]?.contains("DD-CO-PRIVILEGED") == false)
    }

    @Test func servicesOfProfilesAreJudged() {
        let found = Self.findings([
            "compose.yaml": "services: {a: {image: \"example.org/a:1\", profiles: [debug], privileged: true}}\n"
        ])
        #expect(found["compose.yaml"]?.contains("DD-CO-PRIVILEGED") == true)
    }

    @Test func whatOnlyTheEnvironmentKnowsIsNoFinding() {
        for image in ["${IMAGE:?must be set}", "example.org/a:${TAG:?}", "example.org/a:${TAG}", "${IMAGE?}"] {
            let found = Self.findings(["compose.yaml": "services: {a: {image: \"\(image)\"}}\n"], profile: .all)
            #expect(found["compose.yaml"]?.contains("DD-CO-IMAGE-TAG") == false, "\(image)")
        }
        let text = "services: {a: {image: \"example.org/a:${TAG:-latest}\"}}\n"
        #expect(Self.findings(["compose.yaml": text])["compose.yaml"]?.contains("DD-CO-IMAGE-TAG") == true)
        let known = Self.findings(["compose.yaml": text, ".env": "TAG=1.4\n"])
        #expect(known["compose.yaml"]?.contains("DD-CO-IMAGE-TAG") == false)
    }

    @Test func anchorsAndMergesAreFollowed() {
        let text = """
            x-hard: &hard
              security_opt: ["no-new-privileges:true"]
            services:
              a:
                <<: *hard
                image: example.org/a:1
              b:
                image: example.org/b:1
                <<: [*hard]
            """
        #expect(Self.findings(["compose.yaml": text])["compose.yaml"]?.contains("DD-CO-NEW-PRIVILEGES") == false)
    }

    @Test func modulesOfWebAssemblyGainNoPrivileges() {
        let text = """
            services:
              a: {image: example.org/a:1, platform: wasi/wasm}
              b: {image: example.org/b:1, runtime: io.containerd.wasmtime.v1}
              c: {image: example.org/c:1, runtime: runsc, platform: linux/amd64}
            """
        let report = ManifestLinter.lint(files: [ManifestFile(path: "compose.yaml", bytes: Array(text.utf8))])
        let lines = report.findings.filter { $0.id == "DD-CO-NEW-PRIVILEGES" }.map { $0.location?.line }
        #expect(lines == [4])
    }

    @Test func theLongFormsAreRead() {
        let text = """
            services:
              db:
                image: postgres:17
                security_opt: ["no-new-privileges=true"]
                ports: [{target: 5432, published: "5432", mode: host}]
                volumes: [{type: bind, source: /var/run/docker.sock, target: /var/run/docker.sock}]
                deploy: {resources: {limits: {memory: 1g}}}
            """
        let found = Self.findings(["compose.yaml": text], profile: .all)["compose.yaml"] ?? []
        #expect(found.isSuperset(of: ["DD-CO-PORT-DATA", "DD-CO-DOCKER-SOCKET"]))
        #expect(found.isDisjoint(with: ["DD-CO-NEW-PRIVILEGES", "DD-CO-MEMORY-LIMIT"]))
    }

    @Test func renderedTextsHaveNoPlaces() {
        let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostPID: true, containers: []}\n"
        let file = ManifestFile(path: "web/templates/pod.yaml", bytes: Array(text.utf8), role: .rendered)
        let report = ManifestLinter.lint(files: [file])
        let finding = report.findings.first { $0.id == "DD-K8S-HOST-PID" }
        #expect(finding?.location == Location(path: "web/templates/pod.yaml"))
        #expect(finding?.fix?.edits.isEmpty == true)
    }
}
