extension Provider {
    static let nuGet = Provider(
        "NuGet", revocation: "nuget.org/account/apikeys",
        [
            .token("nuget-api-key", "NuGet API key", ["oy2"], "[a-z0-9]{43}", entropy: 4).strict(),
            .located(
                "nuget-config-password", "Password in a NuGet configuration", near: ["ClearTextPassword"],
                "ClearTextPassword\"\\s+value=\"([^\"\\s]{4,256})\"", anyCase: true
            ).with(.password),
        ])
}
