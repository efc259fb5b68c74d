extension Provider {
    static let dynatrace = Provider(
        "Dynatrace", revocation: "Dynatrace → access tokens",
        [
            .token(
                "dynatrace-api-token", "Dynatrace API token", ["dt0c01."], "[a-z0-9]{24}\\.[a-z0-9]{64}", entropy: 4,
                anyCase: true),
            .located(
                "dynatrace-platform-token", "Dynatrace platform token", near: ["dt0s"],
                "dt0s[0-9]{2}\\.[A-Z0-9]{8,24}\\.[A-Z0-9]{64}", entropy: 4),
        ])
}
