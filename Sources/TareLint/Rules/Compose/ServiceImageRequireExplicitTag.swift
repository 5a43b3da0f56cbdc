import TareCompose

extension ComposeRule {
    static let serviceImageRequireExplicitTag = ComposeRule(
        "service-image-require-explicit-tag", .warning, "The image has no tag, or one that moves",
        rationale: """
            Which version runs then depends on when it was pulled.
            """,
        bad: "image: python\n",
        good: "image: python:3.12-slim-trixie\n",
        tags: [.pinning], origin: .dclint
    ) { scope, report in
        for service in scope.services where service.build == nil {
            guard let image = service.image, !image.value.contains("@"), !image.value.isEmpty else { continue }
            let name = image.value.split(separator: "/").last ?? ""
            let parts = name.split(separator: ":", maxSplits: 1)
            if parts.count < 2 || ["latest", "stable", "edge", "nightly"].contains(parts[1]) { report.add(image.node) }
        }
    }
}
