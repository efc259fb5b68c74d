import Manifests

/// Names of variables and files that hold secrets.
enum SecretNames {
    /// hadolint's list, upper case.
    static let hadolint: Set<String> = Set(
        """
        ACCESS_TOKEN APPLICATION_KEY APP_SECRET AUTH_TOKEN AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY BITTREX_API_KEY \
        BITTREX_API_SECRET CF_PASSWORD CF_USERNAME CIRCLE_TOKEN CI_DEPLOY_PASSWORD CI_DEPLOY_USER DOCKERHUB_PASSWORD \
        DOCKER_EMAIL DOCKER_PASSWORD DOCKER_USERNAME FACEBOOK_ACCESS_TOKEN FACEBOOK_APP_ID FACEBOOK_APP_SECRET \
        FIREBASE_API_TOKEN FIREBASE_TOKEN FOSSA_API_KEY GH_ENTERPRISE_TOKEN GH_TOKEN GITHUB_ENTERPRISE_TOKEN \
        GITHUB_TOKEN HEROKU_API_KEY HEROKU_API_USER NPM_AUTH_TOKEN NPM_TOKEN OKTA_AUTHN_GROUPID OKTA_CLIENT_ORGURL \
        OKTA_CLIENT_TOKEN OKTA_OAUTH2_CLIENTID OKTA_OAUTH2_CLIENTSECRET OPENAI_API_KEY OS_PASSWORD OS_USERNAME \
        POSTGRES_PASSWORD SLACK_TOKEN STRIPE_API_KEY STRIPE_DEVICE_NAME TRAVIS_OS_NAME TRAVIS_SECURE_ENV_VARS \
        TRAVIS_SUDO VAULT_CLIENT_KEY VAULT_TOKEN
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
    static let hadolintParts = ["api_key", "client_key", "password", "private", "secret", "token", "username"]

    static func isHadolints(_ name: String) -> Bool {
        let lowered = name.lowercased()
        return hadolint.contains(name.uppercased()) || hadolintParts.contains { lowered.contains($0) }
    }

    static let trivy: Set<String> = [
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET",
        "GITHUB_TOKEN", "OPENAI_API_KEY", "HF_TOKEN",
    ]
    static let trivyFiles: Set<String> = ["AWS_CONFIG_FILE", "HF_TOKEN_PATH", "GOOGLE_APPLICATION_CREDENTIALS"]

    static func isTrivys(_ name: String) -> Bool {
        if trivy.contains(name) { return true }
        return ["VITE_", "REACT_APP_"].contains {
            name.hasPrefix($0) && trivy.contains(String(name.dropFirst($0.utf8.count)))
        }
    }

    private static let endings = [
        "PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "APIKEY", "API_KEY", "SECRET_KEY", "PRIVATE_KEY",
        "ACCESS_KEY", "CLIENT_KEY", "CREDENTIALS", "PWD_HASH", "DEPLOY_KEY", "SIGNING_KEY", "ENCRYPTION_KEY",
        "AUTH_KEY", "LICENSE_KEY",
    ]

    /// Whether a variable of this name holds a secret itself: `DB_PASSWORD`, but not `PASSWORD_FILE` or `TOKEN_URL`.
    static func isSecret(_ name: String) -> Bool {
        let upper = name.uppercased()
        if trivy.contains(upper) { return upper != "AZURE_CLIENT_ID" }
        return endings.contains { ending in
            guard upper.hasSuffix(ending) else { return false }
            let front = upper.dropLast(ending.utf8.count)
            return front.isEmpty || front.hasSuffix("_") || ending.utf8.count > 6
        }
    }

    /// Values that are no secret: empty, a variable, a switch, a path, a placeholder.
    static func isHarmless(_ value: String) -> Bool {
        let lowered = value.lowercased()
        if value.isEmpty || value.hasPrefix("$") || value.hasPrefix("/run/secrets") { return true }
        return ["true", "false", "yes", "no", "0", "1", "none", "null"].contains(lowered)
    }

    /// The kind of secret that a file of this name holds; nil: none that is known.
    static func file(_ path: String) -> String? {
        var parts = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).map { $0.lowercased() }
        guard let name = parts.popLast() else { return nil }
        switch name {
        case "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519": return "a private SSH key"
        case ".netrc", "_netrc", ".git-credentials", ".pgpass", ".my.cnf", ".htpasswd", ".pypirc", ".dockercfg",
            ".vault-token", ".boto", ".s3cfg":
            return "credentials"
        case ".npmrc", ".yarnrc": return "perhaps a registry token"
        case ".env": return "the environment of a deployment"
        case "kubeconfig": return "the way into a cluster"
        case "config.json" where parts.last == ".docker": return "registry credentials"
        case "credentials" where parts.last == ".aws": return "AWS credentials"
        case "config" where parts.last == ".kube": return "the way into a cluster"
        case ".ssh", ".aws", ".gnupg", ".kube", ".docker": return "keys or credentials"
        case "credentials.json", "service-account.json", "serviceaccount.json", "client_secret.json":
            return "the key of a service account"
        default: break
        }
        if name.hasPrefix(".env."), ![".env.example", ".env.sample", ".env.template", ".env.dist"].contains(name) {
            return "the environment of a deployment"
        }
        if name.hasPrefix("id_rsa") || name.hasPrefix("id_ed25519"), !name.hasSuffix(".pub") {
            return "a private SSH key"
        }
        for ending in [".pfx", ".p12", ".jks", ".keystore", ".ppk", ".kdbx"] where name.hasSuffix(ending) {
            return "a store of keys"
        }
        if name.hasSuffix(".key") || name.hasSuffix("-key.pem") || name.hasSuffix("_key.pem")
            || name == "key.pem" || name.hasPrefix("privkey") || name.hasSuffix(".private.pem")
        {
            return "a private key"
        }
        return nil
    }
}
