import Findings

extension Provider {
    static let generic = Provider(
        "the service it belongs to", revocation: "find out what it opens, and change it there",
        [
            SecretRule(
                card: SecretRule.card("generic-api-key", "Secret-looking value", .medium, confidence: .low),
                shape: .generic),
            // Has no literal: `ImageConfigurationScan` asks for it by name.
            SecretRule(
                card: SecretRule.card(
                    "image-setting", "Secret set in the image's environment or build arguments", .high,
                    confidence: .medium),
                shape: .embedded(literals: [])),
        ])
}
