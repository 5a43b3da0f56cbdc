/// How a base image is put together from packages of a Debian archive: data, so that anyone can write one.
///
/// A recipe is a YAML document. At its top stand `recipe: tare.recipe/1`, `id`, `title`, `architectures` and `suites`; all
/// other keys are those of a `RecipeSection` and hold for every suite. Under `suites`, each suite has a section of its own,
/// whose lists add to and whose single values replace the common ones. With `extends`, a built-in recipe's sections come
/// first in the same way, and its architectures and suites are those of this one unless it names its own.
///
/// In texts, `${suite}`, `${architecture}`, `${triplet}` (`x86_64-linux-gnu`) and the names under `variables` are replaced;
/// `$${` is a plain `${`. The `content` of files is taken as it stands.
public struct BaseRecipe: Sendable, Hashable {
    /// The document's form: what `recipe` has to say.
    public static let schema = "tare.recipe/1"

    public var id: String
    public var title: String
    /// Debian architectures.
    public var architectures: [String]
    public var common: RecipeSection
    public var suites: [String: RecipeSection]
    /// File or built-in name, for errors.
    public var source: String

    /// What holds for one suite.
    public func section(suite: String) throws(RecipeError) -> RecipeSection {
        guard let section = suites[suite] else {
            throw RecipeError(
                source: source, path: "suites", reason: .unknownSuite(suite, known: suites.keys.sorted()))
        }
        return common.merged(with: section)
    }

    /// Refuses an architecture that the recipe is not for.
    public func check(architecture: String) throws(RecipeError) {
        guard architectures.contains(architecture) else {
            throw RecipeError(
                source: source, path: "architectures",
                reason: .unknownArchitecture(architecture, known: architectures))
        }
    }
}

/// What a recipe says for all suites, or for one.
public struct RecipeSection: Sendable, Hashable {
    /// Replaces `${name}` in texts.
    public var variables: [String: String] = [:]
    public var packages: [String] = []
    /// Takes every package that is marked essential too.
    public var essential: Bool?
    /// Takes every package of these priorities too: `required`, `important`, `standard`.
    public var priorities: [String] = []
    /// Takes what the packages depend on too, and what that depends on; otherwise the list is the whole of it.
    public var dependencies: Bool?
    /// Packages that are left out, whoever depends on them.
    public var omit: [String] = []
    /// `/bin`, `/sbin` and `/lib*` are links into `/usr`.
    public var mergedUsr: Bool?
    public var database: PackageDatabaseMode?
    /// In order; the last that matches a file decides, as dpkg's `path-exclude` and `path-include`.
    public var paths: [PathRule] = []
    public var directories: [Directory] = []
    public var copies: [Copy] = []
    public var files: [File] = []
    /// Link to target.
    public var links: [String: String] = [:]
    public var groups: [Group] = []
    public var users: [User] = []
    /// Writes `/etc/shadow` and `/etc/gshadow`, all passwords locked.
    public var shadow: Bool?
    public var certificates: Certificates?
    /// Patterns of what is taken away when all else is done.
    public var remove: [String] = []
    /// Names to values.
    public var environment: [String: String] = [:]
    public var entrypoint: [String]?
    public var command: [String]?
    /// Numbers, since Kubernetes' `runAsNonRoot` reads no names.
    public var user: String?
    public var workingDirectory: String?
    public var labels: [String: String] = [:]

    public init() {}
}

extension RecipeSection {
    /// In which form the image says what it consists of.
    public enum PackageDatabaseMode: String, Sendable, Hashable, CaseIterable {
        /// `/var/lib/dpkg/status` and `info`: dpkg and apt work.
        case dpkg
        /// `/var/lib/dpkg/status.d`, a file a package, as distroless images have it: scanners read it.
        case statusDirectory = "status.d"
        case none
    }

    /// A shell pattern over absolute paths, in which `*` crosses slashes, as dpkg has it.
    public struct PathRule: Sendable, Hashable {
        public var pattern: String
        public var isExcluded: Bool
    }

    public struct Ownership: Sendable, Hashable {
        /// Permission bits with set-uid, set-gid and sticky.
        public var mode: UInt16
        public var userID: UInt32
        public var groupID: UInt32
    }

    public struct Directory: Sendable, Hashable {
        public var path: String
        public var ownership: Ownership
    }

    /// A file of a package to another place.
    public struct Copy: Sendable, Hashable {
        public var from: String
        public var to: String
        public var ownership: Ownership
    }

    public struct File: Sendable, Hashable {
        public var path: String
        public var content: String
        public var ownership: Ownership
    }

    public struct Group: Sendable, Hashable {
        public var name: String
        public var id: UInt32
        public var members: [String]
    }

    public struct User: Sendable, Hashable {
        public var name: String
        public var id: UInt32
        public var group: UInt32
        public var comment: String
        public var home: String
        public var shell: String
    }

    /// Certificates that packages ship one a file, made usable as `update-ca-certificates` does.
    public struct Certificates: Sendable, Hashable {
        /// The folder that has them, folders in it included.
        public var from: String
        /// Their concatenation.
        public var bundle: String
        public var bundleMode: UInt16
        /// A folder for links to them by name and by OpenSSL's subject hash.
        public var directory: String?
        /// The list of those that are trusted, as `ca-certificates.conf` has it.
        public var list: String?
    }
}
