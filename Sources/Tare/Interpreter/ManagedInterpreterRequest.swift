public import TarePython

/// Which CPython is to be put onto a base that has none, and where.
public struct ManagedInterpreterRequest: Sendable, Hashable {
    /// Of 3.13: 13.
    public var minor: Int
    /// The base's processor and C library.
    public var target: StandaloneTarget
    /// The folder in the image, absolute: the catalogue's `interpreter.path`. The executable is in its `bin`.
    public var folder: String
    /// Keeps `libpython3.X.so.1.0`, for extension modules that are linked against it although they should not be; a
    /// third of the layer.
    public var keepsSharedLibrary = false
    /// The layer's blob has to be at hand, since an image is written; what is measured is known without it.
    public var wantsBlob = false
    /// Seconds since 1970, for the age of what is kept of a mirror's lists.
    public var now: Int64

    public init(minor: Int, target: StandaloneTarget, folder: String = "/python", now: Int64) {
        self.minor = minor
        self.target = target
        self.folder = folder
        self.now = now
    }
}
