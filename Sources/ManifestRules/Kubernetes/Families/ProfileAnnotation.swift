import Findings
import Manifests

/// An annotation that once named the profile a container is confined by, and the field that does so today.
struct ProfileAnnotation {
    let entry: YAMLNode.Entry
    /// Below `securityContext`.
    let field: String
    /// Values of the annotation that are now a type; `localhost/NAME` is known for both.
    let types: [String: String]

    /// Moves the value to its field in the container or pod, and takes the annotation away.
    func moved(to target: YAMLNode?, annotations: YAMLNode, metadata: YAMLNode) -> Fix {
        let summary = "Set securityContext.\(field) and remove the annotation."
        guard let profile, let target,
            let removal = YAMLEditor.removeWithHolder(entry.name, from: annotations, key: "annotations", of: metadata)
        else { return .advice(summary) }
        if target["securityContext"]?[field] != nil { return Fix(summary: summary, edits: [removal]) }
        guard let edits = YAMLEditor.set(["securityContext", field], to: profile, in: target) else {
            return .advice(summary)
        }
        return Fix(summary: summary, edits: edits + [removal])
    }

    private var profile: YAMLEditor.Value? {
        guard let text = entry.value.text else { return nil }
        if let type = types[text] { return .map([("type", .scalar(type))]) }
        let prefix = "localhost/"
        guard text.hasPrefix(prefix), !text.contains(" "), !text.contains("#") else { return nil }
        let name = String(text.dropFirst(prefix.count))
        return .map([("type", .scalar("Localhost")), ("localhostProfile", .scalar(name))])
    }
}
