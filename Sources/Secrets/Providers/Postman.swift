extension Provider {
    static let postman = Provider(
        "Postman", revocation: "web.postman.co/settings/me/api-keys",
        [
            .token(
                "postman-api-token", "Postman API key", ["PMAK-"], "[a-f0-9]{24}-[a-f0-9]{34}", entropy: 3,
                anyCase: true)
        ])
}
