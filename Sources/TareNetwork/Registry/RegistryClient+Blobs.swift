internal import AsyncHTTPClient
internal import FoundationEssentials
internal import Logging
internal import NIOCore
internal import NIOHTTP1
public import TareOCI

extension RegistryClient {
    /// Streams a blob (distribution specification, "Pulling blobs").
    ///
    /// `receive` gets the content in order, a piece at a time, each byte once: a connection that ends early is taken up
    /// again where it ended. What it got holds only when this function returns: digest and size are known at the end, and
    /// are checked then. An error of `receive` ends the transfer and is thrown as it is.
    public func fetchBlob(
        _ blob: Descriptor, from repository: ImageReference, receive: (UnsafeRawBufferPointer) throws -> Void
    ) async throws {
        var download = BlobDownload(blob)
        // Content that was handed on and turned out wrong cannot be taken back: no other endpoint can mend that.
        let isFinal: (RegistryError) -> Bool = { if case .digestMismatch = $0 { true } else { false } }
        do {
            try await reading(repository, isFinal: isFinal) { endpoint, isLast in
                try await transfer(&download, of: repository, at: endpoint, hasAlternative: !isLast) { bytes in
                    do { try receive(bytes) } catch { throw ReceiverFailure(error: error) }
                }
            }
        } catch let failure as ReceiverFailure {
            throw failure.error
        }
    }

    /// An error of the receiver, which is no failure of a registry whatever its type.
    private struct ReceiverFailure: Error {
        let error: any Error
    }

    /// A blob as a whole, of at most `limit` bytes: a configuration or an SBOM.
    public func blob(_ blob: Descriptor, in repository: ImageReference, limit: Int) async throws -> [UInt8] {
        guard blob.size <= UInt64(limit) else {
            throw RegistryError.tooLarge(url: repository.name + "@" + blob.digest.description, limit: UInt64(limit))
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(blob.size))
        try await fetchBlob(blob, from: repository) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// A part of a blob, for formats with an index; its digest cannot be checked.
    ///
    /// Takes a server that ignores `Range` too, reading past what comes before.
    public func read(
        blob digest: Digest, in repository: ImageReference, range: Range<UInt64>
    ) async throws -> [UInt8] {
        guard let last = range.isEmpty ? nil : range.upperBound - 1 else { return [] }
        guard range.upperBound - range.lowerBound <= 1 << 30 else {
            throw RegistryError.tooLarge(url: repository.name + "@" + digest.description, limit: 1 << 30)
        }
        return try await reading(repository) { endpoint, isLast in
            var request = request(.GET, "blobs/" + digest.description, of: repository, at: endpoint)
            request.headers = [("Range", "bytes=\(range.lowerBound)-\(last)")]
            return try await transport.send(request, to: endpoint, hasAlternative: !isLast) { answer in
                guard answer.status == 200 || answer.status == 206 else {
                    throw await failure(answer, at: endpoint, "blob \(digest) of '\(repository.repository)'")
                }
                return try await part(range, of: answer)
            }
        }
    }

    /// The bytes of a range in the answer to a request for it.
    private func part(_ range: Range<UInt64>, of answer: RegistryAnswer) async throws -> [UInt8] {
        let url = answer.url
        var skip = range.lowerBound
        if answer.status == 206 {
            guard let came = ContentRange(answer.header("Content-Range")), came.first == range.lowerBound,
                came.last < range.upperBound
            else { throw RegistryError.badHeader(url: url.shown, name: "Content-Range", detail: "another range") }
            skip = 0
        }
        let count = Int(range.upperBound - range.lowerBound)
        var bytes: [UInt8] = []
        let clock = ContinuousClock()
        var rate = TransferRate(minimum: configuration.minimumRate, window: configuration.rateWindow, now: clock.now)
        var body = answer.response.body.makeAsyncIterator()
        while bytes.count < count, let chunk = try await next(&body, url) {
            chunk.withUnsafeReadableBytes { buffer in
                let skipped = Int(min(skip, UInt64(buffer.count)))
                skip -= UInt64(skipped)
                bytes.append(contentsOf: buffer[skipped...].prefix(count - bytes.count))
            }
            guard rate.received(chunk.readableBytes, now: clock.now) else {
                throw RegistryError.tooSlow(url: url.shown, bytesPerSecond: configuration.minimumRate)
            }
        }
        guard bytes.count == count else {
            throw RegistryError.cutOff(url: url.shown, received: UInt64(bytes.count), expected: UInt64(count))
        }
        return bytes
    }

    /// Carries a download on at one endpoint until it is complete or does not get any further.
    private func transfer(
        _ download: inout BlobDownload, of repository: ImageReference, at endpoint: RegistryEndpoint,
        hasAlternative: Bool,
        _ receive: (UnsafeRawBufferPointer) throws -> Void
    ) async throws {
        let clock = ContinuousClock()
        var start = clock.now
        var schedule = RetrySchedule(configuration.retry)
        while true {
            let before = download.offset
            let failure: RegistryError
            do {
                try await transferOnce(&download, of: repository, at: endpoint, hasAlternative: hasAlternative, receive)
                return
            } catch let error as RegistryError where error.isTransient {
                failure = error
            }
            let hasProgress = download.offset > before
            // The request itself was repeated already; only a body that ended early is taken up again.
            guard case .cutOff = failure else { throw failure }
            if hasProgress {
                schedule.madeProgress()
                start = clock.now
            }
            let elapsed = start.duration(to: clock.now)
            switch schedule.failed(retryAfter: nil, elapsed: elapsed, jitter: .random(in: 0..<1)) {
            case .giveUp: throw failure
            case .retry(let delay):
                transport.logger.debug(
                    "transfer is taken up again", metadata: ["at": "\(download.offset)", "failure": "\(failure)"])
                try await Task.sleep(for: delay)
            }
        }
    }

    private func transferOnce(
        _ download: inout BlobDownload, of repository: ImageReference, at endpoint: RegistryEndpoint,
        hasAlternative: Bool,
        _ receive: (UnsafeRawBufferPointer) throws -> Void
    ) async throws {
        var request = request(.GET, "blobs/" + download.digest.description, of: repository, at: endpoint)
        request.headers = download.range.map { [("Range", $0)] } ?? []
        let answer = try await transport.send(request, to: endpoint, hasAlternative: hasAlternative)
        guard answer.status == 200 || answer.status == 206 else {
            throw await failure(answer, at: endpoint, "blob \(download.digest) of '\(repository.repository)'")
        }
        let url = answer.url
        do throws(BlobDownload.Failure) {
            try download.begin(
                status: answer.status, contentRange: ContentRange(answer.header("Content-Range")),
                contentLength: answer.contentLength)
        } catch {
            throw RegistryError.download(error, download, url)
        }
        let clock = ContinuousClock()
        var rate = TransferRate(minimum: configuration.minimumRate, window: configuration.rateWindow, now: clock.now)
        var body = answer.response.body.makeAsyncIterator()
        while true {
            let chunk: ByteBuffer?
            do {
                chunk = try await next(&body, url)
            } catch let error as RegistryError where error.isTransient {
                // A connection that ends badly behind the last byte takes nothing away.
                if download.isComplete { break }
                throw RegistryError.cutOff(url: url.shown, received: download.offset, expected: download.size)
            }
            guard let chunk else { break }
            try chunk.withUnsafeReadableBytes { buffer in
                let skipped: Int
                do throws(BlobDownload.Failure) {
                    skipped = try download.accept(buffer)
                } catch {
                    throw RegistryError.download(error, download, url)
                }
                if skipped < buffer.count { try receive(UnsafeRawBufferPointer(rebasing: buffer[skipped...])) }
            }
            guard rate.received(chunk.readableBytes, now: clock.now) else {
                throw RegistryError.tooSlow(url: url.shown, bytesPerSecond: configuration.minimumRate)
            }
        }
        guard download.isComplete else {
            throw RegistryError.cutOff(url: url.shown, received: download.offset, expected: download.size)
        }
        let actual = download.actual
        guard actual == download.digest else {
            throw RegistryError.digestMismatch(url: url.shown, expected: download.digest, actual: actual)
        }
    }

    private func next(
        _ body: inout HTTPClientResponse.Body.AsyncIterator, _ url: URL
    ) async throws -> ByteBuffer? {
        do {
            return try await body.next()
        } catch {
            throw try RegistryError.transport(error, url)
        }
    }
}

extension RegistryError {
    fileprivate static func download(_ failure: BlobDownload.Failure, _ download: BlobDownload, _ url: URL)
        -> RegistryError
    {
        switch failure {
        case .wrongRange(let detail): .badHeader(url: url.shown, name: "Content-Range", detail: detail)
        case .tooLong(let limit): .tooLarge(url: url.shown, limit: limit)
        case .wrongLength(let actual): .sizeMismatch(url: url.shown, expected: download.size, actual: actual)
        }
    }
}
