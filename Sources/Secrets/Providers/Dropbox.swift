extension Provider {
    static let dropbox = Provider(
        "Dropbox", revocation: "dropbox.com/developers/apps",
        [
            .assigned("dropbox-api-token", "Dropbox app secret", ["dropbox"], Form.alphanumeric(15)),
            .assigned(
                "dropbox-long-lived-api-token", "Dropbox long-lived token", ["dropbox"],
                "[a-z0-9]{11}AAAAAAAAAA[a-z0-9_=-]{43}"),
            .assigned(
                "dropbox-short-lived-api-token", "Dropbox short-lived token", ["dropbox"], "sl\\.[a-z0-9_=-]{135}"),
            .token(
                "dropbox-access-token", "Dropbox access token", ["sl.B", "sl.u."], "[A-Za-z0-9_-]{130,900}", entropy: 4
            ).strict(),
        ])
}
