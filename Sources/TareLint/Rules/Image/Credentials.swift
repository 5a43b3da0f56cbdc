extension ImageRule {
    static let credentials = ImageRule(
        "CIS-DI-0010", .error, "A secret may lie in the image",
        rationale: """
            Whoever can pull the image can read its environment, its history and all its files. Names of variables and \
            files are looked at, never their contents; what packages bring along is left out.
            """,
        good: "RUN --mount=type=secret,id=token uv sync --frozen\n", tags: [.secrets, .security]
    ) { scope, report in
        var names: [String] = []
        for text in scope.image.environment {
            guard let (name, _) = HistoryStep.assignment(text), isSecret(name) else { continue }
            names.append("\(name) in the environment")
        }
        for step in scope.history {
            for (name, _) in step.assignments where isSecret(name) {
                names.append("\(name) as a build argument, which the history keeps")
            }
        }
        let files = scope.image.files.filter { !$0.isDirectory && $0.bytes > 0 && isSecretFile($0.path) }
        let found = unique(names) + files.map { "/\($0.path)" }.sorted()
        if !found.isEmpty { report.add(evidence: found) }
    }

    private static func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }

    private static let words: Set<String> = [
        "PASS", "PASSWD", "PASSWORD", "PASSPHRASE", "SECRET", "SECRETS", "KEY", "APIKEY", "TOKEN", "CREDENTIAL",
        "CREDENTIALS",
    ]

    /// Whole words of the name count: a keyboard is no key. Keys of signatures, and names of files, are public.
    private static func isSecret(_ name: String) -> Bool {
        let parts = name.uppercased().split(separator: "_")
        guard !["GPG_KEY", "GPG_KEYS"].contains(name), !parts.contains("PUBLIC"), parts.last != "FILE",
            parts.last != "PATH"
        else { return false }
        return parts.contains { words.contains(String($0)) }
    }

    private static let fileNames: Set<String> = [
        ".env", ".netrc", ".pgpass", ".pypirc", "credential", "credential.json", "credentials", "credentials.json",
        "credentials.xml", "database.yml", "id_dsa", "id_ecdsa", "id_ed25519", "id_rsa", "password.txt",
        "secret_token.rb",
    ]

    private static let endings: Set<String> = [
        "agilekeychain", "bek", "cscfg", "fve", "gnucache", "jks", "keychain", "mdf", "ovpn", "pcap", "private_key",
        "psafe3", "rdp", "sdf", "secret", "tpm",
    ]

    private static let packages = [
        "site-packages/", "dist-packages/", "node_modules/", "usr/share/", "usr/lib/", "proc/",
    ]

    private static func isSecretFile(_ path: String) -> Bool {
        guard !packages.contains(where: { path.contains($0) }) else { return false }
        let name = path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
        if fileNames.contains(String(name)) { return true }
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
        return endings.contains(String(name[name.index(after: dot)...]))
    }
}
