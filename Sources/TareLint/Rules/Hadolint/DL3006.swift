import TareDockerfile

extension Rule {
    static let dl3006 = Rule(
        "DL3006", .warning, "Tag the version of the base image",
        rationale: """
            Without a tag, `latest` is meant: another image each time the file is built.
            """,
        bad: "FROM debian\n", good: "FROM debian:13\n", tags: [.base, .pinning], needs: Needs(.from)
    ) { scope, report in
        var aliases: Set<String> = []
        for item in scope.items {
            guard let image = item.image else { continue }
            defer { if let alias = image.alias { aliases.insert(alias) } }
            guard image.tag == nil, image.digest == nil, image.registry != nil || image.name != "scratch",
                !image.name.hasPrefix("$"), !aliases.contains(image.name)
            else { continue }
            report.add(item, evidence: [Evidence(image.name)])
        }
    }
}
