extension Provider {
    static let linkedIn = Provider(
        "LinkedIn", revocation: "linkedin.com/developers/apps",
        [
            .assigned(
                "linkedin-client-id", "LinkedIn client id", ["linkedin", "linked_in", "linked-in"],
                Form.alphanumeric(14), entropy: 2
            ).identifier(),
            .assigned(
                "linkedin-client-secret", "LinkedIn client secret", ["linkedin", "linked_in", "linked-in"],
                Form.alphanumeric(16), entropy: 2),
        ])
}
