extension Provider {
    static let cisco = Provider(
        "Cisco Meraki", revocation: "Meraki dashboard → profile → API access",
        [
            .assigned(
                "cisco-meraki-api-key", "Cisco Meraki API key", ["meraki"], "[0-9a-f]{40}", entropy: 3, exactCase: true)
        ])
}
