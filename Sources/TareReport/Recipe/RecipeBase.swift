public import TareOCI

/// A base as a Dockerfile stands on it.
public struct RecipeBase: Sendable, Hashable {
    public enum Interpreter: Sendable, Hashable {
        /// The base's own: its path.
        case own(String)
        /// None: uv puts a CPython into this folder.
        case managed(folder: String)
    }

    /// The id of the catalogue, or the reference that was given.
    public var id: String
    public var title: String
    /// As `FROM` takes it: with its tag, without a digest.
    public var image: String
    /// What the tag named when it was asked for.
    public var digest: Digest?
    /// `3.13`
    public var python: String
    public var interpreter: Interpreter
    /// Whether `RUN` can be a line of a shell.
    public var hasShell: Bool
    /// The user that the image is configured with.
    public var user: String?
    /// Whether the image has an entry point, which would take the command for its arguments.
    public var hasEntrypoint: Bool
    /// The recipe and suite by which `tare base assemble` makes it, for a base that no registry has.
    public var assembly: Assembly?

    public struct Assembly: Sendable, Hashable {
        public var recipe: String
        public var suite: String

        public init(recipe: String, suite: String) { (self.recipe, self.suite) = (recipe, suite) }
    }

    public init(
        id: String, title: String, image: String, digest: Digest? = nil, python: String, interpreter: Interpreter,
        hasShell: Bool, user: String?, hasEntrypoint: Bool, assembly: Assembly? = nil
    ) {
        (self.id, self.title, self.image, self.digest) = (id, title, image, digest)
        (self.python, self.interpreter, self.hasShell) = (python, interpreter, hasShell)
        (self.user, self.hasEntrypoint, self.assembly) = (user, hasEntrypoint, assembly)
    }

    /// With its digest, where one is known.
    var pinned: String { RecipePins.pinned(image, digest) }

    var isRoot: Bool {
        guard let name = user?.split(separator: ":", omittingEmptySubsequences: false).first else { return false }
        return ["", "0", "root"].contains(name)
    }
}

/// The image that has uv, for the builder alone.
public enum UVImage {
    public static let version = "0.13.9"
    public static let name = "ghcr.io/astral-sh/uv:" + version
}
