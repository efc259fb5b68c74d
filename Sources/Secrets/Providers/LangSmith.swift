extension Provider {
    static let langSmith = Provider(
        "LangSmith", revocation: "smith.langchain.com/settings",
        [
            .located(
                "langsmith-api-key", "LangSmith API key", near: ["lsv2_"], "lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}",
                entropy: 3)
        ])
}
