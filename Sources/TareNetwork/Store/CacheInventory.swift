internal import GRDB
public import Logging

/// What the cache holds, and its pruning.
public struct CacheInventory: Sendable {
    /// One kind of content.
    public struct Section: Codable, Sendable, Hashable {
        /// `layers`, `opened`, `wheels`, `plans`, `blobs`, `debian` or `bases`.
        public var kind: String
        public var count: Int
        public var bytes: UInt64
        /// When the one that was not used for the longest time was used, in seconds since 1970; `nil` for an empty one.
        public var oldestUse: Int64?
    }

    private static let tables = [("layers", "layer"), ("opened", "opened"), ("wheels", "wheel"), ("plans", "plan")]
    private let directory: CacheDirectory
    private let measurements: MeasurementCache

    public init(_ directory: CacheDirectory, logger: Logger) throws {
        self.directory = directory
        measurements = try MeasurementCache(directory, logger: logger)
    }

    public var path: String { directory.path }

    public func sections() throws -> [Section] {
        let tables = try perform { database in
            try Self.tables.map { kind, table in
                let row = try Row.fetchOne(
                    database, sql: "SELECT count(*), coalesce(sum(length(content)), 0), min(used) FROM \(table)")
                return Section(
                    kind: kind, count: row?[0] ?? 0,
                    bytes: UInt64(clamping: (row?[1] ?? 0) as Int64), oldestUse: row?[2])
            }
        }
        return tables + [
            files("blobs", directory.blobs), files("debian", directory.debian), files("bases", directory.bases),
        ]
    }

    private func files(_ kind: String, _ path: String) -> Section {
        let kept = KeptFiles(below: path)
        return Section(
            kind: kind, count: kept.files.count, bytes: kept.bytes, oldestUse: kept.files.map(\.used).min())
    }

    /// Removes what was not used since `time` (seconds since 1970), and half-written files of processes that are gone.
    /// Gives what was removed.
    public func prune(unusedSince time: Int64) throws -> [Section] {
        let before = try sections()
        try perform { database in
            for (_, table) in Self.tables {
                try database.execute(sql: "DELETE FROM \(table) WHERE used < ?", arguments: [time])
            }
        }
        do { try measurements.database.vacuum() } catch { throw measurements.refusal(error) }
        for folder in [directory.blobs, directory.debian, directory.temporary] {
            for file in KeptFiles(below: folder).files where file.used < time { DiskFile.remove(file.path) }
        }
        // A base goes as a whole: half a layout is none.
        for name in DiskFile.names(in: directory.bases) {
            let files = KeptFiles(below: directory.bases + "/" + name).files
            if files.allSatisfy({ $0.used < time }) { for file in files { DiskFile.remove(file.path) } }
        }
        let after = try sections()
        return zip(before, after).map { old, new in
            Section(
                kind: old.kind, count: max(0, old.count - new.count),
                bytes: old.bytes > new.bytes ? old.bytes - new.bytes : 0, oldestUse: nil)
        }
    }

    private func perform<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do { return try measurements.database.write(body) } catch { throw measurements.refusal(error) }
    }
}
