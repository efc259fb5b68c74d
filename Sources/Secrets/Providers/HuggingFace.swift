extension Provider {
    static let huggingFace = Provider(
        "Hugging Face", revocation: "huggingface.co/settings/tokens",
        [
            .token("huggingface-access-token", "Hugging Face access token", ["hf_"], "[a-zA-Z]{34}", entropy: 2)
                .strict(),
            .token(
                "huggingface-organization-api-token", "Hugging Face organisation token", ["api_org_"], "[a-zA-Z]{34}",
                entropy: 2),
        ])
}
