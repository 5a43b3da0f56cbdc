internal import TareDiagnostics

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A file on standard input.
enum StandardInput {
    struct Failure: Refusal {
        var what: String
        var location: String? { "standard input" }
        var hint: String? { nil }
    }

    private static let mostBytes = 16 << 20

    static func read() throws -> [UInt8] {
        var bytes: [UInt8] = []
        let piece = 1 << 16
        while true {
            let count = bytes.count
            bytes.reserveCapacity(count + piece)
            let part = [UInt8](unsafeUninitializedCapacity: piece) { buffer, initialized in
                initialized = max(0, Glibc.read(0, buffer.baseAddress, piece))
            }
            if part.isEmpty { return bytes }
            bytes += part
            guard bytes.count <= mostBytes else {
                throw Failure(what: "it is larger than \(mostBytes) bytes")
            }
        }
    }
}
