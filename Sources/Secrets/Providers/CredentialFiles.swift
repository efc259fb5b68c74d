import Findings

extension Provider {
    /// Files that programs keep credentials in.
    static let credentialFiles = Provider(
        "the account whose credentials the file keeps", revocation: "change the password or token of that account",
        [
            .located(
                "docker-config-auth", "Registry login in a Docker configuration", near: ["\"auth\""],
                "\"auth\"\\s*:\\s*\"([A-Za-z0-9+/]{8,2000}={0,2})\"", .critical
            ).with(.basicCredentials).reaching(2200),
            .located(
                "docker-identity-token", "Registry identity token in a Docker configuration",
                near: ["\"identitytoken\"", "\"registrytoken\""],
                "\"(?:identity|registry)token\"\\s*:\\s*\"([^\"\\s]{16,2000})\"", .critical
            ).reaching(2200),
            .located(
                "netrc-password", "Password in a netrc file", near: ["password"], back: 1,
                "(?:^|\\s)password\\s+([^\\s]{3,256})"
            ).with(.password).anywhere().inFiles("(?:^|/)[._]?netrc(?:[.~][^/]*)?$"),
            .located(
                "netrc-line", "Password in a line for a netrc file", near: ["machine "],
                "machine\\s+[^\\s]{1,256}\\s+(?:(?:login|account)\\s+[^\\s]{1,256}\\s+){0,2}password\\s+([^\\s\"'\\\\]{12,256})",
                entropy: 3.2
            ).needing("password").with(.password, .needsDigit),
            .located(
                "npmrc-auth", "Registry credential in an npmrc file", near: [":_authToken", ":_password", ":_auth"],
                back: 200, "//[^\\s=]{1,200}:_(?:authToken|password|auth)[ \\t]*=[ \\t]*\"?([A-Za-z0-9+/=_.~-]{8,1000})"
            ).with(.password).anywhere(),
            .located(
                "npmrc-legacy-auth", "Registry credential in an npmrc file",
                near: ["_auth=", "_auth =", "_authToken="],
                back: 1, "(?:^|\\n)_auth(?:Token)?[ \\t]*=[ \\t]*\"?([A-Za-z0-9+/=_.~-]{16,1000})", entropy: 3
            ).with(.password, .needsDigit).anywhere(),
            .located(
                "pypirc-password", "Password in a pypirc file",
                near: ["[pypi]", "[testpypi]", "[server-login]", "repository"],
                "(?:\\[(?:pypi|testpypi|server-login)\\]|repository[ \\t]*[=:][ \\t]*https?://[^\\n]+)[ \\t]*\\n(?:[^\\[\\n]*\\n){0,4}?[ \\t]*password[ \\t]*[=:][ \\t]*([^\\s#;]{3,1000})"
            ).needing("password").with(.password),
            .located(
                "pypirc-line", "Password in a pypirc file", near: ["password"], back: 1,
                "(?:^|\\n)password[ \\t]*[=:][ \\t]*([^\\s#;]{3,1000})"
            ).with(.password).anywhere().inFiles("(?:^|/)[._]pypirc(?:[.~][^/]*)?$"),
            .located(
                "kubeconfig-client-key", "Client key in a kubeconfig", near: ["client-key-data"],
                "client-key-data\"?:[ \\t]*[\"']?([A-Za-z0-9+/]{100,10000}={0,2})", .critical
            ).with(.base64Contains(["PRIVATE KEY"])).reaching(12_000),
            .located(
                "kubeconfig-token", "Token in a kubeconfig",
                near: ["token:", "token\":", "client-secret:", "client-secret\":"], back: 12,
                "[\\s\"{,](?:(?:id-|access-|refresh-)?token|client-secret)\"?:[ \\t]*[\"']?([A-Za-z0-9._~+/=-]{16,2000})",
                entropy: 3, .critical
            ).with(.password).anywhere().within([.kubeconfig, .users]),
            .located(
                "kubeconfig-password", "Password in a kubeconfig", near: ["password:", "password\":"], back: 1,
                "[\\s\"{,]password\"?:[ \\t]*[\"']?([^\\s\"',}]{4,256})", .critical
            ).with(.password).anywhere().within(.kubeconfig),
            SecretRule(
                card: SecretRule.card(
                    "kubernetes-secret-yaml", "Value in a Kubernetes Secret", .high, confidence: .medium),
                shape: .kubernetesSecret, reach: KubernetesSecret.reach),
            .located(
                "terraform-state-secret", "Secret in Terraform state",
                near: [
                    "password\"", "secret\"", "token\"", "secret_key\"", "private_key\"", "access_key\"", "api_key\"",
                    "connection_string\"", "secret_string\"", "passphrase\"", "private_key_pem\"",
                ],
                back: 40,
                "\"[a-z0-9_]{0,40}(?:password|passphrase|secret|token|_key|_pem|_string)\"\\s*:\\s*\"((?:[^\"\\s\\\\]|\\\\.){6,})\"",
                .high
            ).with(.password).anywhere().reaching(4200).within(.terraformState),
            .located(
                "terraform-random-password", "Generated password in Terraform state", near: ["\"bcrypt_hash\""],
                "\"bcrypt_hash\"[^\\x00{}]{1,1500}?\"result\"\\s*:\\s*\"((?:[^\"\\s\\\\]|\\\\.){6,})\"", .high
            ).needing("\"result\"").with(.password).anywhere().within(.terraformState),
            .located(
                "terraform-sensitive-output", "Sensitive output in Terraform state", near: ["\"sensitive\""],
                back: 2048,
                "\"value\"\\s*:\\s*\"((?:[^\"\\s\\\\]|\\\\.){6,})\"\\s*,\\s*\"type\"\\s*:\\s*\"string\"\\s*,\\s*\"sensitive\"\\s*:\\s*true",
                .high
            ).with(.password).anywhere().within(.terraformState),
            .located(
                "hashicorp-tf-password", "Password in a Terraform file",
                near: ["administrator_login_password", "password"],
                "(?:administrator_login_)?password[ \\t]*=[ \\t]*\"([a-z0-9=_-]{8,20})\"", anyCase: true
            ).with(.password, .needsDigit).inFiles("\\.(?:tf|hcl|tfvars)$"),
            .located(
                "go-proxy-credential", "Credential for a Go module proxy", near: ["GOAUTH", "GONOSUMDB_TOKEN"],
                "GOAUTH[ \\t]*=[ \\t]*[\"']?(?:basic|bearer)[ \\t]+([^\\s\"']{8,500})", .high
            ).with(.password),
            .located(
                "htpasswd-hash", "Password hash in an htpasswd or shadow file",
                near: ["$2y$", "$apr1$", "$2b$", "$2a$", "$6$", "$y$"],
                back: 66,
                "[a-zA-Z0-9_.-]{1,64}:(\\$(?:2[aby]\\$[0-9]{2}\\$[./A-Za-z0-9]{53}|apr1\\$[./A-Za-z0-9]{1,8}\\$[./A-Za-z0-9]{22}|6\\$(?:rounds=[0-9]+\\$)?[./A-Za-z0-9]{1,16}\\$[./A-Za-z0-9]{86}|y\\$[./A-Za-z0-9]+\\$[./A-Za-z0-9]{1,86}\\$[./A-Za-z0-9]{43}))",
                .medium
            ).anywhere(),
            .located(
                "git-credentials-store", "Extra header with a credential in a Git configuration", near: ["extraheader"],
                "extraheader[ \\t]*=[ \\t]*\"?AUTHORIZATION:[ \\t]*(?:basic|bearer)[ \\t]+([A-Za-z0-9+/=._~-]{12,1000})",
                anyCase: true, .high),
            .located(
                "rails-master-key", "Rails master key", near: ["RAILS_MASTER_KEY"],
                "RAILS_MASTER_KEY[ \\t]*[=:][ \\t]*[\"']?([0-9a-f]{32})", entropy: 3),
            .located(
                "django-secret-key", "Django secret key", near: ["SECRET_KEY"],
                "SECRET_KEY[ \\t]*=[ \\t]*[\"'](django-insecure-[^\"'\\n]{40,80}|[a-z0-9!@#$%^&*(_=+)-]{50})[\"']",
                entropy: 4,
                .medium),
            .located(
                "wordpress-keys", "WordPress authentication key",
                near: ["AUTH_KEY'", "AUTH_SALT'", "LOGGED_IN_KEY'", "NONCE_KEY'"],
                "(?:AUTH_KEY|AUTH_SALT|LOGGED_IN_KEY|NONCE_KEY)'[ \\t]*,[ \\t]*'([^'\\n]{60,70})'", entropy: 4.5,
                .medium),
        ])
}
