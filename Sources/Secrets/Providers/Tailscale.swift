extension Provider {
    static let tailscale = Provider(
        "Tailscale", revocation: "login.tailscale.com/admin/settings/keys",
        [
            .located(
                "tailscale-key", "Tailscale key", near: ["tskey-"],
                "tskey-(?:api|auth|client|scim|webhook)-[a-zA-Z0-9]{10,32}-[a-zA-Z0-9]{16,50}", entropy: 3, .critical
            ).strict()
        ])
}
