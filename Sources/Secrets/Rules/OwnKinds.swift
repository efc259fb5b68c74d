/// Kinds that gitleaks has no rule for: they have no name of its.
enum OwnKinds {
    static let names: Set<String> = [
        "ado-connection-string", "anthropic-oauth-token", "aws-mws-auth-token", "aws-secret-access-key",
        "aws-session-token", "azure-devops-pat", "azure-key-identifiable", "azure-sas-signature",
        "azure-shared-access-key", "azure-storage-key", "bitbucket-access-token", "bitbucket-app-password",
        "confluent-cloud-secret", "contentful-personal-access-token", "datadog-api-key", "deepseek-api-key",
        "discord-bot-token", "discord-webhook", "django-secret-key", "docker-config-auth", "docker-hub-oat",
        "docker-hub-pat", "docker-identity-token", "docker-swarm-token", "docker-swarm-unlock-key", "doppler-token",
        "dropbox-access-token", "dynatrace-platform-token", "figma-pat", "firebase-cloud-messaging-key",
        "gcp-oauth-access-token", "gcp-oauth-client-secret", "gcp-oauth-refresh-token", "git-credentials-store",
        "gitea-access-token", "go-proxy-credential", "groq-api-key", "htpasswd-hash", "hubspot-private-app-token",
        "image-setting", "jwk-private-key", "jwt-shaped", "kubeconfig-client-key", "kubeconfig-password",
        "kubeconfig-token",
        "langsmith-api-key", "launchdarkly-sdk-key", "linear-oauth-token", "mapbox-secret-token",
        "minisign-secret-key", "netlify-personal-access-token", "netrc-line", "netrc-password", "new-relic-key",
        "npmrc-auth", "npmrc-legacy-auth", "nuget-api-key", "openrouter-api-key", "posthog-personal-api-key",
        "putty-private-key", "pypi-upload-token-test", "pypirc-line", "pypirc-password", "rails-master-key",
        "replicate-api-token",
        "sendinblue-smtp-key", "sonarqube-token", "stripe-webhook-secret", "supabase-access-token",
        "supabase-secret-key", "tailscale-key", "terraform-random-password", "terraform-sensitive-output",
        "terraform-state-secret", "twilio-auth-token", "url-credentials",
        "vault-approle-secret-id", "vault-unseal-recovery", "vercel-blob-token", "vercel-token", "wandb-api-key",
        "wireguard-private-key", "wordpress-keys", "xai-api-key",
    ]
}
