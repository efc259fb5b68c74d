extension Generator {
    func compose() -> String {
        let name = choices.name
        var text = """
            services:
              \(name):
                build: .
                image: \(Self.quoted(choices.image))
                user: "\(Self.user)"
                read_only: true
                restart: unless-stopped
                init: true
                cap_drop: [ALL]
                security_opt:
                  - no-new-privileges:true
                  - apparmor:docker-default

            """
        if let port = choices.port {
            text += """
                    # Reached from this machine only; put a proxy before it, or name the address it shall answer on.
                    ports:
                      - "127.0.0.1:\(port):\(port)"

                """
        }
        text += """
                tmpfs:
                  - /tmp:rw,noexec,nosuid,nodev,size=16m
                environment:
                  GOMEMLIMIT: 115MiB
                deploy:
                  resources:
                    limits:
                      cpus: "0.50"
                      memory: 128M
                      pids: 128
                logging:
                  driver: json-file
                  options:
                    max-size: 10m
                    max-file: "3"
                networks: [\(choices.port == nil ? "inner" : "edge")]

            """
        if choices.usesProbe, let probe = probeTarget {
            text += """
                    healthcheck:
                      test: ["CMD", "/drydock-probe", \(Self.quoted(probe))]
                      interval: 30s
                      timeout: 4s
                      start_period: 10s
                      retries: 3

                """
        }
        text += choices.port == nil ? "\nnetworks:\n  inner: {}\n" : "\nnetworks:\n  edge: {}\n"
        return text
    }
}
