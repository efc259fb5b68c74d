extension Provider {
    static let openAI = Provider(
        "OpenAI", revocation: "platform.openai.com/api-keys",
        [
            .located(
                "openai-api-key", "OpenAI API key", near: ["T3BlbkFJ"], back: 90,
                "sk-(?:(?:proj|svcacct|service|admin|None)-[A-Za-z0-9_-]{20,74}T3BlbkFJ[A-Za-z0-9_-]{20,74}|[a-zA-Z0-9]{20}T3BlbkFJ[a-zA-Z0-9]{20})",
                entropy: 3, .critical
            ).strict()
        ])
}
