extension Provider {
    static let typeform = Provider(
        "Typeform", revocation: "admin.typeform.com → personal tokens",
        [
            .token(
                "typeform-api-token", "Typeform personal token", ["tfp_"], "[a-z0-9_.=-]{59}", entropy: 2, anyCase: true
            )
        ])
}
