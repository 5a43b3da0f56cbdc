internal import FoundationEssentials
internal import GRDB
public import Logging

/// Measured layers by digest, what archives and references were found to be, parts of wheels, and planned layers, in one
/// SQLite file.
///
/// Safe for any number of processes: each change is one transaction, and writers wait for each other up to ten seconds. A
/// file that is no database is put aside and begun anew.
public struct MeasurementCache: Sendable {
    let database: DatabaseQueue

    public init(_ directory: CacheDirectory, logger: Logger) throws {
        try DiskFile.makeDirectory(directory.path)
        let path = directory.measurements
        do {
            database = try Self.open(path)
        } catch let error as DatabaseError where [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode) {
            logger.warning("the measurement cache is damaged and begun anew", metadata: ["file": "\(path)"])
            for suffix in ["", "-wal", "-shm"] { DiskFile.remove(path + suffix) }
            do { database = try Self.open(path) } catch { throw Self.refusal(error, path) }
        } catch {
            throw Self.refusal(error, path)
        }
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            // Several processes read while one writes. What a power cut takes is measured again.
            try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let isReady = try queue.read {
            try $0.tableExists("layer") && $0.tableExists("opened") && $0.tableExists("wheel") && $0.tableExists("plan")
        }
        if !isReady { try queue.write { try $0.execute(sql: schema) } }
        return queue
    }

    private static let schema = """
        CREATE TABLE IF NOT EXISTS layer (
            digest TEXT NOT NULL, selection TEXT NOT NULL, diffID TEXT NOT NULL, compression INTEGER NOT NULL,
            content BLOB NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (digest, selection)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS layerByDiffID ON layer (diffID, selection);
        CREATE TABLE IF NOT EXISTS opened (
            name TEXT NOT NULL PRIMARY KEY, identity TEXT NOT NULL, content BLOB NOT NULL, used INTEGER NOT NULL)
            WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS wheel (
            name TEXT NOT NULL PRIMARY KEY, content BLOB NOT NULL, used INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS plan (
            key TEXT NOT NULL PRIMARY KEY, assumed TEXT NOT NULL, content BLOB NOT NULL, used INTEGER NOT NULL);
        """

    static func refusal(_ error: any Error, _ path: String) -> StoreError {
        .database(path: path, detail: (error as? DatabaseError)?.message ?? "\(error)")
    }

    func refusal(_ error: any Error) -> StoreError { Self.refusal(error, database.path) }

    static var now: Int64 { Int64(Date.now.timeIntervalSince1970) }
}
