extension Provider {
    static let hubSpot = Provider(
        "HubSpot", revocation: "HubSpot → private apps",
        [
            .assigned("hubspot-api-key", "HubSpot API key", ["hubspot"], Form.uuid),
            .located(
                "hubspot-private-app-token", "HubSpot private app token", near: ["pat-na", "pat-eu"],
                "pat-(?:na|eu)[0-9]-" + Form.uuid),
        ])
}
