extension Provider {
    static let sidekiq = Provider(
        "Sidekiq", revocation: "contribsys.com → account",
        [
            .assigned(
                "sidekiq-secret", "Sidekiq gem server credential",
                ["BUNDLE_ENTERPRISE__CONTRIBSYS__COM", "BUNDLE_GEMS__CONTRIBSYS__COM"], "[a-f0-9]{8}:[a-f0-9]{8}"),
            .located(
                "sidekiq-sensitive-url", "Sidekiq gem server URL with credential",
                near: ["gems.contribsys.com", "enterprise.contribsys.com"], back: 26,
                "https?://([a-f0-9]{8}:[a-f0-9]{8})@(?:gems|enterprise)\\.contribsys\\.com", anyCase: true),
        ])
}
