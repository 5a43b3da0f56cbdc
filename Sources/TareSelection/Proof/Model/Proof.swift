internal import TareDiagnostics
public import TareInventory
public import TareOCI

/// Whether a container of an image would start, and why: checks that only read what measuring kept.
///
/// Nothing is run. The same checks read predicted and real images. What cannot be told from the layers stays
/// `unknown` with its reason; it never passes.
public struct Proof: Codable, Sendable, Hashable {
    public enum Status: String, Codable, Sendable, Hashable, CaseIterable {
        /// Every check passed.
        case starts
        /// A check failed: the container does not start, or is never healthy.
        case fails
        /// No check failed, and at least one could not be decided.
        case unknown
    }

    public var status: Status
    /// In the order of the boot.
    public var checks: [Check]

    /// The answer to one question about the boot.
    public struct Check: Codable, Sendable, Hashable {
        public enum Status: String, Codable, Sendable, Hashable, CaseIterable {
            case pass
            case fail
            case unknown
        }

        /// One of `Proof.checkIDs`.
        public var id: String
        public var status: Status
        /// What was found: the file, what it lacks, and who needs that.
        public var evidence: String
        /// How to mend it; empty where nothing has to be.
        public var fix: String

        public init(id: String, status: Status, evidence: String, fix: String = "") {
            self.id = id
            self.status = status
            self.evidence = evidence
            self.fix = fix
        }
    }

    /// The identifiers of all checks, in the order of the boot; they only grow.
    public static let checkIDs: [String] = ProofChecks.all.map { $0.id }
}

extension Proof {
    /// Examines an image whose layers were measured with `ProofSelection.all`; layers that were measured with less
    /// leave more unknown.
    public init(
        of tree: ImageTree, config: ImageConfig, inventory: ImageInventory,
        expecting expectations: ProofExpectations = .init()
    ) {
        let boot = Boot(tree: tree, config: config, inventory: inventory, expectations: expectations)
        checks = ProofChecks.all.map { check in
            let finding =
                boot.platform.normalized.os == "linux"
                ? check.examine(boot) : .unknown("only images for Linux are examined, and this is for \(boot.platform)")
            return finding.check(id: check.id)
        }
        let statuses = Set(checks.map(\.status))
        status = statuses.contains(.fail) ? .fails : statuses.contains(.unknown) ? .unknown : .starts
    }

    public subscript(id: String) -> Check? { checks.first { $0.id == id } }
}
