public import TareOCI

/// A base image that a service can stand on, as data: where it is, how Python comes with it, and what is stated of it.
///
/// Stated facts are what is shown where the image itself cannot be measured. What nobody stated is absent.
public struct CatalogueEntry: Sendable, Hashable {
    /// The document's form: what `base` has to say.
    public static let schema = "tare.base/1"

    public var id: String
    public var title: String
    /// Among the candidates where nobody chose any.
    public var isDefault: Bool
    public var origin: Origin
    public var interpreter: Interpreter
    /// What ends: products and versions of the `SupportCalendar`, beside CPython itself.
    public var support: [SupportSubject]

    /// The minors of CPython that it is offered with; none stated for a base without an interpreter.
    public var pythons: [Stated<String>]
    public var platforms: Stated<[Platform]>?
    public var distribution: Stated<Distribution>?
    public var libc: Stated<Library>?
    public var shell: Stated<Presence>?
    public var packageManager: Stated<Presence>?
    /// As the image configures it: `root`, `65532`.
    public var user: Stated<String>?
    public var entrypoint: Stated<[String]>?
    public var sizes: [Stated<Size>]
    public var publisher: Stated<Publisher>?
}

extension CatalogueEntry {
    public enum Origin: Sendable, Hashable {
        /// In a registry; `${python}` stands for the minor, `${python-digits}` for it without its dot.
        case reference(String)
        /// Assembled from a Debian archive by a built-in recipe.
        case recipe(name: String, suite: String)
        /// Named by somebody, unknown to the catalogue.
        case image(ImageLocation)
    }

    /// How a base comes by its CPython.
    public enum Interpreter: Sendable, Hashable {
        /// Installed beside the system's packages, any minor that is offered: `/usr/local/bin/python3.12`.
        case installed(path: String)
        /// The distribution's, of one minor; what is not stated has to be measured.
        case own(path: String?, python: String?)
        /// None: a relocatable CPython is put into this folder.
        case managed(folder: String)
    }

    public struct Distribution: Sendable, Hashable {
        /// As `/etc/os-release` has it: `debian`.
        public var id: String
        public var name: String
        public var version: String?
        public var suite: String?

        /// `Debian GNU/Linux 12 (bookworm)`.
        public var description: String {
            [name, version, suite.map { "(\($0))" }].compactMap { $0 }.joined(separator: " ")
        }
    }

    public struct Library: Sendable, Hashable {
        public enum Family: String, Sendable, Hashable, CaseIterable {
            case glibc
            case musl
        }

        public var family: Family
        public var version: String?
    }

    /// Bytes on one platform, where they are stated for a minor or a version, of that.
    public struct Size: Sendable, Hashable {
        public var platform: Platform
        public var python: String?
        public var version: String?
        public var compressed: UInt64?
        public var uncompressed: UInt64?
        /// Given to three figures, not to the byte.
        public var isRounded: Bool
    }

    /// What its publisher does with it, where that is more than keeping it up.
    public struct Publisher: Sendable, Hashable {
        public enum Status: String, Sendable, Hashable, CaseIterable {
            /// May not be rebuilt any more: the tag stands, its packages grow old.
            case frozen
            /// No longer built; the tag may be gone.
            case withdrawn
        }

        public var status: Status
        public var since: CalendarDate?
    }
}

/// Something that an image may lack, and that nobody may have looked for: `nil` beside it is *not known*.
public enum Presence: Sendable, Hashable, Codable {
    case absent
    /// A path or a name.
    case present(String)

    public var isPresent: Bool { self != .absent }
}
