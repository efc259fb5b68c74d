extension Provider {
    static let doppler = Provider(
        "Doppler", revocation: "Doppler → tokens",
        [
            .token(
                "doppler-api-token", "Doppler personal token", ["dp.pt."], "[a-z0-9]{43}", entropy: 2, anyCase: true),
            .located(
                "doppler-token", "Doppler token", near: ["dp.st.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."],
                "dp\\.(?:ct|sa|scim|audit|st(?:\\.[a-z0-9_-]{2,35})?)\\.[a-zA-Z0-9]{40,44}", entropy: 3),
        ])
}
