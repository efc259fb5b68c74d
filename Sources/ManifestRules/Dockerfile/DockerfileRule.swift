/// A rule over Dockerfiles. One file each under Rules/, one line in `AllDockerfileRules`.
public protocol DockerfileRule: ManifestRule {
    static func check(_ view: DockerfileView, report: (Problem) -> Void)
}
