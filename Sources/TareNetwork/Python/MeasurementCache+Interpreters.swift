public import TareOCI

/// What was made of an archive of CPython: the layer, and what is known of the interpreter in it.
public struct KeptInterpreter: Codable, Sendable, Hashable {
    /// The layer's blob.
    public var digest: Digest
    /// The interpreter's executable in the image: `/python/bin/python3.13`.
    public var path: String
    /// The oldest glibc 2 that it loads with: 17 of 2.17; `nil` where it needs none.
    public var glibcMinor: Int?
    /// When this was last wanted, to a day.
    public var used: Int64

    public init(digest: Digest, path: String, glibcMinor: Int?, used: Int64) {
        (self.digest, self.path, self.glibcMinor, self.used) = (digest, path, glibcMinor, used)
    }
}

extension MeasurementCache {
    /// What was made of an archive, by its checksum and by what was made.
    public func interpreter(archive sha256: String, as key: String, now: Int64) throws -> KeptInterpreter? {
        let name = Self.name(sha256, key)
        guard var kept = try opened(name, identity: sha256, as: KeptInterpreter.self) else { return nil }
        // A write a day says well enough what is still in use.
        if now - kept.used > 86_400 {
            kept.used = now
            try keep(opened: kept, name: name, identity: sha256)
        }
        return kept
    }

    public func keep(_ interpreter: KeptInterpreter, archive sha256: String, as key: String) throws {
        try keep(opened: interpreter, name: Self.name(sha256, key), identity: sha256)
    }

    private static func name(_ sha256: String, _ key: String) -> String { "python-layer \(sha256) \(key)" }
}
