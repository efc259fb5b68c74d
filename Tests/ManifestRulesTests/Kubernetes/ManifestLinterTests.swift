import Findings
import Manifests
import Testing

@testable import ManifestRules

@Suite struct ManifestLinterTests {
    private static func file(_ path: String, _ text: String) -> ManifestFile {
        ManifestFile(path: path, bytes: Array(text.utf8))
    }

    private static let pod =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: b, image: c}]}\n"

    @Test(arguments: [
        ("Dockerfile", "FROM scratch\n", ManifestKind.dockerfile), ("api.Dockerfile", "FROM a\n", .dockerfile),
        ("Containerfile", "FROM a\n", .dockerfile), ("Dockerfile.dev", "FROM a\n", .dockerfile),
        ("compose.yaml", "services: {}\n", .compose), ("docker-compose.prod.yml", "services: {}\n", .compose),
        ("k8s/pod.yaml", pod, .kubernetes), ("pod.json", "{\"apiVersion\":\"v1\",\"kind\":\"Pod\"}", .kubernetes),
        ("kustomization.yaml", "resources: [a]\n", .kustomization),
        ("chart/templates/a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Values.a }}}\n", .template),
    ])
    func tellsKinds(_ path: String, _ text: String, _ kind: ManifestKind) {
        #expect(ManifestKind.detect(path: path, bytes: Array(text.utf8)) == kind)
    }

    @Test(arguments: [
        (".github/workflows/ci.yaml", "on: push\njobs: {a: {runs-on: x}}\n"), ("values.yaml", "image: {tag: a}\n"),
        ("Chart.yaml", "apiVersion: v2\nname: a\n"), ("a.txt", pod), ("Dockerfile.md", "FROM a\n"),
        ("package.json", "{}"),
    ])
    func turnsOthersDown(_ path: String, _ text: String) {
        let report = ManifestLinter.lint(files: [Self.file(path, text)])
        #expect(report.files.isEmpty)
    }

    @Test func reportsBadYAMLOnceAndGoesOn() throws {
        let bad = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n bad\n---\n" + Self.pod
        let report = ManifestLinter.lint(files: [Self.file("bad.yaml", bad), Self.file("good.yaml", Self.pod)])
        let faults = report.findings.filter { $0.id == "DD-YAML-SYNTAX" }
        #expect(faults.count == 1)
        #expect(faults.first?.location?.line == 5 || faults.first?.location?.line == 6)
        #expect(report["bad.yaml"]?.findings.contains { $0.id == "DD-K8S-IMAGE-TAG" } == true)
        #expect(report["good.yaml"]?.findings.isEmpty == false)
    }

    @Test func notesTemplates() {
        let report = ManifestLinter.lint(files: [
            Self.file("web/Chart.yaml", "apiVersion: v2\nname: web\n"),
            Self.file("web/templates/a.yaml", "apiVersion: v1\nkind: Pod\nname: {{ .Values.a }}\n"),
            Self.file("web/templates/b.yaml", "apiVersion: v1\nkind: Pod\nname: {{ .Values.a }}\n"),
            Self.file("other/t.yaml", "apiVersion: v1\nkind: Pod\nname: {{ .Values.a }}\n"),
        ])
        #expect(report.notes.count == 2)
        #expect(!report.notes.contains { !$0.makesPartial })
        #expect(report.notes.contains { $0.text.contains("helm template web") })
        #expect(HelmChart.detect(["a/Chart.yaml", "a/charts/b/Chart.yaml", "c/Chart.yaml", "x.yaml"]) == ["a", "c"])
    }

    @Test func judgesObjectsOfSeveralFiles() {
        let service =
            "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selector: {app: a}, ports: [{port: 80}]}\n"
        let pod =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {app: a}}\nspec: {containers: [{name: b, image: c}]}\n"
        let strict = RuleSelection(profile: .strict)
        let alone = ManifestLinter.lint(files: [Self.file("s.yaml", service)], selection: strict)
        #expect(alone.findings.contains { $0.id == "DD-K8S-DANGLING-SERVICE" })
        let both = ManifestLinter.lint(
            files: [Self.file("s.yaml", service), Self.file("p.yaml", pod)], selection: strict)
        #expect(!both.findings.contains { $0.id == "DD-K8S-DANGLING-SERVICE" })
    }

    @Test func readsListsAndJSON() {
        let list =
            "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"},\"spec\":{\"hostPID\":true,\"containers\":[]}}]}"
        let report = ManifestLinter.lint(files: [Self.file("a.json", list)])
        #expect(report.findings.map(\.id) == ["DD-K8S-HOST-PID"])
    }

    @Test func tagsSetElsewhereAreNoFinding() {
        let skaffold = "apiVersion: skaffold/v4beta1\nkind: Config\nbuild: {artifacts: [{image: c}]}\n"
        let report = ManifestLinter.lint(files: [Self.file("skaffold.yaml", skaffold), Self.file("p.yaml", Self.pod)])
        #expect(!report.findings.contains { $0.id == "DD-K8S-IMAGE-TAG" })
    }

    @Test func patchesAreNoObjects() {
        let patch =
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: b}]}}}\n"
        let report = ManifestLinter.lint(files: [
            Self.file("o/kustomization.yaml", "resources: [../base]\npatches: [{path: ./p.yaml}]\n"),
            Self.file("o/p.yaml", patch), Self.file("o/q.yaml", patch),
        ])
        #expect(report["o/p.yaml"] == nil && report["o/q.yaml"] != nil)
        #expect(report.notes.map { $0.location?.path } == ["o/p.yaml"])
        #expect(!report.notes.contains { $0.makesPartial })
    }

    @Test func judgesNewVersionsOfOneFile() {
        let service =
            "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selector: {app: a}, ports: [{port: 80}]}\n"
        let strict = RuleSelection(profile: .strict)
        let tree = ManifestGroup(
            files: [Self.file("s.yaml", service), Self.file("p.yaml", Self.pod)], selection: strict)
        func ids(_ text: String, _ path: String) -> [String] {
            tree.lint(Array(text.utf8), at: path).findings.map(\.id)
        }
        #expect(ids(service, "s.yaml").contains("DD-K8S-DANGLING-SERVICE"))
        #expect(tree.report()["p.yaml"]?.findings.map(\.id) == ids(Self.pod, "p.yaml"))
        #expect(ids("apiVersion: [", "p.yaml") == ["DD-YAML-SYNTAX"])
        #expect(ids(service, "nowhere.yaml").isEmpty)
    }

    @Test func isTheSameOnSeveralThreads() async {
        let files = (0..<50).map { Self.file("\($0).yaml", Self.pod.replacing("a}", with: "a\($0)}")) }
        let one = ManifestLinter.lint(files: files)
        let many = await ManifestLinter.lintInParallel(files: files, tasks: 4)
        #expect(one.findings == many.findings)
        #expect(one.files.map(\.path) == many.files.map(\.path))
    }

    @Test func survivesHostileBytes() {
        let seed = Array(
            (Self.pod + "---\nservices: {a: {image: $" + "{B:-c}, ports: [\"1:2\"], environment: [A=b]}}\n").utf8)
        let odd = Array("\t\n :-?[]{},&*!|>'\"%#$\u{0}".utf8) + [0xFF]
        for place in seed.indices {
            var changed = seed
            changed[place] = odd[(place * 5) % odd.count]
            ManifestFuzz.run(changed)
            if place % 4 == 0 { ManifestFuzz.run(Array(seed[..<place])) }
        }
    }
}
