extension Provider {
    static let supabase = Provider(
        "Supabase", revocation: "supabase.com/dashboard/account/tokens",
        [
            .token("supabase-access-token", "Supabase access token", ["sbp_"], "[a-f0-9]{40}", entropy: 3),
            .token(
                "supabase-secret-key", "Supabase secret key", ["sb_secret_"], "[a-zA-Z0-9_-]{22}_[a-zA-Z0-9_-]{8}",
                entropy: 3),
        ])
}
