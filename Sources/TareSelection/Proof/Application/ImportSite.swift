/// A place where the application imports a module that is not its own.
public struct ImportSite: Codable, Sendable, Hashable {
    /// The name that `import` takes: `fastapi`, `google.cloud.storage`.
    public var module: String
    /// The file's path in the image.
    public var file: String
    /// Counted from 1.
    public var line: Int
    /// Whether a file that runs before changes where modules are searched, so that a missing one may be found.
    public var isUncertain: Bool

    public init(module: String, file: String, line: Int, isUncertain: Bool = false) {
        self.module = module
        self.file = file
        self.line = line
        self.isUncertain = isUncertain
    }
}
