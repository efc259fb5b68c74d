extension Provider {
    static let goCardless = Provider(
        "GoCardless", revocation: "manage.gocardless.com → developers",
        [
            .assigned("gocardless-api-token", "GoCardless API token", ["gocardless"], "live_[a-z0-9_=-]{40}")
        ])
}
