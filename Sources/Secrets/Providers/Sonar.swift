extension Provider {
    static let sonar = Provider(
        "SonarQube", revocation: "SonarQube → my account → security",
        [
            .assigned("sonar-api-token", "SonarQube token", ["sonar"], "(?:squ_|sqp_|sqa_)?[a-z0-9=_-]{40}"),
            .token("sonarqube-token", "SonarQube token", ["squ_", "sqp_", "sqa_"], Form.hex(40), entropy: 3),
        ])
}
