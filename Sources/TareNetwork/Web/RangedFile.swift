internal import FoundationEssentials
internal import TareDiagnostics

/// A file on a web server that is read in parts (RFC 9110, section 14).
struct RangedFile: Sendable {
    /// The server sends the whole file, whatever range is asked for.
    struct Unranged: Error {}

    let url: URL
    let web: WebClient

    /// The file's last `count` bytes, or all of a shorter one, and its size.
    func tail(_ count: Int) async throws -> (bytes: [UInt8], size: UInt64) {
        try await web.get(url, headers: [("Range", "bytes=-\(count)")]) { answer in
            guard answer.status == 206 else { throw Unranged() }
            guard let range = answer.contentRange, let size = range.total, range.last == size - 1,
                range.last - range.first < UInt64(count)
            else { throw wrongRange(answer) }
            let bytes = try await answer.bytes(limit: count)
            try check(bytes, range.last - range.first + 1, answer)
            return (bytes, size)
        }
    }

    /// The bytes of a range of a file of known size.
    func bytes(_ range: Range<UInt64>, of size: UInt64) async throws -> [UInt8] {
        guard !range.isEmpty else { return [] }
        let field = "bytes=\(range.lowerBound)-\(range.upperBound - 1)"
        return try await web.get(url, headers: [("Range", field)]) { answer in
            guard answer.status == 206 else { throw Unranged() }
            guard let given = answer.contentRange, given.first == range.lowerBound, given.last == range.upperBound - 1
            else { throw wrongRange(answer) }
            if let total = given.total, total != size {
                throw WebFailure.wrongSize(url: url.absoluteString, expected: size, actual: total)
            }
            let bytes = try await answer.bytes(limit: range.count)
            try check(bytes, UInt64(range.count), answer)
            return bytes
        }
    }

    private func wrongRange(_ answer: WebAnswer) -> WebFailure {
        .wrongRange(url: answer.url.absoluteString, detail: answer.header("Content-Range") ?? "it names none")
    }

    private func check(_ bytes: [UInt8], _ expected: UInt64, _ answer: WebAnswer) throws(WebFailure) {
        guard UInt64(bytes.count) == expected else {
            throw .wrongSize(url: answer.url.absoluteString, expected: expected, actual: UInt64(bytes.count))
        }
    }
}
