extension Provider {
    static let rubyGems = Provider(
        "RubyGems", revocation: "rubygems.org/profile/api_keys",
        [
            .token("rubygems-api-token", "RubyGems API key", ["rubygems_"], "[a-f0-9]{48}", entropy: 2, .critical)
        ])
}
