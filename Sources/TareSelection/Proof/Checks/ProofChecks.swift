/// The register of checks, in the order of the boot. A new check is a file in this folder and a line here.
enum ProofChecks {
    static let all: [any ProofCheck.Type] = [
        UserCheck.self,
        WorkingDirectoryCheck.self,
        CommandCheck.self,
        ScriptInterpreterCheck.self,
        ProgramLoaderCheck.self,
        LibrariesCheck.self,
        PythonCheck.self,
        EnvironmentCheck.self,
        ServerCheck.self,
        DependenciesCheck.self,
        ExtensionModulesCheck.self,
        ExtensionLibrariesCheck.self,
        ApplicationCheck.self,
        RequiresPythonCheck.self,
        WritableFoldersCheck.self,
        PortCheck.self,
        HealthCheck.self,
    ]
}
