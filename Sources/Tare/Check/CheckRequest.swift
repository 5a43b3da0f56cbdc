public import TareLint
public import TareOCI

/// What to check, and how.
public struct CheckRequest: Sendable {
    /// Files and folders; `-` is standard input, whose bytes are in `standardInput`.
    public var paths: [String]
    public var standardInput: [UInt8] = []
    /// Built images.
    public var images: [ImageLocation] = []
    /// Makes the changes that are safe.
    public var fixes = false
    /// Tells what `fixes` would change.
    public var previewsFixes = false
    /// Asks ShellCheck, where it is installed.
    public var asksShellCheck = true
    /// hadolint's configuration; nil looks where hadolint looks.
    public var configuration: String?
    /// Ids of rules that are not asked, beside those of the configuration.
    public var ignored: Set<String> = []
    /// Ids of rules that are asked though they are off by default.
    public var enabled: Set<String> = []
    /// Pulls the bases that Dockerfiles name and measures them. Without, what was measured before counts.
    public var measuresBases = false
    /// The folder that builds are given; nil works it out.
    public var context: String?
    public var buildArguments: [String: String] = [:]
    public var target: String?
    /// The process's environment.
    public var environment: [String: String]

    public init(paths: [String], environment: [String: String]) {
        self.paths = paths
        self.environment = environment
    }
}

/// What a check has found.
public struct CheckOutcome: Sendable {
    /// A file that safe changes mend.
    public struct Change: Sendable {
        public var path: String
        public var before: [UInt8]
        public var after: [UInt8]
        public var count: Int
    }

    /// In the order of their paths; images behind them.
    public var files: [CheckedFile] = []
    public var changes: [Change] = []
    /// What could not be looked at: a check with such never passes for clean.
    public var incomplete: [String] = []
    /// The configuration that was followed.
    public var configuration = HadolintConfig()
    /// ShellCheck's version; nil where it was not asked.
    public var shellCheck: String?
    /// Whether a file asks BuildKit to fail (`# check=error=true`) and has one of BuildKit's findings.
    public var failsBuild = false

    public var findings: [Finding] { files.flatMap(\.findings) }
}
