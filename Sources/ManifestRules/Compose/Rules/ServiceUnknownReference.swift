import Findings
import Manifests

/// Names that are nowhere defined.
struct ServiceUnknownReference: ComposeRule {
    let card = RuleCard(
        id: "DD-CO-UNDEFINED", title: "Name is not defined",
        severity: .medium,
        why: "Compose refuses a file that names a service, network, volume, secret or config which is not defined.",
        repair: "Define it, or correct the name.",
        maps: [.cwe(665)], references: ["https://docs.docker.com/reference/compose-file/"])

    let examples = Examples(
        good: [
            ComposeSample.service("networks: [front]", top: "networks:\n  front:"),
            ComposeSample.service("volumes: [\"./a:/a\"]"),
        ],
        bad: [
            ComposeSample.service("networks: [front]"), ComposeSample.service("volumes: [\"data:/data\"]"),
            ComposeSample.service("depends_on: [db]"), ComposeSample.service("secrets: [token]"),
        ])

    func check(_ service: ComposeService, in project: ComposeProject, report: (Problem) -> Void) {
        guard !project.isOverride, !project.hasUnknownParts else { return }
        check("networks", service.own("networks"), of: service, in: project, report)
        for section in ["secrets", "configs"] {
            for item in service.own(section)?.items ?? [] {
                let name = item.isMapping ? item["source"] : item
                if let name { check(section, name, of: service, in: project, report) }
            }
        }
        for mount in service.mounts where !mount.isBind && mount.node.tree === project.tree {
            guard let source = mount.source, !source.isEmpty, !source.contains("$"), !source.contains("/"),
                !source.contains("\\"), mount.node["type"].map({ $0.isText("volume") }) ?? true
            else { continue }
            // A drive letter of Windows.
            if source.utf8.count == 1 { continue }
            if project.definition("volumes", source) == nil {
                report(Problem(mount.node.range, "The volume '\(source)' of '\(service.name)' is not defined."))
            }
        }
        if let wanted = service.own("depends_on") {
            let names = wanted.isMapping ? wanted.writtenEntries.map(\.key) : wanted.items
            for name in names {
                guard let text = service.text(name), project.definition("services", text) == nil else { continue }
                report(Problem(name.range, "'\(service.name)' depends on the service '\(text)', which is not defined."))
            }
        }
    }

    private func check(
        _ section: String, _ node: YAMLNode?, of service: ComposeService, in project: ComposeProject,
        _ report: (Problem) -> Void
    ) {
        guard let node else { return }
        let names = node.isMapping ? node.writtenEntries.map(\.key) : node.isSequence ? node.items : [node]
        for name in names {
            guard let text = service.text(name), text != "default", text != "<<" else { continue }
            if project.definition(section, text) == nil {
                report(Problem(name.range, "'\(text)' of '\(service.name)' is not defined among the \(section)."))
            }
        }
    }
}
