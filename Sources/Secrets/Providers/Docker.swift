extension Provider {
    static let docker = Provider(
        "Docker Hub", revocation: "hub.docker.com → account settings → personal access tokens",
        [
            .token(
                "docker-hub-pat", "Docker Hub access token", ["dckr_pat_"], "[a-zA-Z0-9_-]{27}", entropy: 3, .critical),
            .token(
                "docker-hub-oat", "Docker Hub organisation token", ["dckr_oat_"], "[a-zA-Z0-9_-]{32}", entropy: 3,
                .critical),
            .token("docker-swarm-token", "Docker Swarm join token", ["SWMTKN-1-"], "[0-9a-z]{50}-[0-9a-z]{25}"),
            .token("docker-swarm-unlock-key", "Docker Swarm unlock key", ["SWMKEY-1-"], "[A-Za-z0-9+/]{43}"),
        ])
}
