/// All rules about compose files, in the order of their ids.
public enum ComposeRules {
    public static let all: [ComposeRule] = [
        .healthyDependencyWithoutHealthcheck, .knownDependencies, .knownKeys, .noBuildAndImage,
        .noDangerousCapabilities, .noDockerSocket, .noDuplicateContainerNames, .noDuplicateExportedPorts,
        .noHostNamespace, .noPlaintextSecrets, .noPrivileged, .noPrivilegedPorts, .noSecretEnvFile,
        .noSensitiveHostMount, .noSharedPropagation, .noUnboundPortInterfaces, .noUnconfined, .noUnlimitedRestart,
        .noVersionField, .preferSecretFiles, .publishedPortOfServer, .readOnlyWithoutTmpfs, .requireCapDropAll,
        .requireCpuLimit,
        .requireHealthcheck, .requireMemoryLimit, .requireNoNewPrivileges, .requirePidsLimit, .requireQuotesInPorts,
        .requireReadOnlyRoot, .requireRestartPolicy, .serviceImageRequireExplicitTag, .validValues,
    ]

    /// By id, `readable-compose` too.
    public static func named(_ id: String) -> ComposeRule? {
        id == unreadable.id ? unreadable : all.first { $0.id == id }
    }

    /// Nothing switches it off.
    public static let unreadable = ComposeRule(
        "readable-compose", .error, "The file cannot be read as a compose file",
        rationale: """
            It is no YAML, or no mapping. Nothing else of it is checked.
            """,
        bad: "services: [\n", good: "services: {a: {image: a:1}}\n", tags: [.syntax], origin: .tare
    ) { _, _ in }
}
