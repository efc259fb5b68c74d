extension Provider {
    static let beamer = Provider(
        "Beamer", revocation: "Beamer → Settings → API",
        [
            .assigned("beamer-api-token", "Beamer API token", ["beamer"], "b_[a-z0-9=_-]{44}")
        ])
}
