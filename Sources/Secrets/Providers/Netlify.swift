extension Provider {
    static let netlify = Provider(
        "Netlify", revocation: "app.netlify.com/user/applications",
        [
            .assigned("netlify-access-token", "Netlify access token", ["netlify"], Form.extended("40,46")),
            .token(
                "netlify-personal-access-token", "Netlify personal access token", ["nfp_"], "[a-zA-Z0-9_]{36,40}",
                entropy: 3),
        ])
}
