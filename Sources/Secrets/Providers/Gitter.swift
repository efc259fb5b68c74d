extension Provider {
    static let gitter = Provider(
        "Gitter", revocation: "developer.gitter.im",
        [
            .assigned("gitter-access-token", "Gitter access token", ["gitter"], "[a-z0-9_-]{40}")
        ])
}
