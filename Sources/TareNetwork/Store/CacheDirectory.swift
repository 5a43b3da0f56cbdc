/// The folder in which Tare keeps what it has fetched and measured. Everything in it can be had again.
///
/// `$TARE_CACHE_DIR`, else `$XDG_CACHE_HOME/tare`, else `~/.cache/tare` (XDG Base Directory Specification).
public struct CacheDirectory: Sendable, Hashable {
    public let path: String

    public init(path: String) { self.path = path }

    public init(environment: [String: String]) throws(StoreError) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let path = value("TARE_CACHE_DIR") {
            self.path = path
        } else if let folder = value("XDG_CACHE_HOME"), folder.hasPrefix("/") {
            path = folder + "/tare"
        } else if let home = value("HOME") {
            path = home + "/.cache/tare"
        } else {
            throw .noCacheDirectory
        }
    }

    /// Packages and indices of Debian archives, by SHA-256.
    public var debian: String { path + "/debian" }
    /// Assembled bases, a layout each.
    public var bases: String { path + "/bases" }
    var blobs: String { path + "/blobs" }
    var temporary: String { path + "/tmp" }
    /// The number changes with the tables' shape: an older Tare beside a newer one keeps its own.
    var measurements: String { path + "/measurements-1.sqlite" }
}
