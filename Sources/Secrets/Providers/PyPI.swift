extension Provider {
    static let pyPI = Provider(
        "PyPI", revocation: "PyPI, account settings",
        [
            .token(
                "pypi-upload-token", "PyPI upload token", ["pypi-AgEIcHlwaS5vcmc"], "[a-zA-Z0-9_-]{50,1000}",
                entropy: 3, .critical),
            .token(
                "pypi-upload-token-test", "TestPyPI upload token", ["pypi-AgENdGVzdC5weXBpLm9yZw"],
                "[a-zA-Z0-9_-]{50,1000}", entropy: 3, .medium),
        ])
}
