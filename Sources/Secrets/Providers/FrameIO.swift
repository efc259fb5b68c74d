extension Provider {
    static let frameIO = Provider(
        "Frame.io", revocation: "developer.frame.io → tokens",
        [
            .token("frameio-api-token", "Frame.io API token", ["fio-u-"], "[a-z0-9_=-]{64}", anyCase: true)
        ])
}
