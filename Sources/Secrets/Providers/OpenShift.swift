extension Provider {
    static let openShift = Provider(
        "OpenShift", revocation: "oc logout, or delete the OAuthAccessToken",
        [
            .token("openshift-user-token", "OpenShift user token", ["sha256~"], "[0-9a-zA-Z_-]{43}", entropy: 3.5)
        ])
}
