extension Generator {
    /// Where the program comes from is the project's to say: by address and digest, so that no other can slip in.
    private static let install = [
        "curl --fail --silent --show-error --location --output /tmp/drydock \"$DRYDOCK_URL\"",
        "echo \"$DRYDOCK_SHA256  /tmp/drydock\" | sha256sum --check",
        "chmod 0755 /tmp/drydock",
    ]

    func githubWorkflow() -> String {
        let script = Self.install.map { "          \($0)\n" }.joined()
        return """
            # drydock as a gate: set the repository's variables DRYDOCK_URL and DRYDOCK_SHA256 to the release to use.
            # Findings show under Security → Code scanning; high ones stop the merge.
            name: drydock

            on:
              push:
                branches: [main]
              pull_request:
              schedule:
                # New advisories come without a commit.
                - cron: "17 4 * * *"

            permissions:
              contents: read

            concurrency:
              group: drydock-${{ github.ref }}
              cancel-in-progress: true

            jobs:
              drydock:
                runs-on: ubuntu-24.04
                timeout-minutes: 20
                permissions:
                  contents: read
                  security-events: write
                steps:
                  - uses: actions/checkout@v4
                    with:
                      persist-credentials: false
                  - name: Install drydock
                    env:
                      DRYDOCK_URL: ${{ vars.DRYDOCK_URL }}
                      DRYDOCK_SHA256: ${{ vars.DRYDOCK_SHA256 }}
                    run: |

            """ + script + """
                      - name: Build the image
                        run: docker build --tag \(choices.name):ci .
                      - name: Scan source, manifests and image
                        run: >-
                          /tmp/drydock scan . docker:\(choices.name):ci
                          --fail-on high -f table -f sarif=drydock.sarif
                      - name: Upload findings
                        if: always() && hashFiles('drydock.sarif') != ''
                        uses: github/codeql-action/upload-sarif@v3
                        with:
                          sarif_file: drydock.sarif

                """
    }

    func gitlabPipeline() -> String {
        let script = Self.install.map { "    - \(Self.yamlString($0))\n" }.joined()
        return """
            # drydock as a gate: set the CI/CD variables DRYDOCK_URL and DRYDOCK_SHA256 to the release to use.
            stages: [build, verify]

            build-image:
              stage: build
              image: docker:28
              services: [docker:28-dind]
              variables:
                DOCKER_TLS_CERTDIR: /certs
              script:
                - docker build --tag \(choices.name):ci .
                - docker save --output image.tar \(choices.name):ci
              artifacts:
                paths: [image.tar]
                expire_in: 1 day

            drydock:
              stage: verify
              image: buildpack-deps:trixie-curl
              needs: [build-image]
              script:

            """ + script + """
                    - /tmp/drydock scan . docker-archive:image.tar --fail-on high -f table -f gitlab=gl-container-scanning-report.json
                  artifacts:
                    when: always
                    reports:
                      container_scanning: gl-container-scanning-report.json

                """
    }

    private static func yamlString(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}
