/// What a project says about itself that its image does not show.
public struct ProofExpectations: Codable, Sendable, Hashable {
    /// The application as servers name it: `server:app`. `nil` where only the image's command tells.
    public var application: String?
    /// Whether the application writes files to its working directory.
    public var writesWorkingDirectory: Bool
    /// Other folders that it writes to.
    public var writableFolders: [String]
    /// Modules that have to be there when it starts, by the names that `import` takes: `fastapi`,
    /// `google.cloud.storage`.
    public var importNames: [String]
    /// What the application's files import as they are loaded, by `ApplicationSources`.
    public var imports: [ImportSite]
    /// Why these files could not be read; `nil` where they were, or where nobody asked.
    public var unreadSources: String?

    public init(
        application: String? = nil, writesWorkingDirectory: Bool = false, writableFolders: [String] = [],
        importNames: [String] = [], imports: [ImportSite] = [], unreadSources: String? = nil
    ) {
        self.application = application
        self.writesWorkingDirectory = writesWorkingDirectory
        self.writableFolders = writableFolders
        self.importNames = importNames
        self.imports = imports
        self.unreadSources = unreadSources
    }
}
