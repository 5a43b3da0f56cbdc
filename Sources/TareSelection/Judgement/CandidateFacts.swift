/// What is known of one candidate with the project on it: all that a judgement reads.
///
/// `nil` is *not known*, which never counts for a candidate; it is not zero.
public struct CandidateFacts: Sendable, Hashable {
    public var id: String
    public var evidence: Evidence
    /// Version or minor of its CPython.
    public var python: String?
    /// `glibc 2.36`.
    public var libc: String?
    public var shell: Presence?
    public var packageManager: Presence?
    /// Whether the container's user is root.
    public var runsAsRoot: Bool?
    public var size = Size()
    public var wheels: Wheels?
    public var proof = Proof()
    public var vulnerabilities: Vulnerabilities?
    public var support: SupportEnd?
    /// Packages of the operating system.
    public var systemPackages: Int?
    /// Files with a set-uid or set-gid bit.
    public var setIDFiles: Int?
    /// Whether there is an image for the platform that is asked for; `false` where it is known that there is none.
    public var isAvailable: Bool?
    /// Whether the base itself has a compiler, so that packages without a wheel need no other image.
    public var hasCompiler = false

    public init(id: String, evidence: Evidence) {
        self.id = id
        self.evidence = evidence
    }
}

extension CandidateFacts {
    public enum Evidence: String, Sendable, Hashable, Codable, CaseIterable {
        case measured
        /// From the catalogue, with its sources.
        case stated
        /// Neither measured nor stated.
        case unreachable
    }

    /// Bytes of the whole image: base, interpreter, dependencies and application.
    public struct Size: Sendable, Hashable {
        public var compressed: UInt64?
        public var uncompressed: UInt64?

        public init(compressed: UInt64? = nil, uncompressed: UInt64? = nil) {
            self.compressed = compressed
            self.uncompressed = uncompressed
        }
    }

    public struct Wheels: Sendable, Hashable {
        public var chosen: Int
        /// Packages that have a source distribution only.
        public var needBuild: [String]
        /// Packages that cannot be installed at all.
        public var blocked: [Blocked]

        public init(chosen: Int, needBuild: [String] = [], blocked: [Blocked] = []) {
            self.chosen = chosen
            self.needBuild = needBuild
            self.blocked = blocked
        }
    }

    public struct Blocked: Sendable, Hashable {
        public var package: String
        public var reason: String

        public init(package: String, reason: String) {
            self.package = package
            self.reason = reason
        }
    }

    /// The answer of the boot proof.
    public struct Proof: Sendable, Hashable {
        public enum Status: String, Sendable, Hashable, CaseIterable {
            case starts
            case fails
            case unknown
        }

        /// A check that failed, or could not be decided.
        public struct Check: Sendable, Hashable {
            public var id: String
            public var reason: String

            public init(id: String, reason: String) {
                self.id = id
                self.reason = reason
            }
        }

        public var status: Status
        public var failed: [Check]
        public var undecided: [Check]

        public init(_ status: Status = .unknown, failed: [Check] = [], undecided: [Check] = []) {
            self.status = status
            self.failed = failed
            self.undecided = undecided
        }
    }

    /// Open vulnerabilities of the whole image.
    public struct Vulnerabilities: Sendable, Hashable, Codable {
        public var critical: Int
        public var high: Int
        public var medium: Int
        public var low: Int
        public var unknown: Int
        /// How many of them have a fix.
        public var fixable: Int

        public init(critical: Int, high: Int, medium: Int, low: Int, unknown: Int, fixable: Int) {
            self.critical = critical
            self.high = high
            self.medium = medium
            self.low = low
            self.unknown = unknown
            self.fixable = fixable
        }

        public var severe: Int { critical &+ high }
        public var total: Int { severe &+ medium &+ low &+ unknown }
    }
}
