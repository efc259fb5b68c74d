extension Provider {
    /// Keys in files, whoever made them.
    static let privateKeys = Provider(
        "whoever trusts the key", revocation: "replace the key pair wherever the public key is trusted",
        [
            .located(
                "private-key", "Private key", near: ["-----BEGIN"],
                "-----BEGIN[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----[^\\x00]{64,}?-----END[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----",
                .critical
            ).needing("PRIVATE KEY").with(.pem).anywhere().reaching(20_000).strict(),
            .located(
                "putty-private-key", "PuTTY private key", near: ["PuTTY-User-Key-File-"],
                "PuTTY-User-Key-File-[23]: [^\\x00]{100,}?Private-MAC: [0-9a-f]{40,64}", .critical
            ).anywhere().reaching(20_000),
            .located(
                "wireguard-private-key", "WireGuard private key", near: ["PrivateKey", "PresharedKey"],
                "(?:PrivateKey|PresharedKey)[ \\t]*=[ \\t]*([A-Za-z0-9+/]{43}=)", entropy: 4, .critical
            ).with(.base64(bytes: 32)),
            .located(
                "jwk-private-key", "Private key as JSON Web Key", near: ["\"kty\""], back: 3000,
                "\"kty\"\\s*:\\s*\"(?:RSA|EC|OKP)\"[^{}]{0,3000}?\"d\"\\s*:\\s*\"([A-Za-z0-9_-]{40,700})\"|\"d\"\\s*:\\s*\"([A-Za-z0-9_-]{40,700})\"[^{}]{0,3000}?\"kty\"\\s*:\\s*\"(?:RSA|EC|OKP)\"",
                entropy: 4, .critical
            ).needing("\"d\"").anywhere().reaching(4000),
            .located(
                "minisign-secret-key", "minisign or signify secret key", near: ["secret key"],
                "secret key[^\\n]{0,80}\\n(RW[A-Za-z0-9+/]{100,300}={0,2})", entropy: 4),
        ])
}
