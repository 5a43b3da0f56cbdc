/// A `compose.yaml` that runs a service with no more than it needs.
public enum ComposeRecipe {
    /// - Parameter dockerfile: the Dockerfile's name.
    public static func text(_ service: ServiceRecipe, dockerfile: String) -> String {
        var lines = [RecipeHeader().line]
        lines += comments(service)
        lines += ["name: \(service.name)", "services:", "  \(service.name):"]
        lines += body(service, dockerfile).map { $0.isEmpty ? $0 : "    " + $0 }
        let files = service.fileSecrets
        if !files.isEmpty {
            lines.append("secrets:")
            for secret in files { lines += ["  \(secret.name):", "    file: ./secrets/\(secret.name)"] }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The Dockerfile that a file of ours builds; `nil` for a file that somebody else wrote.
    public static func dockerfile(in text: [UInt8]) -> String? {
        guard RecipeHeader(text) != nil else { return nil }
        let key = "dockerfile: "
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
            let line = line.drop { $0 == " " }
            if line.hasPrefix(key) { return String(line.dropFirst(key.count)) }
        }
        return "Dockerfile"
    }

    private static func comments(_ service: ServiceRecipe) -> [String] {
        var lines: [String] = []
        if !service.fileSecrets.isEmpty {
            lines += [
                "# Each secret is a file of its own in ./secrets, which is in no image. The service reads it as user",
                "# \(service.user): let the folder be yours alone (chmod 700 secrets), and the files readable (chmod 444).",
            ]
        }
        if !service.environmentSecrets.isEmpty {
            let names = service.environmentSecrets.map(\.name).joined(separator: ", ")
            lines += [
                "# The application reads \(names) from its environment, and from no file:",
                "# whoever may inspect the container sees it. Values come from the shell or from .env, never from here.",
            ]
        }
        if service.port == nil {
            lines += [
                "# It is no server: nothing can be asked whether it is well.", "# dclint disable require-healthcheck",
            ]
        }
        return lines
    }

    private static func body(_ service: ServiceRecipe, _ dockerfile: String) -> [String] {
        var lines = ["build:", "  context: ."]
        if dockerfile != "Dockerfile" { lines.append("  dockerfile: \(dockerfile)") }
        lines += [
            // Passes signals on, and buries processes that lost their parents.
            "init: true",
            "user: \(RecipeQuoting.json(service.user))",
            "read_only: true",
            "tmpfs:",
            "  - /tmp:size=64m,mode=1777",
            "cap_drop:",
            "  - ALL",
            "security_opt:",
            "  - no-new-privileges:true",
            "pids_limit: \(Limits.processes)",
            "mem_limit: \(Limits.megabytes)m",
            "cpus: 1.0",
        ]
        if let port = service.port {
            lines += ["ports:", "  - \(RecipeQuoting.json("127.0.0.1:\(port):\(port)"))"]
        }
        lines += environment(service)
        if !service.fileSecrets.isEmpty { lines += ["secrets:"] + service.fileSecrets.map { "  - \($0.name)" } }
        if let health = service.healthCommand {
            lines +=
                [
                    "healthcheck:",
                    "  test:",
                    "    - CMD",
                ] + health.map { "    - \(RecipeQuoting.json($0))" } + [
                    "  interval: \(HealthTimes.interval)s",
                    "  timeout: \(HealthTimes.timeout)s",
                    "  start_period: \(HealthTimes.start)s",
                    "  retries: \(HealthTimes.retries)",
                ]
        }
        lines += [
            "restart: unless-stopped",
            "stop_grace_period: \(Limits.graceSeconds)s",
            "logging:",
            "  driver: json-file",
            "  options:",
            "    max-size: 10m",
            "    max-file: \"3\"",
        ]
        return lines
    }

    private static func environment(_ service: ServiceRecipe) -> [String] {
        var lines = service.secretVariables.map { "  \($0.name): \($0.value)" }
        lines += service.environmentSecrets.map {
            // An accepted risk, said above. Without a value it is what the shell or .env has, if they have it.
            "  \($0.name): # dclint disable-line prefer-secret-files"
        }
        return lines.isEmpty ? [] : ["environment:"] + lines
    }
}

/// What a service may use, in every file that says so.
enum Limits {
    static let processes = 128
    static let megabytes = 512
    static let graceSeconds = 30
}
