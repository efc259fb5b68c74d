extension Provider {
    static let artifactory = Provider(
        "JFrog Artifactory", revocation: "JFrog platform → user profile",
        [
            .token("artifactory-api-key", "Artifactory API key", ["AKCp"], "[A-Za-z0-9]{69}", entropy: 4.5),
            .token(
                "artifactory-reference-token", "Artifactory reference token", ["cmVmd"], "[A-Za-z0-9]{59}", entropy: 4.5
            ),
            .assigned(
                "jfrog-api-key", "JFrog API key", ["jfrog", "artifactory", "bintray", "xray"], Form.alphanumeric(73)),
            .assigned(
                "jfrog-identity-token", "JFrog identity token", ["jfrog", "artifactory", "bintray", "xray"],
                Form.alphanumeric(64)),
        ])
}
