/// A rule over Dockerfiles. One file each under Rules/, one line in `AllDockerfileRules`.
public protocol DockerfileRule: ManifestRule {
    /// What the examples are linted with, where the rule reports only what a project's options or the files beside the
    /// Dockerfile ask for.
    static var exampleOptions: DockerfileOptions { get }

    static func check(_ view: DockerfileView, report: (Problem) -> Void)
}

extension DockerfileRule {
    public static var exampleOptions: DockerfileOptions { DockerfileOptions() }
}
