extension Provider {
    static let lob = Provider(
        "Lob", revocation: "dashboard.lob.com/settings/api-keys",
        [
            .assigned("lob-api-key", "Lob API key", ["lob"], "(?:live|test)_[a-f0-9]{35}"),
            .assigned(
                "lob-pub-api-key", "Lob publishable key", ["lob", "test_pub", "live_pub"],
                "(?:test|live)_pub_[a-f0-9]{31}", .low),
        ])
}
