extension Provider {
    static let sumoLogic = Provider(
        "Sumo Logic", revocation: "Sumo Logic → preferences → access keys",
        [
            .assigned(
                "sumologic-access-id", "Sumo Logic access id", ["sumo"], "su[a-zA-Z0-9]{12}", entropy: 3,
                exactCase: true
            ).with(.spelled(["sumo", "Sumo", "SUMO"]), .needsDigit).identifier(),
            .assigned("sumologic-access-token", "Sumo Logic access key", ["sumo"], Form.alphanumeric(64), entropy: 3)
                .with(.spelled(["sumo", "Sumo", "SUMO"])),
        ])
}
