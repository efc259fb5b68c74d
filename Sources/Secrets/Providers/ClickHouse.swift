extension Provider {
    static let clickHouse = Provider(
        "ClickHouse Cloud", revocation: "ClickHouse Cloud console → API keys",
        [
            .token(
                "clickhouse-cloud-api-secret-key", "ClickHouse Cloud API secret key", ["4b1d"], "[A-Za-z0-9]{38}",
                entropy: 3)
        ])
}
