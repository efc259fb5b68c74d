extension Provider {
    static let nyTimes = Provider(
        "The New York Times", revocation: "developer.nytimes.com/my-apps",
        [
            .assigned(
                "nytimes-access-token", "New York Times API key", ["nytimes", "new-york-times", "newyorktimes"],
                Form.extended(32))
        ])
}
