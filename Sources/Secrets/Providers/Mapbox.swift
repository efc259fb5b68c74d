extension Provider {
    static let mapbox = Provider(
        "Mapbox", revocation: "account.mapbox.com/access-tokens",
        [
            .assigned("mapbox-api-token", "Mapbox access token", ["mapbox"], "pk\\.[a-z0-9]{60}\\.[a-z0-9]{22}", .low),
            .token(
                "mapbox-secret-token", "Mapbox secret token", ["sk.eyJ"],
                "[a-zA-Z0-9_-]{40,100}\\.[a-zA-Z0-9_-]{20,25}", entropy: 4),
        ])
}
