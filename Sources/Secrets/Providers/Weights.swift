extension Provider {
    static let weights = Provider(
        "Weights and Biases", revocation: "wandb.ai/authorize",
        [
            .assigned("wandb-api-key", "Weights and Biases API key", ["wandb"], Form.hex(40), entropy: 3)
        ])
}
