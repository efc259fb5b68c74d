extension Provider {
    static let definedNetworking = Provider(
        "Defined Networking", revocation: "admin.defined.net → API keys",
        [
            .token(
                "defined-networking-api-token", "Defined Networking API token", ["dnkey-"],
                "[a-z0-9=_-]{26}-[a-z0-9=_-]{52}", anyCase: true)
        ])
}
