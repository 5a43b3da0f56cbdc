internal import FoundationEssentials
internal import GRDB

extension MeasurementCache {
    /// What a name (a reference, a packed archive) was found to be; `nil` where it was something else then.
    public func opened<Record: Decodable>(_ name: String, identity: String, as type: Record.Type) throws -> Record? {
        let content: Data?
        do {
            content = try database.read { database in
                try Data.fetchOne(
                    database, sql: "SELECT content FROM opened WHERE name = ? AND identity = ?",
                    arguments: [name, identity])
            }
        } catch {
            throw refusal(error)
        }
        // A record of an older shape is as good as none.
        return content.flatMap { try? JSONDecoder().decode(type, from: $0) }
    }

    public func keep(opened record: some Encodable, name: String, identity: String) throws {
        do {
            let content = try JSONEncoder().encode(record)
            try database.write { database in
                try database.execute(
                    sql: "INSERT OR REPLACE INTO opened VALUES (?, ?, ?, ?)",
                    arguments: [name, identity, content, Self.now])
            }
        } catch {
            throw refusal(error)
        }
    }
}
