internal import FoundationEssentials
internal import GRDB
internal import TareArchive
public import TareOCI

/// A layer that was planned before: what its index would be, and what that holds for.
public struct KeptPlan: Sendable {
    public var index: LayerIndex
    /// Names of files that a base has to have for the index to hold: libraries that others need, as far as their first
    /// bytes tell.
    public var assumed: [String]

    public init(index: LayerIndex, assumed: [String]) {
        self.index = index
        self.assumed = assumed
    }
}

extension MeasurementCache {
    /// The layer that was planned under a key, which says all that went into it.
    public func plan(_ key: Digest) throws -> KeptPlan? {
        do {
            return try database.read { database in
                // A row of a cursor is read where it is: the content is not copied.
                let rows = try Row.fetchCursor(
                    database, sql: "SELECT assumed, content FROM plan WHERE key = ?", arguments: [Self.planKey(key)])
                guard let row = try rows.next() else { return nil }
                let index = try row.withUnsafeData(atIndex: 1) { data in
                    data?.withUnsafeBytes { LayerIndex(encoded: $0) }
                }
                let assumed: String = row[0]
                return index.map { index in
                    KeptPlan(index: index, assumed: assumed.split(separator: "\n").map(String.init))
                }
            }
        } catch {
            throw refusal(error)
        }
    }

    public func keep(_ plan: KeptPlan, as key: Digest) throws {
        do {
            try database.write { database in
                try database.execute(
                    sql: "INSERT OR REPLACE INTO plan VALUES (?, ?, ?, ?)",
                    arguments: [
                        Self.planKey(key), plan.assumed.joined(separator: "\n"), Data(plan.index.encoded()), Self.now,
                    ])
            }
        } catch {
            throw refusal(error)
        }
    }

    /// A kept form of another version is as good as none.
    private static func planKey(_ key: Digest) -> String { "\(LayerIndex.formatVersion) \(key)" }
}
