extension Provider {
    static let atlassian = Provider(
        "Atlassian", revocation: "id.atlassian.com → Security → API tokens",
        [
            .assigned(
                "atlassian-api-token", "Atlassian API token", ["atlassian", "confluence", "jira"],
                "[a-z0-9]{20}[a-f0-9]{4}", entropy: 3.5),
            .token("atlassian-api-token", "Atlassian API token", ["ATATT3"], "[A-Za-z0-9_=-]{186}", entropy: 3.5),
            .assigned("bitbucket-client-id", "Bitbucket client id", ["bitbucket"], Form.alphanumeric(32)).identifier(),
            .assigned("bitbucket-client-secret", "Bitbucket client secret", ["bitbucket"], Form.extended(64)),
            .token("bitbucket-app-password", "Bitbucket app password", ["ATBB"], "[A-Za-z0-9]{32}", entropy: 3.5),
            .token(
                "bitbucket-access-token", "Bitbucket access token", ["ATCTT3xFfG"], "[A-Za-z0-9_=-]{150,250}",
                entropy: 3.5),
        ])
}
