internal import Crypto

/// A digest as RECORD writes it: `sha256=` and base64url without padding.
public struct RecordDigest: Sendable, Hashable {
    /// The algorithms that the specification allows: sha256 or better.
    public enum Algorithm: String, Sendable, Hashable, CaseIterable {
        case sha256, sha384, sha512

        var byteCount: Int {
            switch self {
            case .sha256: 32
            case .sha384: 48
            case .sha512: 64
            }
        }
    }

    public var algorithm: Algorithm
    public var bytes: [UInt8]

    /// `nil` for another algorithm or another length than its own.
    public init?(_ text: String) {
        guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")),
            let algorithm = Algorithm(rawValue: String(text[..<equals])),
            let bytes = Base64URL.decode(text[equals...].dropFirst().utf8), bytes.count == algorithm.byteCount
        else { return nil }
        (self.algorithm, self.bytes) = (algorithm, bytes)
    }

    public init(sha256 content: [UInt8]) {
        algorithm = .sha256
        bytes = Array(SHA256.hash(data: content))
    }
}

extension RecordDigest: CustomStringConvertible {
    public var description: String { "\(algorithm.rawValue)=\(Base64URL.encode(bytes))" }
}

/// One row of RECORD: a path relative to the site-packages folder, a digest, a size.
public struct RecordRow: Sendable, Hashable {
    public var path: String
    /// As written; `nil` for RECORD itself.
    public var digest: String?
    public var size: UInt64?

    public init(path: String, digest: String? = nil, size: UInt64? = nil) {
        self.path = path
        self.digest = digest
        self.size = size
    }
}

extension RecordRow: Comparable {
    /// By path, byte for byte; then as uv does, what is missing first.
    public static func < (left: RecordRow, right: RecordRow) -> Bool {
        if left.path != right.path { return left.path.utf8.lexicographicallyPrecedes(right.path.utf8) }
        let (one, other) = (left.digest ?? "", right.digest ?? "")
        if one != other { return one.utf8.lexicographicallyPrecedes(other.utf8) }
        guard let size = left.size else { return right.size != nil }
        return right.size.map { size < $0 } ?? false
    }
}

/// Base64 for URLs (RFC 4648 §5), without padding.
enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var (bits, count): (UInt32, UInt32) = (0, 0)
        for byte in bytes {
            (bits, count) = ((bits << 8 | UInt32(byte)) & 0xFFFF, count + 8)
            while count >= 6 {
                count -= 6
                text.append(alphabet[Int(bits >> count & 63)])
            }
        }
        if count > 0 { text.append(alphabet[Int(bits << (6 - count) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// `nil` for other characters; padding at the end is passed over.
    static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (bits, count): (UInt32, UInt32) = (0, 0)
        var isPadded = false
        for character in text {
            if character == UInt8(ascii: "=") {
                isPadded = true
                continue
            }
            guard !isPadded, let value = alphabet.firstIndex(of: character) else { return nil }
            (bits, count) = ((bits << 6 | UInt32(value)) & 0xFFFF, count + 6)
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return bytes
    }
}
