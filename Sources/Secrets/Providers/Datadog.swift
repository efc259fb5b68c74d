extension Provider {
    static let datadog = Provider(
        "Datadog", revocation: "Datadog → organization settings → API keys",
        [
            .assigned("datadog-access-token", "Datadog application key", ["datadog"], Form.alphanumeric(40)),
            .assigned(
                "datadog-api-key", "Datadog API key", ["dd_api_key", "datadog_api_key", "dd-api-key"], Form.hex(32),
                entropy: 3),
        ])
}
