/// One file of a locked package, as the lock records it.
public struct LockedFile: Sendable, Hashable {
    public enum Location: Sendable, Hashable {
        case url(String)
        /// On disk, relative to the lock's folder or to its index.
        case path(String)
        /// Only the file's name: an index knows where it is.
        case name(String)
        /// Only a hash: an index knows the file.
        case unknown
    }

    public var location: Location
    public var hashes: [FileHash]
    /// In bytes.
    public var size: UInt64?
    /// As the lock has it: an RFC 3339 time.
    public var uploadTime: String?

    public init(_ location: Location, hashes: [FileHash] = [], size: UInt64? = nil, uploadTime: String? = nil) {
        self.location = location
        self.hashes = hashes
        self.size = size
        self.uploadTime = uploadTime
    }

    /// The file's name, percent escapes decoded; `nil` where the lock has only a hash.
    public var name: String? {
        switch location {
        case .url(let url): Self.lastPart(of: url, isURL: true).percentDecoded
        case .path(let path): Self.lastPart(of: path, isURL: false)
        case .name(let name): Self.lastPart(of: name, isURL: false)
        case .unknown: nil
        }
    }

    /// What follows the last slash, without a URL's query and fragment.
    private static func lastPart(of text: String, isURL: Bool) -> String {
        let bytes = text.utf8.span
        var (start, end) = (0, 0)
        while end < bytes.count {
            let byte = bytes[end]
            if isURL, byte == UInt8(ascii: "#") || byte == UInt8(ascii: "?") { break }
            end += 1
            if byte == UInt8(ascii: "/") { start = end }
        }
        if start == 0, end == bytes.count { return text }
        let first = text.utf8.index(text.startIndex, offsetBy: start)
        return String(text[first..<text.utf8.index(first, offsetBy: end - start)])
    }

    public var isWheel: Bool { name?.hasSuffix(".whl") == true }

    /// In lower-case hexadecimal.
    public var sha256: String? { hashes.first { $0.algorithm == "sha256" }?.digest }
}

/// A digest of a file, such as `sha256:…`.
public struct FileHash: Sendable, Hashable, CustomStringConvertible {
    /// In lower case, as `hashlib` names it.
    public var algorithm: String
    /// In lower-case hexadecimal.
    public var digest: String

    /// `nil` if the digest is not hexadecimal, or not of the algorithm's length.
    public init?(algorithm: String, digest: String) {
        var count = 0
        var isLowercase = true
        for byte in digest.utf8 {
            guard byte.hexadecimalDigit != nil else { return nil }
            if byte != byte.lowercased { isLowercase = false }
            count += 1
        }
        let isName = algorithm.utf8.allSatisfy { $0.isAlphanumeric || $0.isSeparator }
        guard !algorithm.isEmpty, isName, (8...256).contains(count) else { return nil }
        self.algorithm = algorithm == "sha256" ? algorithm : algorithm.lowercased()
        if let length = Self.length(of: self.algorithm), count != length { return nil }
        self.digest = isLowercase ? digest : digest.lowercased()
    }

    /// `algorithm:digest`
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        self.init(
            algorithm: parts[0].elementsEqual("sha256".utf8) ? "sha256" : String(parts[0]) ?? "",
            digest: String(parts[1]) ?? "")
    }

    public var description: String { "\(algorithm):\(digest)" }

    /// In hexadecimal digits.
    private static func length(of algorithm: String) -> Int? {
        switch algorithm {
        case "md5": 32
        case "sha1": 40
        case "sha224": 56
        case "sha256": 64
        case "sha384": 96
        case "sha512", "blake2b": 128
        default: nil
        }
    }
}

extension String {
    /// With `%2B` as `+`; an escape that is none, or that gives no UTF-8, leaves the text as it is.
    var percentDecoded: String {
        guard utf8.contains(UInt8(ascii: "%")) else { return self }
        var decoded: [UInt8] = []
        let bytes = Array(utf8)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = bytes[index + 1].hexadecimalDigit, let low = bytes[index + 2].hexadecimalDigit
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return String(validating: decoded, as: UTF8.self) ?? self
    }
}
