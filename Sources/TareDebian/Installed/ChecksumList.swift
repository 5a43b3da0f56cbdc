/// A package's `md5sums` list (deb-md5sums(5)): the files that it owns, apart from configuration files and links.
public struct ChecksumList: Sendable, Hashable {
    public struct Entry: Sendable, Hashable {
        /// Relative to the root, without `./`.
        public var path: String
        /// MD5 in lower-case hexadecimal.
        public var md5: String
    }

    public var entries: [Entry] = []
    /// Lines that are no checksum and path; dpkg ignores them.
    public var skippedLines = 0

    static let maximumEntries = 1_000_000

    public init(_ bytes: [UInt8]) {
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard entries.count < Self.maximumEntries, line.count > 34, let md5 = MD5Text.parse(line.prefix(32)),
                line[line.startIndex + 32].isBlank
            else {
                skippedLines += 1
                continue
            }
            // "digest, two spaces, path"; the second may be the asterisk of a binary digest.
            var path = line.dropFirst(34)
            if path.starts(with: "./".utf8) { path = path.dropFirst(2) }
            entries.append(Entry(path: String(decoding: path, as: UTF8.self), md5: md5))
        }
    }
}
