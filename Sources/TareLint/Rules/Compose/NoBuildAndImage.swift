import TareCompose
import TareYAML

extension ComposeRule {
    static let noBuildAndImage = ComposeRule(
        "no-build-and-image", .warning, "The service has both build and image",
        rationale: """
            Compose builds and gives the result that name: whoever pulls and whoever builds run different
            things. Keep one, or say pull_policy.
            """,
        bad: "build: .\nimage: a:1\n",
        good: "build: .\n",
        tags: [.style], origin: .dclint
    ) { scope, report in
        for service in scope.services {
            guard service.build != nil, let image = service.image, service.node["pull_policy"] == nil else { continue }
            report.add(image.node)
        }
    }
}
