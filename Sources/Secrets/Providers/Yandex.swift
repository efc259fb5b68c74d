extension Provider {
    static let yandex = Provider(
        "Yandex Cloud", revocation: "console.cloud.yandex.com → service accounts",
        [
            .token(
                "yandex-access-token", "Yandex Cloud IAM token", ["t1."],
                "[A-Za-z0-9_-]+={0,2}\\.[A-Za-z0-9_-]{86}={0,2}", entropy: 3),
            .token("yandex-api-key", "Yandex Cloud API key", ["AQVN"], "[A-Za-z0-9_-]{35,38}", entropy: 3.5),
            .assigned(
                "yandex-aws-access-token", "Yandex Cloud static access key", ["yandex"], "YC[a-zA-Z0-9_-]{38}",
                exactCase: true),
        ])
}
