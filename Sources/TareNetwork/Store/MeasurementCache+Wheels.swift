internal import FoundationEssentials
internal import GRDB
public import TarePython

extension MeasurementCache {
    /// What is at hand of a wheel, by the digest or the address that it is known by.
    public func wheel(_ name: String) throws -> WheelPieces? {
        do {
            let content = try database.read { database in
                try Data.fetchOne(database, sql: "SELECT content FROM wheel WHERE name = ?", arguments: [name])
            }
            return content.flatMap { WheelPieces(encoded: Array($0)) }
        } catch {
            throw refusal(error)
        }
    }

    /// Keeps what was fetched of wheels.
    public func keep(_ wheels: [(name: String, pieces: WheelPieces)]) throws {
        guard !wheels.isEmpty else { return }
        do {
            try database.write { database in
                for wheel in wheels {
                    try database.execute(
                        sql: "INSERT OR REPLACE INTO wheel VALUES (?, ?, ?)",
                        arguments: [wheel.name, Data(wheel.pieces.encoded()), Self.now])
                }
            }
        } catch {
            throw refusal(error)
        }
    }
}
