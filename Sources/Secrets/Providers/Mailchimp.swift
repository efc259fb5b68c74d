extension Provider {
    static let mailchimp = Provider(
        "Mailchimp", revocation: "mailchimp.com → account → API keys",
        [
            .assigned("mailchimp-api-key", "Mailchimp API key", ["mailchimp"], "[a-f0-9]{32}-us[0-9]{1,2}")
        ])
}
