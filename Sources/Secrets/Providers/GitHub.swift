extension Provider {
    static let gitHub = Provider(
        "GitHub", revocation: "github.com/settings/tokens",
        [
            .token("github-pat", "GitHub personal access token", ["ghp_"], "[0-9a-zA-Z]{36}", entropy: 3, .critical)
                .with(.base62Checksum),
            .token("github-oauth", "GitHub OAuth access token", ["gho_"], "[0-9a-zA-Z]{36}", entropy: 3, .critical)
                .with(.base62Checksum),
            .token("github-app-token", "GitHub App token", ["ghu_", "ghs_"], "[0-9a-zA-Z]{36}", entropy: 3).with(
                .base62Checksum),
            .token(
                "github-refresh-token", "GitHub refresh token", ["ghr_"], "[0-9a-zA-Z]{36}(?:[0-9a-zA-Z]{40})?",
                entropy: 3),
            .token(
                "github-fine-grained-pat", "GitHub fine-grained access token", ["github_pat_"], "[0-9a-zA-Z_]{82}",
                entropy: 3, .critical),
        ])
}
