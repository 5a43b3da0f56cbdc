public import TareDockerfile

/// What a check is asked for besides the file.
public struct LintSettings: Sendable {
    /// `.hadolint.yaml`.
    public var hadolint = HadolintConfig()
    /// Rules to ask though they are off by default.
    public var enabled: Set<String> = []
    /// Rules not to ask.
    public var disabled: Set<String> = []
    /// In place of the file's own `# check=`: `BUILDKIT_DOCKERFILE_CHECK`.
    public var checkOptions: CheckOptions?
    /// `.dockerignore`; nil where there is none.
    public var dockerignore: DockerIgnore?
    /// Of the build that the file is for.
    public var build = BuildOptions()
    /// What is known of base images, by reference: for `InvalidBaseImagePlatform`.
    public var basePlatforms: [String: BuildPlatform] = [:]
    /// What has been measured of base images; for others, the facts of well-known families are taken.
    public var bases: (any BaseImages)?
    /// The folder of the build; nil where it is not known.
    public var context: BuildContextFiles?

    public init() {}
}
