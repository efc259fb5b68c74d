extension Provider {
    static let aws = Provider(
        "AWS", revocation: "IAM console → the user's security credentials",
        [
            .token(
                "aws-access-token", "AWS access key id", ["AKIA", "ASIA", "ABIA", "ACCA"], "[A-Z2-7]{16}", entropy: 3,
                .critical
            ).with(.awsAccount, .noSuffix("EXAMPLE")).strict(),
            .located(
                "aws-access-token", "AWS access key id", near: ["A3T"], "A3T[A-Z0-9][A-Z2-7]{16}", entropy: 3, .critical
            ).with(.noSuffix("EXAMPLE")),
            .assigned(
                "aws-secret-access-key", "AWS secret access key",
                [
                    "aws_secret_access_key", "aws_secret_key", "awssecretkey", "aws-secret-key", "secret_access_key",
                    "secretaccesskey", "awssecretaccesskey", "aws_secret", "secret-access-key",
                ], "[A-Za-z0-9/+]{40}", entropy: 4, exactCase: true, .critical
            ).strict().with(.needsUpperAndLower, .needsDigit, .noSuffix("EXAMPLEKEY")),
            .assigned(
                "aws-session-token", "AWS session token", ["aws_session_token", "awssessiontoken"],
                "[A-Za-z0-9/+]{100,1200}={0,2}", entropy: 4.5, exactCase: true, .high),
            .token(
                "aws-amazon-bedrock-api-key-long-lived", "Amazon Bedrock long-lived API key", ["ABSK"],
                "[A-Za-z0-9+/]{109,269}={0,2}", entropy: 3, .critical),
            .token(
                "aws-amazon-bedrock-api-key-short-lived", "Amazon Bedrock short-lived API key",
                ["bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t"], "[A-Za-z0-9+/=_-]{0,2000}", entropy: 3),
            .token("aws-mws-auth-token", "Amazon MWS auth token", ["amzn.mws."], Form.uuid),
        ])
}
