import TareDockerfile

extension Rule {
    static let dl3026 = Rule(
        "DL3026", .error, "The image comes from a registry that is not trusted",
        rationale: """
            Where `trustedRegistries` is set, nothing else may stand behind FROM, COPY --from or a mount.
            """,
        bad: "FROM example.org/debian:13\n", good: "FROM registry.example.com/debian:13\n", tags: [.base, .security],
        needs: Needs([.from, .copy, .run])
    ) { scope, report in
        let trusted = scope.settings.hadolint.trustedRegistries
        guard !trusted.isEmpty else { return }
        var stages: Set<String> = []
        var count = 0
        func isTrusted(_ image: ImageName) -> Bool {
            if stages.contains(image.name) || image.name == "scratch" { return true }
            guard let registry = image.registry else {
                return matches(trusted, "docker.io") || matches(trusted, "hub.docker.com")
            }
            return matches(trusted, registry)
        }
        for item in scope.items {
            var names: [String] = []
            switch item.command {
            case .from:
                guard let image = item.image else { continue }
                if !isTrusted(image) { report.add(item, evidence: [Evidence(image.name)]) }
                if let alias = image.alias { stages.insert(alias) }
                count += 1
            case .copy(let copy): names = copy.from.map { [$0.text] } ?? []
            case .run(let run) where !run.mountFlags.isEmpty: names = run.mounts.compactMap(\.from)
            default: break
            }
            // A number is a stage of the file; hadolint takes it for an image.
            let bad = names.filter { name in
                Int(name).map { $0 >= count } ?? true && !isTrusted(ImageName(name))
            }
            if !bad.isEmpty { report.add(item, evidence: bad.map { Evidence($0) }) }
        }
    }

    private static func matches(_ trusted: [String], _ registry: String) -> Bool {
        trusted.contains { pattern in
            if pattern == "*" { return true }
            if pattern.hasPrefix("*") { return registry.hasSuffix(pattern.dropFirst()) }
            if pattern.hasSuffix("*") { return registry.hasPrefix(pattern.dropLast()) }
            return registry == pattern
        }
    }
}
