extension Provider {
    static let twilio = Provider(
        "Twilio", revocation: "console.twilio.com → API keys",
        [
            .token("twilio-api-key", "Twilio API key", ["SK"], "[0-9a-fA-F]{32}", entropy: 3),
            .assigned("twilio-auth-token", "Twilio auth token", ["twilio"], Form.hex(32), entropy: 3),
        ])
}
