extension Provider {
    static let groq = Provider(
        "Groq", revocation: "console.groq.com/keys",
        [
            .token("groq-api-key", "Groq API key", ["gsk_"], "[a-zA-Z0-9]{52}", entropy: 4)
        ])
}
