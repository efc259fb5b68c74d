extension Provider {
    static let freemius = Provider(
        "Freemius", revocation: "Freemius dashboard → keys",
        [
            .located(
                "freemius-secret-key", "Freemius secret key", near: ["secret_key"],
                "secret_key[\"'][ \\t]*=>[ \\t]*[\"'](sk_[^\\s\"']{29})[\"']", anyCase: true)
        ])
}
