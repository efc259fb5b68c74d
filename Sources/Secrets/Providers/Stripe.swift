extension Provider {
    static let stripe = Provider(
        "Stripe", revocation: "dashboard.stripe.com/apikeys",
        [
            .token(
                "stripe-access-token", "Stripe secret key",
                ["sk_test_", "sk_live_", "sk_prod_", "rk_test_", "rk_live_", "rk_prod_"], "[a-zA-Z0-9]{10,247}",
                entropy: 2, .critical),
            .token("stripe-webhook-secret", "Stripe webhook secret", ["whsec_"], "[a-zA-Z0-9+/=]{32,64}", entropy: 3),
        ])
}
