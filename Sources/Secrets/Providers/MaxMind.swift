extension Provider {
    static let maxMind = Provider(
        "MaxMind", revocation: "maxmind.com → manage licence keys",
        [
            .located(
                "maxmind-license-key", "MaxMind licence key", near: ["_mmk"], back: 36,
                "[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk", entropy: 4)
        ])
}
