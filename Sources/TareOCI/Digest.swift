internal import Crypto

/// The content address of a blob: algorithm and value, validated.
///
/// Follows the OCI image specification, "Digests" (descriptor.md). `sha256` and `sha512` are the registered algorithms;
/// others are refused, since content under them cannot be checked.
public struct Digest: Hashable, Sendable, Codable {
    public enum Algorithm: String, Sendable, Codable {
        case sha256
        case sha512

        /// Length of the value in hexadecimal digits.
        public var hexLength: Int {
            switch self {
            case .sha256: 64
            case .sha512: 128
            }
        }
    }

    public let algorithm: Algorithm
    /// The value in lower-case hexadecimal digits.
    public let hex: String

    /// Parses `algorithm:hex`; `nil` unless the algorithm is registered and the value has its length in lower-case
    /// hexadecimal digits.
    public init?(_ text: some StringProtocol) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")),
            let algorithm = Algorithm(rawValue: String(text[..<colon]))
        else { return nil }
        self.init(algorithm: algorithm, hex: text[text.utf8.index(after: colon)...])
    }

    /// A digest from its parts; `nil` unless `hex` is the algorithm's length in lower-case hexadecimal digits.
    public init?(algorithm: Algorithm, hex: some StringProtocol) {
        guard hex.utf8.count == algorithm.hexLength, hex.utf8.allSatisfy(\.isLowerHexDigit) else { return nil }
        self.algorithm = algorithm
        self.hex = String(hex)
    }

    /// The SHA-256 digest of bytes in memory.
    public init(sha256Of bytes: some Sequence<UInt8>) {
        var hasher = Hasher(.sha256)
        let done: Void? = bytes.withContiguousStorageIfAvailable { hasher.update(UnsafeRawBufferPointer($0)) }
        if done == nil { Array(bytes).withUnsafeBytes { hasher.update($0) } }
        self = hasher.finish()
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let digest = Digest(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text.prefix(140))' is not a sha256 or sha512 digest")
        }
        self = digest
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Digest: CustomStringConvertible {
    public var description: String { algorithm.rawValue + ":" + hex }

    /// The first twelve digits, as tools print them.
    public var short: String { String(hex.prefix(12)) }
}

extension Digest: Comparable {
    public static func < (left: Digest, right: Digest) -> Bool { left.description < right.description }
}

extension Digest {
    /// Computes a digest over a stream.
    public struct Hasher {
        private enum State {
            case sha256(SHA256)
            case sha512(SHA512)
        }
        private var state: State

        public init(_ algorithm: Algorithm) {
            switch algorithm {
            case .sha256: state = .sha256(SHA256())
            case .sha512: state = .sha512(SHA512())
            }
        }

        public mutating func update(_ bytes: UnsafeRawBufferPointer) {
            switch state {
            case .sha256(var hash):
                hash.update(bufferPointer: bytes)
                state = .sha256(hash)
            case .sha512(var hash):
                hash.update(bufferPointer: bytes)
                state = .sha512(hash)
            }
        }

        /// The digest of everything seen so far.
        public func finish() -> Digest {
            switch state {
            case .sha256(let hash): Digest(unchecked: .sha256, Digest.hex(hash.finalize()))
            case .sha512(let hash): Digest(unchecked: .sha512, Digest.hex(hash.finalize()))
            }
        }
    }

    private init(unchecked algorithm: Algorithm, _ hex: String) {
        self.algorithm = algorithm
        self.hex = hex
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(128)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isLowerHexDigit: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
    }
}
