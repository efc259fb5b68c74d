/// Finds out what a target is and opens it.
struct TargetOpener {
    var target: ArtifactTarget
    var options: OpenOptions

    func open() throws(ArtifactError) -> ArtifactSource {
        throw .unsupported(what: target.text, advice: "opening comes with the next commit")
    }
}
