extension Provider {
    static let google = Provider(
        "Google Cloud", revocation: "console.cloud.google.com → APIs and services → credentials",
        [
            .token("gcp-api-key", "Google API key", ["AIza"], "[0-9A-Za-z_-]{35}", entropy: 4, .medium).with(
                .notPublic(PublicValues.googleKeys)),
            .located(
                "gcp-service-account", "Google service account key", near: ["service_account"], back: 24,
                "\"type\"\\s*:\\s*\"service_account\"", .critical),
            .token(
                "gcp-oauth-client-secret", "Google OAuth client secret", ["GOCSPX-"], "[a-zA-Z0-9_-]{28}", entropy: 3),
            .token(
                "gcp-oauth-access-token", "Google OAuth access token", ["ya29."], "[a-zA-Z0-9_-]{60,1000}", entropy: 4),
            .token(
                "gcp-oauth-refresh-token", "Google OAuth refresh token", ["1//0"], "[a-zA-Z0-9_-]{60,110}", entropy: 4),
            .located(
                "firebase-cloud-messaging-key", "Firebase server key", near: [":APA91b"], back: 11,
                "AAAA[a-zA-Z0-9_-]{7}:APA91b[a-zA-Z0-9_-]{120,180}", entropy: 4),
        ])
}
