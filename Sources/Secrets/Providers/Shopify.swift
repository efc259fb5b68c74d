extension Provider {
    static let shopify = Provider(
        "Shopify", revocation: "partners.shopify.com, or the shop's apps",
        [
            .token("shopify-access-token", "Shopify access token", ["shpat_"], "[a-fA-F0-9]{32}", entropy: 2),
            .token(
                "shopify-custom-access-token", "Shopify custom app token", ["shpca_"], "[a-fA-F0-9]{32}", entropy: 2),
            .token(
                "shopify-private-app-access-token", "Shopify private app token", ["shppa_"], "[a-fA-F0-9]{32}",
                entropy: 2),
            .token("shopify-shared-secret", "Shopify shared secret", ["shpss_"], "[a-fA-F0-9]{32}", entropy: 2),
        ])
}
