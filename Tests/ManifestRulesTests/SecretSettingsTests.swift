import Testing

@testable import ManifestRules

struct SecretSettingsTests {
    /// `X_ACCESS_KEY` is a user's name only where its secret stands beside it.
    @Test func publicHalves() {
        #expect(
            SecretSettings.publicHalves(among: ["MINIO_ACCESS_KEY", "MINIO_SECRET_KEY", "PORT"]) == ["MINIO_ACCESS_KEY"]
        )
        #expect(SecretSettings.publicHalves(among: ["ACCESS_KEY", "SECRET_ACCESS_KEY"]) == ["ACCESS_KEY"])
        #expect(SecretSettings.publicHalves(among: ["ACCESS_KEY", "S3_SECRET_KEY"]).isEmpty)
        #expect(SecretSettings.publicHalves(among: ["ACCESS_KEY"]).isEmpty)
        #expect(SecretSettings.publicHalves(among: ["S3_SECRET_ACCESS_KEY", "S3_SECRET_SECRET_KEY"]).isEmpty)
    }
}
