internal import FoundationEssentials
internal import GRDB
internal import TareArchive
public import TareOCI

extension MeasurementCache {
    /// The version of the kept form and what was kept: a Tare that keeps more measures again.
    private static func key(_ selection: ContentSelection) -> String {
        "\(LayerIndex.formatVersion)-\(selection.fingerprint)"
    }

    /// A layer that was measured with this selection, by its blob's digest.
    public func layer(_ digest: Digest, _ selection: ContentSelection) throws -> LayerIndex? {
        try layer("digest = ?", digest, selection)
    }

    /// A layer whose uncompressed stream has this digest, however its blob was packed.
    public func layer(diffID: Digest, _ selection: ContentSelection) throws -> LayerIndex? {
        try layer("diffID = ?", diffID, selection)
    }

    /// What was measured of an opened image's layer. One that is known only by what it unpacks to is answered where the
    /// image holds it unpacked; a packed blob of unknown digest has to be read.
    public func layer(of layer: OpenedImage.Layer, _ selection: ContentSelection) throws -> LayerIndex? {
        if let digest = layer.digest { return try self.layer(digest, selection) }
        guard var index = try self.layer(diffID: layer.diffID, selection), index.uncompressedSize == layer.size else {
            return nil
        }
        index.digest = layer.diffID
        index.compression = .none
        index.compressedSize = index.uncompressedSize
        return index
    }

    /// Whether an opened image's layer was measured with this selection, without reading what was kept of it.
    public func contains(_ layer: OpenedImage.Layer, _ selection: ContentSelection) throws -> Bool {
        do {
            return try database.read { database in
                try Bool.fetchOne(
                    database,
                    sql: "SELECT EXISTS (SELECT 1 FROM layer WHERE \(layer.digest == nil ? "diffID" : "digest") = ? "
                        + "AND selection = ?)",
                    arguments: [(layer.digest ?? layer.diffID).description, Self.key(selection)])
            } ?? false
        } catch {
            throw refusal(error)
        }
    }

    private func layer(_ condition: String, _ digest: Digest, _ selection: ContentSelection) throws -> LayerIndex? {
        let key = Self.key(selection)
        do {
            let found = try database.read { database -> (index: LayerIndex?, digest: String, used: Int64)? in
                // A row of a cursor is read where it is: the content is not copied.
                let rows = try Row.fetchCursor(
                    database, sql: "SELECT digest, used, content FROM layer WHERE \(condition) AND selection = ?",
                    arguments: [digest.description, key])
                guard let row = try rows.next() else { return nil }
                let index = try row.withUnsafeData(atIndex: 2) { data in
                    data?.withUnsafeBytes { LayerIndex(encoded: $0) }
                }
                return (index, row[0], row[1])
            }
            guard let found else { return nil }
            let now = Self.now
            // A write a day says well enough what is still in use.
            if found.index != nil, now - found.used > 86_400 {
                try database.write { database in
                    try database.execute(
                        sql: "UPDATE layer SET used = ? WHERE digest = ? AND selection = ?",
                        arguments: [now, found.digest, key])
                }
            }
            return found.index
        } catch {
            throw refusal(error)
        }
    }

    /// Keeps a measured layer, whose digests are known.
    public func keep(_ index: LayerIndex, _ selection: ContentSelection) throws {
        guard let digest = index.digest, let diffID = index.diffID else { return }
        do {
            try database.write { database in
                try database.execute(
                    sql: "INSERT OR REPLACE INTO layer VALUES (?, ?, ?, ?, ?, ?)",
                    arguments: [
                        digest.description, Self.key(selection), diffID.description, Int(index.compression.rawValue),
                        Data(index.encoded()), Self.now,
                    ])
            }
        } catch {
            throw refusal(error)
        }
    }
}
