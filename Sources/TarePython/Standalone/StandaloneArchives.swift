/// The archives of one release of python-build-standalone or of several, by their `SHA256SUMS`.
public struct StandaloneArchives: Sendable, Hashable {
    public private(set) var archives: [StandaloneArchive] = []

    /// A release's list has some 400 KB.
    public static let checksumsLimit = 8 << 20
    private static let maximumLines = 50_000

    /// Reads lines as `sha256sum` writes them; names of other kinds of archives are passed over.
    ///
    /// - Parameter tag: the release that it is of: names of another are refused.
    public init(checksums bytes: [UInt8], of tag: StandaloneTag? = nil) throws(StandaloneListError) {
        guard bytes.count <= Self.checksumsLimit else { throw .tooLarge(limit: Self.checksumsLimit) }
        var seen: [String: String] = [:]
        for (number, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        {
            guard number < Self.maximumLines else { throw .tooManyLines(limit: Self.maximumLines) }
            let line = line.trimmingWhitespace()
            if line.isEmpty { continue }
            let (sha256, name) = try Self.parts(line, number + 1)
            guard let archive = StandaloneArchive(name: name, sha256: sha256) else { continue }
            if let tag, archive.tag != tag { throw .wrongRelease(line: number + 1, name: name, expected: tag) }
            guard seen.updateValue(sha256, forKey: name) == nil else {
                throw .repeated(line: number + 1, name: name)
            }
            archives.append(archive)
        }
        guard !archives.isEmpty else { throw .noArchives }
    }

    /// 64 hexadecimal digits, a space, a space or an asterisk, a name.
    private static func parts(
        _ line: ArraySlice<UInt8>, _ number: Int
    ) throws(StandaloneListError) -> (sha256: String, name: String) {
        let start = line.startIndex
        guard line.count > 66, line[start + 64] == UInt8(ascii: " "),
            line[start + 65] == UInt8(ascii: " ") || line[start + 65] == UInt8(ascii: "*"),
            let sha256 = IndexFile.digest(line[start..<start + 64].text)
        else { throw .malformed(line: number) }
        let name = line[(start + 66)...].text
        guard IndexFile.isSafe(name) else { throw .malformed(line: number) }
        return (sha256, name)
    }

    /// Only those that are chosen from, as lines of checksums: what is worth keeping of a list.
    public var checksums: String { archives.map { "\($0.sha256)  \($0.name)\n" }.joined() }

    /// Adds the archives of another release.
    public mutating func add(_ other: StandaloneArchives) { archives += other.archives }
}

extension StandaloneArchives {
    /// The newest final version of every minor that is there for a target, the newest minor first.
    public func versions(for target: StandaloneTarget) -> [PEP440Version] {
        var newest: [UInt64: PEP440Version] = [:]
        for archive in archives where archive.target == target && !archive.version.isPrerelease {
            let minor = archive.version.minor
            newest[minor] = newest[minor].map { max($0, archive.version) } ?? archive.version
        }
        return newest.values.sorted(by: >)
    }

    /// The archive to take for a minor of CPython 3: the newest final patch, of the newest release that has it, without
    /// debugging symbols where that is published.
    public func archive(minor: Int, for target: StandaloneTarget) -> StandaloneArchive? {
        func rank(_ archive: StandaloneArchive) -> (PEP440Version, StandaloneTag, Int) {
            (archive.version, archive.tag, archive.isStripped ? 1 : 0)
        }
        return archives.filter {
            $0.target == target && $0.version.minor == UInt64(clamping: minor) && !$0.version.isPrerelease
        }.max { rank($0) < rank($1) }
    }

    /// Without what is never chosen: earlier patches, earlier releases, archives with debugging symbols beside others,
    /// pre-releases.
    public func chosen() -> StandaloneArchives {
        var list = self
        list.archives = StandaloneTarget.all.flatMap { target in
            versions(for: target).compactMap { archive(minor: Int(clamping: $0.minor), for: target) }
        }
        return list
    }
}
