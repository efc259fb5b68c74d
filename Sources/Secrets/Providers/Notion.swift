extension Provider {
    static let notion = Provider(
        "Notion", revocation: "notion.so/my-integrations",
        [
            .token("notion-api-token", "Notion integration token", ["ntn_"], "[0-9]{11}[A-Za-z0-9]{35}", entropy: 4)
        ])
}
