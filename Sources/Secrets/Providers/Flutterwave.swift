extension Provider {
    static let flutterwave = Provider(
        "Flutterwave", revocation: "Flutterwave dashboard → API keys",
        [
            .token(
                "flutterwave-encryption-key", "Flutterwave encryption key", ["FLWSECK_TEST-"], "[a-h0-9]{12}",
                entropy: 2, anyCase: true),
            .token(
                "flutterwave-public-key", "Flutterwave public key", ["FLWPUBK_TEST-", "FLWPUBK-"], "[a-h0-9]{32}-X",
                entropy: 2, anyCase: true, .low),
            .token(
                "flutterwave-secret-key", "Flutterwave secret key", ["FLWSECK_TEST-", "FLWSECK-"], "[a-h0-9]{32}-X",
                entropy: 2, anyCase: true),
        ])
}
