/// What is known of an image that a build stands on or copies from.
///
/// What is not known is nil, and no rule finds anything by it.
public struct BaseImageFacts: Sendable {
    public enum Libc: String, Sendable { case glibc, musl }

    public enum PackageTool: String, Sendable {
        case apt, apk, dnf
        /// There is none.
        case absent
    }

    /// For evidence, behind the reference: `measured, sha256:…`.
    public var source: String
    /// Whether nobody has looked into the image: the facts are those of its family.
    public var isStated = false
    public var files: (any ImageFiles)?
    public var environment: [String: String]?
    /// `Entrypoint` of the configuration; empty is none.
    public var entrypoint: [String]?
    /// `Cmd` of the configuration; empty is none.
    public var command: [String]?
    /// `Shell` of the configuration; nil is `/bin/sh -c`.
    public var shell: [String]?
    /// As the configuration has it; empty is root.
    public var user: String?
    public var workdir: String?
    public var libc: Libc?
    public var libcVersion: String?
    /// In Go's words: `amd64`, `arm64`.
    public var architecture: String?
    /// Every interpreter of Python; empty is none.
    public var interpreters: [PythonInterpreter]?
    /// Numbers of users and groups by name.
    public var users: [String: UInt32]?
    public var groups: [String: UInt32]?
    public var packageTool: PackageTool?

    public init(source: String) { self.source = source }
}

/// The same as an object, since every stage and every copy from an image goes by it.
final class GroundFacts: Sendable {
    let source: String
    let isStated: Bool
    let files: (any ImageFiles)?
    let environment: [String: String]?
    let entrypoint: [String]?
    let command: [String]?
    let shell: [String]?
    let user: String?
    let workdir: String?
    let libc: BaseImageFacts.Libc?
    let libcVersion: String?
    let architecture: String?
    let interpreters: [PythonInterpreter]?
    let users: [String: UInt32]?
    let groups: [String: UInt32]?
    let packageTool: BaseImageFacts.PackageTool?

    init(_ facts: BaseImageFacts) {
        (source, isStated, files, environment) = (facts.source, facts.isStated, facts.files, facts.environment)
        (entrypoint, command, shell) = (facts.entrypoint, facts.command, facts.shell)
        (user, workdir, libc, libcVersion) = (facts.user, facts.workdir, facts.libc, facts.libcVersion)
        (architecture, interpreters, users) = (facts.architecture, facts.interpreters, facts.users)
        (groups, packageTool) = (facts.groups, facts.packageTool)
    }
}

/// An interpreter, and where it is.
public struct PythonInterpreter: Hashable, Sendable {
    /// Absolute, links followed: `/usr/local/bin/python3.12`.
    public var path: String
    /// `12` of 3.12.
    public var minor: Int

    public init(path: String, minor: Int) {
        self.path = path
        self.minor = minor
    }
}

/// Looks base images up; the command measures them, a test states them.
public protocol BaseImages: Sendable {
    /// Nil where nothing is known; `platform` as behind `--platform`, nil is the build's.
    func facts(of reference: String, platform: String?) -> BaseImageFacts?
}
