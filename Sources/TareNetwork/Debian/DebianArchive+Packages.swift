internal import FoundationEssentials
internal import Synchronization
public import TareDebian
internal import TareOCI

/// A package's file in the store.
public struct FetchedPackage: Sendable, Hashable {
    public var package: BinaryPackage
    public var path: String

    /// Gives the file's bytes in order, and throws at the end unless they have the package's checksum.
    public func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        var hasher = Digest.Hasher(.sha256)
        try FileRegion(path: path, offset: 0, size: package.size).forEachPiece { piece in
            hasher.update(piece)
            try body(piece)
        }
        let actual = hasher.finish().hex
        guard actual == package.sha256 else {
            DiskFile.remove(path)
            throw DebianMirrorError.wrongDigest(url: path, expected: package.sha256, actual: actual)
        }
    }
}

extension DebianArchive {
    /// Bytes of one package; Debian's largest has 2 GB.
    static let packageLimit: UInt64 = 4 << 30

    /// Fetches packages, several at a time, and gives them in the same order.
    ///
    /// - Parameter progress: hears of bytes fetched, and of all that have to be.
    public func fetch(
        _ packages: [BinaryPackage], from releases: [VerifiedRelease],
        progress: @escaping @Sendable (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
    ) async throws -> [FetchedPackage] {
        var bases: [String: String] = [:]
        for release in releases { bases[release.suite] = release.base }
        let missing = packages.filter { store.existing(sha256: $0.sha256, size: $0.size) == nil }
        let total = missing.reduce(UInt64(0)) { $0 &+ $1.size }
        let done = Mutex<UInt64>(0)
        let received: @Sendable (Int) -> Void = { count in
            let sum = done.withLock { done in
                done &+= UInt64(count)
                return done
            }
            progress(min(sum, total), total)
        }
        var paths: [Int: String] = [:]
        try await withThrowingTaskGroup(of: (Int, String).self) { group in
            var rest = packages.indices[...]
            func start() throws {
                guard let number = rest.popFirst() else { return }
                let package = packages[number]
                let base = bases[package.suite] ?? configuration.mirror
                let url = try Self.url(base, package.filename)
                guard package.size <= Self.packageLimit else {
                    throw DebianMirrorError.tooLarge(url: url.absoluteString, limit: Self.packageLimit)
                }
                let expected = Expectation(sha256: package.sha256, size: package.size)
                group.addTask { (number, try await fetch(url, expected, received: received)) }
            }
            for _ in 0..<max(1, min(configuration.concurrency, 16)) { try start() }
            while let (number, path) = try await group.next() {
                paths[number] = path
                try start()
            }
        }
        return packages.enumerated().compactMap { number, package in
            paths[number].map { FetchedPackage(package: package, path: $0) }
        }
    }
}
