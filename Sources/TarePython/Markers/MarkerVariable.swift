/// A variable that an environment marker may ask for (dependency specifiers, "Environment Markers").
public enum MarkerVariable: String, Sendable, Hashable, CaseIterable {
    case osName = "os_name"
    case sysPlatform = "sys_platform"
    case platformMachine = "platform_machine"
    case platformPythonImplementation = "platform_python_implementation"
    case platformRelease = "platform_release"
    case platformSystem = "platform_system"
    case platformVersion = "platform_version"
    case pythonVersion = "python_version"
    case pythonFullVersion = "python_full_version"
    case implementationName = "implementation_name"
    case implementationVersion = "implementation_version"
    /// The one extra that a dependency belongs to.
    case extra
    /// The extras chosen, in a lock file (PEP 751).
    case extras
    /// The dependency groups chosen, in a lock file (PEP 751).
    case dependencyGroups = "dependency_groups"

    /// The variable of this name, PEP 345's names with dots and `python_implementation` included.
    init?(word: String) {
        let spelling: String
        switch word {
        case "os.name": spelling = "os_name"
        case "sys.platform": spelling = "sys_platform"
        case "platform.version": spelling = "platform_version"
        case "platform.machine": spelling = "platform_machine"
        case "platform.python_implementation", "python_implementation": spelling = "platform_python_implementation"
        default: spelling = word
        }
        self.init(rawValue: spelling)
    }

    /// Whether its value is compared as a version where both sides are versions.
    var holdsVersion: Bool {
        switch self {
        case .pythonVersion, .pythonFullVersion, .implementationVersion, .platformRelease: true
        default: false
        }
    }
}
