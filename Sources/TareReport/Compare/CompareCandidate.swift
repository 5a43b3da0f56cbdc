public import TareOCI
public import TareSelection

extension CompareResult {
    /// One base with the project on it.
    public struct Candidate: Codable, Sendable, Hashable {
        public var id: String
        /// The image, or the recipe and suite that it is assembled by.
        public var reference: String
        @OrNull public var digest: Digest?
        public var platform: String
        /// What the facts below rest on; those that are stated have their `sources`.
        public var evidence: CandidateFacts.Evidence
        /// When it was measured, as RFC 3339 in UTC, or the newest day that its stated facts were seen on.
        @OrNull public var observed: String?
        /// Full version, or the minor where only that is known.
        @OrNull public var python: String?
        @OrNull public var os: String?
        /// `glibc 2.36`.
        @OrNull public var libc: String?
        /// Its path; `none` where there is none.
        @OrNull public var shell: String?
        /// Its name; `none` where there is none.
        @OrNull public var packageManager: String?
        @OrNull public var user: String?
        /// The last supported day or month: `2028-06-30`, `2028-10`.
        @OrNull public var supportEnds: CalendarDate?
        public var size: Size
        @OrNull public var wheels: Wheels?
        public var proof: Proof
        /// `null` for one that was not started.
        @OrNull public var run: Run?
        @OrNull public var vulnerabilities: Vulnerabilities?
        public var scores: Scores
        /// 1 to 5, for the profile of the recommendation.
        public var stars: Int
        public var pros: [Statement]
        public var cons: [Statement]
        /// Where stated facts come from; empty for a candidate that was measured.
        public var sources: [Source]

        /// - Parameter judged: the same candidate's scores and reasons.
        public init(
            reference: String, digest: Digest? = nil, platform: String, evidence: CandidateFacts.Evidence,
            observed: String? = nil, python: String? = nil, os: String? = nil, libc: String? = nil,
            shell: Presence? = nil, packageManager: Presence? = nil, user: String? = nil,
            supportEnds: CalendarDate? = nil, size: Size = Size(), wheels: Wheels? = nil, proof: Proof = Proof(),
            run: Run? = nil, vulnerabilities: Vulnerabilities? = nil, sources: [FactSource] = [],
            judged: CandidateJudgement
        ) {
            id = judged.id
            self.reference = reference
            self.digest = digest
            self.platform = platform
            self.evidence = evidence
            self.observed = observed
            self.python = python
            self.os = os
            self.libc = libc
            self.shell = shell.map(Self.text)
            self.packageManager = packageManager.map(Self.text)
            self.user = user
            self.supportEnds = supportEnds
            self.size = size
            self.wheels = wheels
            self.proof = proof
            self.run = run
            self.vulnerabilities = vulnerabilities
            scores = judged.scores
            stars = judged.stars
            pros = judged.pros.map(Statement.init)
            cons = judged.cons.map(Statement.init)
            self.sources = sources.map(Source.init)
        }

        private static func text(_ presence: Presence) -> String {
            switch presence {
            case .absent: "none"
            case .present(let name): name
            }
        }
    }

    /// Bytes; a total is that of base and what is added to it.
    public struct Size: Codable, Sendable, Hashable {
        @OrNull public var baseCompressed: UInt64?
        @OrNull public var baseUncompressed: UInt64?
        @OrNull public var addedCompressed: UInt64?
        @OrNull public var addedUncompressed: UInt64?
        @OrNull public var totalCompressed: UInt64?
        @OrNull public var totalUncompressed: UInt64?

        public init(
            baseCompressed: UInt64? = nil, baseUncompressed: UInt64? = nil, addedCompressed: UInt64? = nil,
            addedUncompressed: UInt64? = nil
        ) {
            self.baseCompressed = baseCompressed
            self.baseUncompressed = baseUncompressed
            self.addedCompressed = addedCompressed
            self.addedUncompressed = addedUncompressed
            totalCompressed = Self.sum(baseCompressed, addedCompressed)
            totalUncompressed = Self.sum(baseUncompressed, addedUncompressed)
        }

        /// A sum with something unknown in it is unknown.
        private static func sum(_ base: UInt64?, _ added: UInt64?) -> UInt64? {
            guard let base, let added else { return nil }
            let (sum, overflow) = base.addingReportingOverflow(added)
            return overflow ? nil : sum
        }
    }

    public struct Wheels: Codable, Sendable, Hashable {
        public struct Package: Codable, Sendable, Hashable {
            public var package: String
            public var version: String
            public var reason: String

            public init(package: String, version: String, reason: String) {
                self.package = package
                self.version = version
                self.reason = reason
            }
        }

        public var chosen: Int
        /// The sum of the chosen wheels' sizes.
        @OrNull public var bytes: UInt64?
        /// Packages that have a source distribution only.
        public var needBuild: [Package]
        /// Packages that cannot be installed at all.
        public var blocked: [Package]

        public init(chosen: Int, bytes: UInt64?, needBuild: [Package] = [], blocked: [Package] = []) {
            self.chosen = chosen
            self.bytes = bytes
            self.needBuild = needBuild
            self.blocked = blocked
        }
    }

    public struct Proof: Codable, Sendable, Hashable {
        public struct Check: Codable, Sendable, Hashable {
            public var id: String
            /// `pass`, `fail` or `unknown`.
            public var status: String
            public var evidence: String
            public var fix: String

            public init(id: String, status: String, evidence: String, fix: String = "") {
                self.id = id
                self.status = status
                self.evidence = evidence
                self.fix = fix
            }
        }

        /// `starts`, `fails` or `unknown`.
        public var status: String
        public var checks: [Check]

        public init(status: String = "unknown", checks: [Check] = []) {
            self.status = status
            self.checks = checks
        }
    }

    /// What was measured of the image when it was built and started, isolated.
    public struct Run: Codable, Sendable, Hashable {
        /// `healthy`, `unhealthy`, `exited` or `notStarted`; `notBuilt` where there was no image to start.
        public var status: String
        /// Why it is not healthy.
        @OrNull public var reason: String?
        /// Seconds from the execution of its command to its first healthy answer.
        @OrNull public var startedIn: Double?
        /// Bytes that all its processes held in memory together, once it was healthy.
        @OrNull public var residentMemory: UInt64?

        public init(status: String, reason: String? = nil, startedIn: Double? = nil, residentMemory: UInt64? = nil) {
            (self.status, self.reason) = (status, reason)
            (self.startedIn, self.residentMemory) = (startedIn, residentMemory)
        }
    }

    public struct Vulnerabilities: Codable, Sendable, Hashable {
        public var critical: Int
        public var high: Int
        public var medium: Int
        public var low: Int
        public var unknown: Int
        /// How many of them have a fix.
        public var fixable: Int
        /// Of the newest advisory that was known, as RFC 3339 in UTC.
        @OrNull public var databaseTime: String?

        public init(_ counts: CandidateFacts.Vulnerabilities, databaseTime: String?) {
            critical = counts.critical
            high = counts.high
            medium = counts.medium
            low = counts.low
            unknown = counts.unknown
            fixable = counts.fixable
            self.databaseTime = databaseTime
        }
    }

    public struct Source: Codable, Sendable, Hashable {
        /// `null` for what cannot be linked to.
        @OrNull public var url: String?
        /// The name of what cannot be linked to.
        @OrNull public var document: String?
        public var observed: CalendarDate

        public init(_ source: FactSource) {
            switch source.place {
            case .url(let text): (url, document) = (text, nil)
            case .document(let text): (url, document) = (nil, text)
            }
            observed = source.observed
        }

        var text: String { url ?? document ?? "-" }
    }
}
