extension Provider {
    static let jsonWebTokens = Provider(
        "the service that accepts the token", revocation: "end the session, or change the key that signs",
        [
            .token(
                "jwt", "JSON Web Token", ["eyJ", "ewog"],
                "[a-zA-Z0-9_-]{14,}\\.ey[a-zA-Z0-9_/\\x5C-]{17,}\\.(?:[a-zA-Z0-9_/\\x5C-]{10,}={0,2})?", entropy: 3,
                .medium
            ).with(.jsonWebToken).reaching(6000),
            // Whatever is shaped so, with a header that does not decode.
            .token(
                "jwt-shaped", "JSON Web Token, by its shape", ["ey"],
                "[a-zA-Z0-9]{17,}\\.ey[a-zA-Z0-9_/\\x5C-]{17,}\\.(?:[a-zA-Z0-9_/\\x5C-]{10,}={0,2})?", entropy: 3, .low
            ).also("jwt").only(in: .all).reaching(6000),
            // `eyJ` is the start of every encoded JSON object, `ZXlK` that of its encoding.
            .token(
                "jwt-base64", "JSON Web Token, base64-encoded", ["ZXlK"], "[a-zA-Z0-9/+_-]{60,5000}={0,2}", entropy: 2,
                .medium
            ).with(.base64Contains([".eyJ"])).reaching(6000),
        ])
}
