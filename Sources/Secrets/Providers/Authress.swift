extension Provider {
    static let authress = Provider(
        "Authress", revocation: "authress.io → service clients",
        [
            .located(
                "authress-service-client-access-key", "Authress service client key", near: [".acc_", ".acc-"], back: 50,
                "(?:sc|ext|scauth|authress)_[a-z0-9]{5,30}\\.[a-z0-9]{4,6}\\.acc[_-][a-z0-9-]{10,32}\\.[a-z0-9+/_=-]{30,120}",
                entropy: 2, anyCase: true)
        ])
}
