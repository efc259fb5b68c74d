extension Provider {
    static let grafana = Provider(
        "Grafana", revocation: "Grafana → administration → service accounts",
        [
            .token(
                "grafana-api-key", "Grafana API key", ["eyJrIjoi"], "[a-zA-Z0-9]{70,400}={0,3}", entropy: 3,
                anyCase: true),
            .token(
                "grafana-cloud-api-token", "Grafana Cloud access policy token", ["glc_"], "[A-Za-z0-9+/]{32,400}={0,3}",
                entropy: 3),
            .token(
                "grafana-service-account-token", "Grafana service account token", ["glsa_"],
                "[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}", entropy: 3),
        ])
}
