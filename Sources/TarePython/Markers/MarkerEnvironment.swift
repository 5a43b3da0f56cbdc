/// The values of the variables that markers ask for, other than extras and groups.
public struct MarkerEnvironment: Sendable, Hashable {
    private var values: [MarkerVariable: String]
    /// The values of the variables that are compared as versions, parsed once.
    private var versions: [MarkerVariable: PEP440Version]

    /// CPython on Linux, whatever its C library.
    ///
    /// `python` is the full version, patch included. The kernel's release and version are empty, as in uv's
    /// resolution for another machine: an image does not choose the kernel that it will run on.
    public init(python: PEP440Version, machine: Machine) {
        self.init(values: [
            .osName: "posix",
            .sysPlatform: "linux",
            .platformMachine: machine.rawValue,
            .platformPythonImplementation: "CPython",
            .platformRelease: "",
            .platformSystem: "Linux",
            .platformVersion: "",
            .pythonVersion: "\(python.major).\(python.minor)",
            .pythonFullVersion: python.description,
            .implementationName: "cpython",
            .implementationVersion: python.description,
        ])
    }

    /// Any values; a variable that is not named is the empty text.
    public init(values: [MarkerVariable: String]) {
        self.values = [:]
        versions = [:]
        for (variable, value) in values { self[variable] = value }
    }

    public subscript(_ variable: MarkerVariable) -> String {
        get { values[variable] ?? "" }
        set {
            values[variable] = newValue
            guard variable.holdsVersion else { return }
            // A build of CPython from an untagged commit calls itself `3.13.0+`.
            versions[variable] = try? PEP440Version(newValue.hasSuffix("+") ? newValue + "local" : newValue)
        }
    }

    func version(of variable: MarkerVariable) -> PEP440Version? { versions[variable] }
}
