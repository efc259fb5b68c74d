/// Every rule over Dockerfiles, in the order of their ids' topics; a new rule is one file and one line here.
public enum AllDockerfileRules {
    public static let rules: [any DockerfileRule.Type] = [
        SyntaxError.self
    ]
}
