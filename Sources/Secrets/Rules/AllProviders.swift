/// Every provider; a new one is a file in Providers/ and a line here.
enum AllProviders {
    static var list: [Provider] {
        [
            .adafruit, .adobe, .age, .airtable, .algolia, .alibaba, .anthropic, .artifactory, .asana, .atlassian,
            .authress, .aws, .azure, .beamer, .bittrex, .cisco, .clickHouse, .clojars, .cloudflare, .codecov,
            .cohere, .coinbase, .confluent, .connectionStrings, .contentful, .credentialFiles, .curl, .databricks,
            .datadog, .deepSeek, .definedNetworking, .digitalOcean, .discord, .docker, .doppler, .droneCI, .dropbox,
            .duffel, .dynatrace, .easyPost, .etsy, .facebook, .fastly, .figma, .finicity, .finnhub, .flickr,
            .flutterwave, .flyIO, .frameIO, .freemius, .freshBooks, .generic, .gitea, .gitHub, .gitLab, .gitter,
            .goCardless, .google, .grafana, .groq, .harness, .hashiCorp, .heroku, .hubSpot, .huggingFace, .infracost,
            .intercom, .intra42, .jsonWebTokens, .kraken, .kuCoin, .langSmith, .launchDarkly, .linear, .linkedIn,
            .lob, .looker, .mailchimp, .mailgun, .mapbox, .mattermost, .maxMind, .messageBird, .microsoftTeams,
            .netlify, .newRelic, .notion, .npm, .nuGet, .nyTimes, .octopus, .okta, .onePassword, .openAI,
            .openRouter, .openShift, .perplexity, .plaid, .planetScale, .postHog, .postman, .prefect, .privateAI,
            .privateKeys, .pulumi, .pyPI, .rapidAPI, .readMe, .replicate, .rubyGems, .scalingo, .sendbird, .sendGrid,
            .sendinblue, .sentry, .settleMint, .shippo, .shopify, .sidekiq, .slack, .snyk, .sonar, .sourcegraph,
            .square, .squarespace, .stripe, .sumoLogic, .supabase, .tailscale, .telegram, .travisCI, .trello,
            .twilio, .twitch, .twitter, .typeform, .vercel, .weights, .xai, .yandex, .zendesk,
        ]
    }
}

/// Every rule that comes with the program.
public enum SecretRules {
    public static var all: [SecretRule] { AllProviders.list.flatMap(\.rules) }
}
