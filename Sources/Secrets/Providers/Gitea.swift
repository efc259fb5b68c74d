extension Provider {
    static let gitea = Provider(
        "Gitea", revocation: "user settings → applications",
        [
            .assigned(
                "gitea-access-token", "Gitea access token", ["gitea_token", "gitea_access_token", "giteatoken"],
                Form.hex(40), entropy: 3)
        ])
}
