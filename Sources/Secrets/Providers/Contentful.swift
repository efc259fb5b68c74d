extension Provider {
    static let contentful = Provider(
        "Contentful", revocation: "Contentful → API keys",
        [
            .assigned("contentful-delivery-api-token", "Contentful delivery token", ["contentful"], Form.extended(43)),
            .token(
                "contentful-personal-access-token", "Contentful personal access token", ["CFPAT-"], "[a-zA-Z0-9_-]{43}",
                entropy: 3),
        ])
}
