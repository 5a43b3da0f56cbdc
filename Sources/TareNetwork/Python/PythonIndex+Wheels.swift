internal import FoundationEssentials
internal import TareOCI
public import TarePython

extension PythonIndex {
    /// Most bytes of a wheel that is read whole because its server knows no ranges.
    private static let wholeLimit = 1 << 30
    /// Ranges of one wheel that are asked for at a time.
    private static let concurrency = 6

    /// Reads of a wheel what decides how it installs and whether it loads, by ranges; the whole of it where the server
    /// knows none, checked against its digest.
    ///
    /// - Parameters:
    ///   - size: the file's, if a lock or an index states it: a server that has another is refused.
    ///   - sha256: the file's, in lower-case hexadecimal; checked where the whole file is read.
    ///   - pieces: what is at hand of it.
    ///   - readsLibraries: `false` to leave out what only decides whether it loads.
    public func read(
        _ address: String, size: UInt64?, sha256: String?, having pieces: WheelPieces? = nil,
        readsLibraries: Bool = true
    ) async throws -> WheelReading {
        guard let url = URL(string: address), HTTPOrigin(url) != nil else {
            throw PythonIndexError.invalidAddress(address)
        }
        let file = RangedFile(url: url, web: web)
        do {
            do {
                return try await read(file, size: size, having: pieces, readsLibraries)
            } catch is RangedFile.Unranged {
                return try await readWhole(url, size: size, sha256: sha256)
            }
        } catch let failure as WebFailure {
            throw PythonIndexError.transfer(failure)
        }
    }

    /// Goes on with a reading that wants more.
    public func complete(_ reading: inout WheelReading, from address: String) async throws {
        guard let url = URL(string: address), HTTPOrigin(url) != nil else {
            throw PythonIndexError.invalidAddress(address)
        }
        do {
            try await complete(&reading, RangedFile(url: url, web: web))
        } catch let failure as WebFailure {
            throw PythonIndexError.transfer(failure)
        }
    }

    private func read(
        _ file: RangedFile, size: UInt64?, having pieces: WheelPieces?, _ readsLibraries: Bool
    ) async throws -> WheelReading {
        let begun: WheelPieces
        if let pieces {
            begun = pieces
        } else if let size {
            begun = WheelPieces(size: size)
        } else {
            let (bytes, actual) = try await file.tail(64 << 10)
            var first = WheelPieces(size: actual)
            first.add(bytes, at: actual - UInt64(bytes.count))
            begun = first
        }
        var reading = try WheelReading(begun, readsLibraries: readsLibraries)
        try await complete(&reading, file)
        return reading
    }

    private func complete(_ reading: inout WheelReading, _ file: RangedFile) async throws {
        while true {
            let ranges = try reading.needed()
            if ranges.isEmpty { return }
            let size = reading.pieces.size
            try await withThrowingTaskGroup(of: (UInt64, [UInt8]).self) { group in
                var rest = ranges[...]
                func start() {
                    guard let range = rest.popFirst() else { return }
                    group.addTask { (range.lowerBound, try await file.bytes(range, of: size)) }
                }
                for _ in 0..<Self.concurrency { start() }
                while let (offset, bytes) = try await group.next() {
                    reading.provide(bytes, at: offset)
                    start()
                }
            }
        }
    }

    private func readWhole(_ url: URL, size: UInt64?, sha256: String?) async throws -> WheelReading {
        let bytes = try await web.bytes(of: url, limit: Self.wholeLimit)
        if let size, size != UInt64(bytes.count) {
            throw WebFailure.wrongSize(url: url.absoluteString, expected: size, actual: UInt64(bytes.count))
        }
        if let sha256 {
            let actual = Digest(sha256Of: bytes).hex
            guard actual == sha256 else {
                throw WebFailure.wrongDigest(url: url.absoluteString, expected: sha256, actual: actual)
            }
        }
        var pieces = WheelPieces(size: UInt64(bytes.count))
        pieces.add(bytes, at: 0)
        var reading = try WheelReading(pieces)
        let missing = try reading.needed()
        guard missing.isEmpty else {
            throw WebFailure.wrongRange(url: url.absoluteString, detail: "the file is not whole")
        }
        return reading
    }
}
