/// What `tare cache` answers: what has been measured and kept (`tare.cache/1`).
public struct CacheResult: Codable, Sendable, Hashable {
    public struct Section: Codable, Sendable, Hashable {
        /// `layers`: measured layers; `opened`: what references and archives were found to be; `blobs`: manifests and
        /// configurations; `debian`: packages and indices of Debian archives; `wheels`: parts of wheels; `plans`: planned
        /// layers; `bases`: assembled bases.
        public var kind: String
        public var count: Int
        public var bytes: UInt64
        /// When the least recently used one was used, as RFC 3339 in UTC; `null` where there is none.
        @OrNull public var oldestUse: String?

        public init(kind: String, count: Int, bytes: UInt64, oldestUse: String?) {
            self.kind = kind
            self.count = count
            self.bytes = bytes
            self.oldestUse = oldestUse
        }
    }

    public var schema = "tare.cache/1"
    /// The cache's folder.
    public var path: String
    public var kept: [Section]
    /// What was removed; `null` where nothing was asked to be.
    @OrNull public var pruned: [Section]?

    public init(path: String, kept: [Section], pruned: [Section]?) {
        self.path = path
        self.kept = kept
        self.pruned = pruned
    }
}
