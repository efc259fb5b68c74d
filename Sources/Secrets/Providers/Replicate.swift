extension Provider {
    static let replicate = Provider(
        "Replicate", revocation: "replicate.com/account/api-tokens",
        [
            .token("replicate-api-token", "Replicate API token", ["r8_"], "[a-zA-Z0-9]{37}", entropy: 3).strict()
        ])
}
