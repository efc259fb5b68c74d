extension Provider {
    static let codecov = Provider(
        "Codecov", revocation: "Codecov → repository settings",
        [
            .assigned("codecov-access-token", "Codecov token", ["codecov"], Form.alphanumeric(32))
        ])
}
