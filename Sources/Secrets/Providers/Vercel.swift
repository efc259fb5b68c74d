extension Provider {
    static let vercel = Provider(
        "Vercel", revocation: "vercel.com/account/tokens",
        [
            .token("vercel-blob-token", "Vercel Blob token", ["vercel_blob_rw_"], "[a-zA-Z0-9_]{30,60}", entropy: 3),
            .token("vercel-token", "Vercel access token", ["vcp_"], "[a-zA-Z0-9]{50,60}", entropy: 3),
        ])
}
