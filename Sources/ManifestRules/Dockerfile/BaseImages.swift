import Manifests

/// What is known of public base images.
enum BaseImages {
    /// Sets a user other than root: distroless' `nonroot` tags, Chainguard's images.
    static func isNonRoot(_ image: ImageReference) -> Bool {
        if image.tag?.contains("nonroot") == true || image.tag?.contains("chiseled") == true { return true }
        if image.registry == "cgr.dev" { return true }
        if let name = image.officialName, userImages.contains(name) { return true }
        if otherUserImages.contains(where: { image.repository == $0 || image.repository.hasPrefix($0 + "/") }) {
            return true
        }
        return image.repository.contains("unprivileged") || image.repository.hasPrefix("bitnami/")
    }

    /// Official images with a USER of their own. Source: their Dockerfiles, 2026.
    private static let userImages: Set<String> = [
        "memcached", "haproxy", "elasticsearch", "kibana", "logstash", "sonarqube", "solr", "varnish", "flink", "storm",
        "geonetwork", "kong",
    ]
    private static let otherUserImages = [
        "jenkins/jenkins", "grafana", "prom", "prometheus", "keycloak", "curlimages",
        "openresty/openresty-unprivileged",
        "confluentinc", "apache/kafka", "mssql/server", "minio/mc",
    ]

    /// Starts as root and steps down in its entry point, as long as that is left in place.
    static func stepsDown(_ image: ImageReference) -> Bool {
        guard let name = image.officialName else { return false }
        return [
            "redis", "valkey", "postgres", "mysql", "mariadb", "mongo", "rabbitmq", "zookeeper", "cassandra", "couchdb",
            "influxdb", "consul", "vault", "eclipse-mosquitto", "neo4j", "orientdb", "percona", "rethinkdb",
        ].contains(name)
    }

    /// Has no shell: scratch, distroless (without `debug`), Chainguard's static.
    static func hasNoShell(_ base: Stage.Base) -> Bool {
        switch base {
        case .scratch: true
        case .image(let image): isDistroless(image) && image.tag?.contains("debug") != true
        case .stage, .none, .unknown: false
        }
    }

    static func isDistroless(_ image: ImageReference) -> Bool {
        if image.registry == "gcr.io", image.repository.hasPrefix("distroless/") { return true }
        return image.registry == "cgr.dev" && image.repository.hasSuffix("/static")
    }

    /// Without libc: scratch and the static images.
    static func isStatic(_ base: Stage.Base) -> Bool {
        switch base {
        case .scratch: true
        case .image(let image): isDistroless(image) && image.shortName.hasPrefix("static")
        case .stage, .none, .unknown: false
        }
    }

    /// Made to be small: distroless, Alpine, busybox, Wolfi, or a tag that says so.
    static func isMinimal(_ base: Stage.Base) -> Bool {
        switch base {
        case .scratch: return true
        case .image(let image):
            if isDistroless(image) || image.registry == "cgr.dev" { return true }
            let name = image.shortName
            if ["alpine", "busybox", "wolfi-base", "static"].contains(name) { return true }
            let tag = image.tag?.lowercased() ?? ""
            return ["alpine", "slim", "distroless", "chiseled", "minimal", "micro"].contains { tag.contains($0) }
                || name.contains("minimal") || name.contains("micro") || name.contains("distroless")
        case .stage, .none, .unknown: return false
        }
    }

    /// Go's own image, which holds the toolchain.
    static func isGo(_ base: Stage.Base) -> Bool {
        guard case .image(let image) = base else { return false }
        return image.officialName == "golang" || image.shortName == "golang" || image.shortName == "go"
    }
}
