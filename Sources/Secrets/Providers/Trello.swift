extension Provider {
    static let trello = Provider(
        "Trello", revocation: "trello.com/power-ups/admin",
        [
            .assigned("trello-access-token", "Trello token", ["trello"], "[a-zA-Z0-9-]{32}")
        ])
}
