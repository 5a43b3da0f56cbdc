internal import Crypto

/// Holds a file's content against the digest that RECORD states, as the content goes by.
public struct RecordVerifier {
    private enum Hash {
        case sha256(SHA256)
        case sha384(SHA384)
        case sha512(SHA512)
    }

    private let expected: RecordDigest
    private var hash: Hash

    public init(_ expected: RecordDigest) {
        self.expected = expected
        hash =
            switch expected.algorithm {
            case .sha256: .sha256(SHA256())
            case .sha384: .sha384(SHA384())
            case .sha512: .sha512(SHA512())
            }
    }

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        switch hash {
        case .sha256(var state):
            state.update(bufferPointer: bytes)
            hash = .sha256(state)
        case .sha384(var state):
            state.update(bufferPointer: bytes)
            hash = .sha384(state)
        case .sha512(var state):
            state.update(bufferPointer: bytes)
            hash = .sha512(state)
        }
    }

    /// Whether what went by is what RECORD states.
    public var holds: Bool {
        switch hash {
        case .sha256(let state): Array(state.finalize()) == expected.bytes
        case .sha384(let state): Array(state.finalize()) == expected.bytes
        case .sha512(let state): Array(state.finalize()) == expected.bytes
        }
    }
}
