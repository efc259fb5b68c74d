extension Provider {
    static let hashiCorp = Provider(
        "HashiCorp", revocation: "app.terraform.io → tokens, or vault token revoke",
        [
            .located(
                "hashicorp-tf-api-token", "Terraform Cloud token", near: [".atlasv1."], back: 14,
                "[a-z0-9]{14}\\.atlasv1\\.[a-z0-9_=-]{60,70}", entropy: 3.5, anyCase: true, .critical
            ).strict(),
            .token("vault-batch-token", "Vault batch token", ["hvb."], "[0-9a-zA-Z_-]{138,300}", entropy: 4, .critical),
            .token(
                "vault-service-token", "Vault service token", ["hvs."], "[0-9a-zA-Z_-]{90,120}", entropy: 3.5, .critical
            ),
            .assigned(
                "vault-service-token", "Vault service token", ["vault"], "s\\.[a-z0-9]{24}", entropy: 3.5, .critical
            ).with(.needsDigit),
            .token(
                "vault-unseal-recovery", "Vault recovery token", ["hvr."], "[0-9a-zA-Z_-]{90,300}", entropy: 4,
                .critical),
            .located(
                "vault-approle-secret-id", "Vault AppRole secret id", near: ["role_id"],
                "role_id[\"' \\t]*[=:][^\\x00]{1,200}?secret_id[\"' \\t]*[=:][ \\t]*[\"']?(" + Form.uuid + ")",
                entropy: 3,
                .critical
            ).needing("secret_id"),
        ])
}
