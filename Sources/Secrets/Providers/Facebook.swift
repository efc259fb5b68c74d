extension Provider {
    static let facebook = Provider(
        "Facebook", revocation: "developers.facebook.com → app → settings",
        [
            .located(
                "facebook-access-token", "Facebook app access token", near: ["facebook", "access_token"],
                "(?:facebook|access_token)[^\\n]{0,80}?([0-9]{15,16}(?:\\||%7[Cc])[0-9a-zA-Z_-]{27,40})", entropy: 3,
                anyCase: true
            ).needing("|", "%7"),
            .token(
                "facebook-page-access-token", "Facebook access token", ["EAAM", "EAAC"], "[a-zA-Z0-9]{100,600}",
                entropy: 4),
            .assigned("facebook-secret", "Facebook app secret", ["facebook"], Form.hex(32), entropy: 3),
        ])
}
