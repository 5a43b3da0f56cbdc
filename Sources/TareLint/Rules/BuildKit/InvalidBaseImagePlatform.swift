import TareDockerfile

extension Rule {
    static let invalidBaseImagePlatform = Rule(
        "InvalidBaseImagePlatform", .warning, "The base image is made for another platform",
        rationale: """
            Its programs cannot run on the platform that is built for, or only emulated.
            """,
        bad: "FROM example.com/arm:1\n", good: "FROM example.com/amd:1\n", tags: [.base], origin: .buildKit,
        needs: Needs(.from)
    ) { scope, report in
        guard !scope.settings.basePlatforms.isEmpty else { return }
        for stage in scope.stages.stages {
            guard case .image(let reference) = stage.base, let actual = scope.settings.basePlatforms[reference] else {
                continue
            }
            var wanted = scope.settings.build.platform
            if let text = stage.platformExpansion?.text, let asked = PlatformText(text) {
                wanted = BuildPlatform(os: asked.os, architecture: asked.architecture)
            }
            guard wanted.os != actual.os || wanted.architecture != actual.architecture else { continue }
            report.add(
                stage.instruction.placeRange,
                "Base image \(reference) was pulled with platform \"\(actual)\", expected \"\(wanted)\" for current "
                    + "build",
                evidence: [Evidence(stage.from.base)])
        }
    }
}
