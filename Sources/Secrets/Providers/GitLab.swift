extension Provider {
    static let gitLab = Provider(
        "GitLab", revocation: "GitLab → preferences → access tokens",
        [
            .token(
                "gitlab-cicd-job-token", "GitLab CI job token", ["glcbt-"], "[0-9a-zA-Z]{1,5}_[0-9a-zA-Z_-]{20}",
                entropy: 3),
            .token("gitlab-deploy-token", "GitLab deploy token", ["gldt-"], "[0-9a-zA-Z_-]{20}", entropy: 3),
            .token(
                "gitlab-feature-flag-client-token", "GitLab feature flag client token", ["glffct-"],
                "[0-9a-zA-Z_-]{20}", entropy: 3, .medium),
            .token("gitlab-feed-token", "GitLab feed token", ["glft-"], "[0-9a-zA-Z_-]{20}", entropy: 3, .medium),
            .token(
                "gitlab-incoming-mail-token", "GitLab incoming mail token", ["glimt-"], "[0-9a-zA-Z_-]{25}", entropy: 3),
            .token(
                "gitlab-kubernetes-agent-token", "GitLab agent for Kubernetes token", ["glagent-"], "[0-9a-zA-Z_-]{50}",
                entropy: 3),
            .token(
                "gitlab-oauth-app-secret", "GitLab OAuth application secret", ["gloas-"], "[0-9a-zA-Z_-]{64}",
                entropy: 3),
            .token(
                "gitlab-pat", "GitLab personal access token", ["glpat-"], "[0-9a-zA-Z_-]{20}", entropy: 3, .critical),
            .token(
                "gitlab-pat-routable", "GitLab routable access token", ["glpat-"],
                "[0-9a-zA-Z_-]{27,300}\\.[0-9a-z]{9}", entropy: 4, .critical),
            .token("gitlab-ptt", "GitLab pipeline trigger token", ["glptt-"], "[0-9a-f]{40}", entropy: 3),
            .token("gitlab-rrt", "GitLab runner registration token", ["GR1348941"], "[0-9a-zA-Z_-]{20}", entropy: 3),
            .token(
                "gitlab-runner-authentication-token", "GitLab runner authentication token", ["glrt-"],
                "[0-9a-zA-Z_-]{20}", entropy: 3),
            .token(
                "gitlab-runner-authentication-token-routable", "GitLab routable runner token", ["glrt-"],
                "t[0-9]_[0-9a-zA-Z_-]{27,300}\\.[0-9a-z]{9}", entropy: 4),
            .token("gitlab-scim-token", "GitLab SCIM token", ["glsoat-"], "[0-9a-zA-Z_-]{20}", entropy: 3),
            .located(
                "gitlab-session-cookie", "GitLab session cookie", near: ["_gitlab_session="],
                "_gitlab_session=([0-9a-z]{32})", entropy: 3),
        ])
}
