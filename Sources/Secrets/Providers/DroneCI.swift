extension Provider {
    static let droneCI = Provider(
        "Drone CI", revocation: "Drone → user settings",
        [
            .assigned("droneci-access-token", "Drone CI token", ["droneci"], Form.alphanumeric(32))
        ])
}
