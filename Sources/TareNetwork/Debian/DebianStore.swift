internal import TareOCI

/// Files of Debian archives on disk: what has a checksum by that, releases by a hash of their address.
///
/// A file has its name only when it is complete and its checksum holds. Other processes may read, write and prune.
struct DebianStore: Sendable {
    let folder: String

    func path(sha256: String) -> String { folder + "/" + sha256 }

    /// A release is known by where it came from: what it says changes.
    func releasePath(url: String) -> String { folder + "/release-" + Digest(sha256Of: url.utf8).hex }

    /// Where a file is, if it is there and has the size. Its name was given when its checksum held.
    func existing(sha256: String, size: UInt64) -> String? {
        let path = path(sha256: sha256)
        guard let actual = try? DiskFile.regularSize(path), actual == size else { return nil }
        return path
    }

    func make() throws(StoreError) { try DiskFile.makeDirectory(folder) }
}
