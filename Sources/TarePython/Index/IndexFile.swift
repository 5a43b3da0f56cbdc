/// A file of a project, as an index lists it (simple repository API, "Project Detail").
public struct IndexFile: Sendable, Hashable {
    /// As listed, and safe as a file's name.
    public var name: String
    /// Absolute, or relative to the page; without a fragment.
    public var url: String
    /// In lower-case hexadecimal; `nil` where the index gives none.
    public var sha256: String?
    /// Bytes; only the JSON form has it.
    public var size: UInt64?
    /// As written: old projects have some that are no specifiers.
    public var requiresPython: String?
    public var isYanked: Bool
    /// Whether the wheel's METADATA is served beside it (PEP 658), and its SHA-256 where given.
    public var hasMetadata: Bool
    public var metadataSHA256: String?

    public init(
        name: String, url: String, sha256: String? = nil, size: UInt64? = nil, requiresPython: String? = nil,
        isYanked: Bool = false, hasMetadata: Bool = false, metadataSHA256: String? = nil
    ) {
        self.name = name
        self.url = url
        self.sha256 = sha256
        self.size = size
        self.requiresPython = requiresPython
        self.isYanked = isYanked
        self.hasMetadata = hasMetadata
        self.metadataSHA256 = metadataSHA256
    }

    /// A name that is a path or has control characters names no file.
    static func isSafe(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 1024 && !name.hasPrefix(".")
            && name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") }
    }

    /// 64 hexadecimal digits, in lower case.
    static func digest(_ text: String) -> String? {
        let text = text.lowercased()
        let isHex = text.utf8.allSatisfy { ($0 &- 0x30 < 10) || ($0 &- UInt8(ascii: "a") < 6) }
        return text.utf8.count == 64 && isHex ? text : nil
    }
}

/// Why an index's page could not be read.
public enum IndexPageError: Error, Hashable, Sendable {
    /// Neither JSON nor a page of links: an error page, a login form.
    case notAnIndex
    case malformed(String)
    case tooManyFiles(limit: Int)
    /// `meta.api-version` has another major number than 1.
    case unsupportedVersion(String)
}
