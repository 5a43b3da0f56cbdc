import TareDockerfile

/// The settings as rules see them: an object, since it goes with every file.
final class RuleSettings: Sendable {
    let hadolint: HadolintConfig
    let dockerignore: DockerIgnore?
    let build: BuildOptions
    let basePlatforms: [String: BuildPlatform]
    let bases: (any BaseImages)?
    let context: BuildContextFiles?

    init(_ settings: LintSettings) {
        (hadolint, dockerignore, build) = (settings.hadolint, settings.dockerignore, settings.build)
        (basePlatforms, bases, context) = (settings.basePlatforms, settings.bases, settings.context)
    }
}
