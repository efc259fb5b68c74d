extension Provider {
    static let azure = Provider(
        "Microsoft Azure", revocation: "Azure portal → app registrations, or the resource's access keys",
        [
            .located(
                "azure-ad-client-secret", "Microsoft Entra client secret", near: ["Q~"], back: 5,
                "(?:^|[\\x5C'\"`\\s>=:(,)])([a-zA-Z0-9_~.]{3}[0-9]Q~[a-zA-Z0-9_~.-]{31,34})(?:$|[\\x5C'\"`\\s<),])",
                entropy: 3, .critical),
            .located(
                "azure-storage-key", "Azure storage account key", near: ["AccountKey="],
                "(?:AccountKey=)([A-Za-z0-9+/]{86}==)", entropy: 4, .critical
            ).with(.base64(bytes: 64)),
            .located(
                "azure-devops-pat", "Azure DevOps personal access token", near: ["JQQJ99"], back: 52,
                "[a-zA-Z0-9]{52}JQQJ99[a-zA-Z0-9]{26}", entropy: 3.5),
            .located(
                "azure-shared-access-key", "Azure shared access key", near: ["SharedAccessKey="],
                "SharedAccessKey=([A-Za-z0-9+/]{43}=)", entropy: 4
            ).with(.base64(bytes: 32)),
            .located(
                "azure-key-identifiable", "Azure resource key",
                near: ["AzCa", "ACDb", "AIoT", "ASbT", "AEhS", "AzFu", "AzSe", "AzEG"], back: 52,
                "[A-Za-z0-9/+]{52}(?:AIoT|ASbT|AEhS|AzEG|AzFu|AzSe|ACDb|AzCa)[A-Za-z0-9/+]{5}[AQgw]==", entropy: 4),
            .located(
                "azure-sas-signature", "Azure shared access signature", near: ["sig="],
                "(?:[?&]|&amp;)?sig=([A-Za-z0-9%]{43,63}%3[Dd])", entropy: 4
            ).only(in: .strict),
        ])
}
