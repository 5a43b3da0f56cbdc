import TareDockerfile

extension Rule {
    static let dl3064 = Rule(
        "DL3064", .warning, "ARG and ENV are no place for secrets",
        rationale: """
            Both stay readable in the image's history and configuration. A secret mount leaves nothing behind.
            """,
        bad: "FROM debian:13\nENV API_TOKEN=abc\n",
        good: "FROM debian:13\nRUN --mount=type=secret,id=token,env=API_TOKEN ./fetch\n", tags: [.secrets, .security],
        needs: Needs([.arg, .env]), triggers: true
    ) { scope, report in
        for item in scope.items {
            guard item.keyword == .arg || item.keyword == .env else { continue }
            let bad = item.names.filter(isSecret)
            if !bad.isEmpty { report.add(item, evidence: bad.map { Evidence($0) }) }
        }
    }

    private static let secretParts: [StaticString] = [
        "api_key", "client_key", "password", "private", "secret", "token", "username",
    ]

    private static func isSecret(_ name: String) -> Bool {
        let hasPart = name.foldable.withBytes { bytes in
            bytes.indices.contains { place in secretParts.contains { bytes.hasFolded($0, at: place) } }
        }
        if hasPart { return true }
        // None of the names is shorter, or without it.
        return name.utf8.count > 10 && name.utf8.contains(0x5F) && secretNames.contains(name.lowercased())
    }

    /// Names of others' credentials without any of these parts.
    private static let secretNames: Set<String> = [
        "application_key", "aws_access_key_id", "ci_deploy_user", "docker_email", "facebook_app_id",
        "heroku_api_user", "okta_authn_groupid", "okta_client_orgurl", "okta_oauth2_clientid",
        "stripe_device_name", "travis_os_name", "travis_secure_env_vars", "travis_sudo",
    ]
}
