extension Provider {
    static let curl = Provider(
        "the service of the command", revocation: "change the password or token that the command uses",
        [
            .located(
                "curl-auth-header", "Credential in a curl command's header", near: ["curl"],
                "\\bcurl\\b[^\\n]{0,400}?(?:(?:\\\\\\r?\\n|\\n[ \\t])[^\\n]{0,300}?){0,6}?[ \\t\\n](?:-H|--header)(?:=|[ \\t]{0,5})(?:\"(?i:Authorization:[ \\t]{0,5}(?:Basic[ \\t]([a-z0-9+/]{8,}={0,3})|(?:Bearer|(?:Api-)?Token)[ \\t]([\\w=~@.+/-]{8,})|([\\w=~@.+/-]{8,}))|(?:X-(?:[a-z]+-)?)?(?:Api-?)?(?:Key|Token):[ \\t]{0,5}([\\w=~@.+/-]{8,}))\"|'(?i:Authorization:[ \\t]{0,5}(?:Basic[ \\t]([a-z0-9+/]{8,}={0,3})|(?:Bearer|(?:Api-)?Token)[ \\t]([\\w=~@.+/-]{8,})|([\\w=~@.+/-]{8,}))|(?:X-(?:[a-z]+-)?)?(?:Api-?)?(?:Key|Token):[ \\t]{0,5}([\\w=~@.+/-]{8,}))')",
                entropy: 2.75
            ).needing("-H", "--header").with(.password),
            .located(
                "curl-auth-user", "Password in a curl command", near: ["curl"],
                "\\bcurl\\b[^\\n]{0,400}?(?:(?:\\\\\\r?\\n|\\n[ \\t])[^\\n]{0,300}?){0,6}?[ \\t\\n](?:-u|--user)(?:=|[ \\t]{0,5})(?:\"(:[^\"\\s]{3,}|[^:\"\\s]{3,}:|[^:\"\\s]{3,}:[^\"\\s]{3,})\"|'([^:'\\s]{3,}:[^'\\s]{3,})'|((?:\"[^:\"\\s]{3,}\"|'[^:'\\s]{3,}'|[\\w$@.-]+):(?:\"[^\"\\s]{3,}\"|'[^'\\s]{3,}'|[\\w$@.-]+)))(?:\\s|$)",
                entropy: 2
            ).needing("-u", "--user").with(
                .password, .not(["username:password", "user:password", "user:pass", "admin:admin", "user:passwd"])),
        ])
}
