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

    private static func isSecret(_ name: String) -> Bool {
        // Characters above ASCII may become letters of it.
        name.withBytes { $0.allSatisfy { $0 < 0x80 } && !mayBeSecret($0) } ? false : isSecretFolded(name.lowercased())
    }

    /// Whether a name has one of the parts, or begins as one of the names does.
    private static func mayBeSecret(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        for place in name.indices {
            switch name[place].folded {
            case 0x61: if name.hasFolded("api_key", at: place) { return true }
            case 0x63: if name.hasFolded("client_key", at: place) { return true }
            case 0x70:
                if name.hasFolded("password", at: place) || name.hasFolded("private", at: place) { return true }
            case 0x73: if name.hasFolded("secret", at: place) { return true }
            case 0x74: if name.hasFolded("token", at: place) { return true }
            case 0x75: if name.hasFolded("username", at: place) { return true }
            default: break
            }
        }
        // `aws_access_key_id` has none of the parts.
        return name.count > 10 && name.contains(0x5F)
    }

    private static func isSecretFolded(_ lower: String) -> Bool {
        lower.has("api_key") || lower.has("client_key") || lower.has("password") || lower.has("private")
            || lower.has("secret") || lower.has("token") || lower.has("username") || secretNames.contains(lower)
    }

    /// Names of others' credentials without any of these parts.
    private static let secretNames: Set<String> = [
        "application_key", "aws_access_key_id", "ci_deploy_user", "docker_email", "facebook_app_id",
        "heroku_api_user", "okta_authn_groupid", "okta_client_orgurl", "okta_oauth2_clientid",
        "stripe_device_name", "travis_os_name", "travis_secure_env_vars", "travis_sudo",
    ]
}
