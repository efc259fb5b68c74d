extension Provider {
    static let rapidAPI = Provider(
        "RapidAPI", revocation: "rapidapi.com → developer dashboard",
        [
            .assigned("rapidapi-access-token", "RapidAPI key", ["rapidapi"], "[a-z0-9_-]{50}")
        ])
}
