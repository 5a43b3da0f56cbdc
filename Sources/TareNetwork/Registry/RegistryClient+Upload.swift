internal import FoundationEssentials
internal import Logging
internal import NIOHTTP1
public import TareOCI

/// How a blob came to be in a repository.
public enum PushOutcome: Hashable, Sendable {
    /// It was there already; nothing was sent.
    case present
    /// The registry took it from another of its repositories; nothing was sent.
    case mounted
    case uploaded
}

extension RegistryClient {
    /// The size of a blob that a repository has, or `nil` (distribution specification, "Checking if content exists").
    public func size(ofBlob digest: Digest, in repository: ImageReference) async throws -> UInt64? {
        let endpoint = try writeEndpoint(repository)
        let request = request(.HEAD, "blobs/" + digest.description, of: repository, at: endpoint, canPush: true)
        let answer = try await transport.send(request, to: endpoint)
        switch answer.status {
        case 200: return answer.contentLength ?? 0
        case 404: return nil
        default: throw await failure(answer, at: endpoint, "blob \(digest)")
        }
    }

    /// Puts a blob into a repository, sending as little as can be: nothing if it is there, nothing if the registry can
    /// take it from `source`, another of its repositories; else the content, in chunks if it is large.
    public func push(
        _ blob: Descriptor, _ content: BlobSource, to repository: ImageReference, mountingFrom source: String? = nil
    ) async throws -> PushOutcome {
        guard content.size == blob.size else {
            throw RegistryError.sourceMismatch(
                digest: blob.digest, detail: "it has \(content.size) bytes instead of \(blob.size)")
        }
        if try await size(ofBlob: blob.digest, in: repository) != nil { return .present }

        let endpoint = try writeEndpoint(repository)
        let clock = ContinuousClock()
        var start = clock.now
        var upload = BlobUpload(size: blob.size, chunkBytes: configuration.uploadChunkBytes)
        var schedule = RetrySchedule(configuration.retry)
        while true {
            let before = upload.offset
            let failure: RegistryError
            do {
                if let outcome = try await step(&upload, blob, content, repository, endpoint, source) { return outcome }
                if upload.offset > before {
                    schedule.madeProgress()
                    start = clock.now
                }
                continue
            } catch let error as RegistryError where error.isTransient {
                upload.failed()
                failure = error
            } catch UploadSetback.inquire(let reason) {
                upload.failed()
                failure = reason
            } catch UploadSetback.restart(let reason) {
                // A session also ends when the blob is complete and only the answer to that was lost.
                if try await size(ofBlob: blob.digest, in: repository) != nil { return .uploaded }
                upload.lost()
                failure = reason
            }
            switch schedule.failed(
                retryAfter: nil, elapsed: start.duration(to: clock.now), jitter: .random(in: 0..<1))
            {
            case .giveUp: throw failure
            case .retry(let delay):
                transport.logger.debug(
                    "upload is taken up again", metadata: ["at": "\(upload.offset)", "failure": "\(failure)"])
                try await Task.sleep(for: delay)
            }
        }
    }

    /// A failure that the upload can get over.
    private enum UploadSetback: Error {
        case inquire(RegistryError)
        case restart(RegistryError)
    }

    /// Carries out the next step; an outcome ends the upload.
    private func step(
        _ upload: inout BlobUpload, _ blob: Descriptor, _ content: BlobSource, _ repository: ImageReference,
        _ endpoint: RegistryEndpoint, _ source: String?
    ) async throws -> PushOutcome? {
        let name = endpoint.repository(repository)
        var request = RegistryRequest(
            method: .POST, target: .path(name + "/blobs/uploads/"),
            access: RegistryAccess(repository: name, canPush: true, source: source))
        switch upload.next {
        case .open:
            if let source {
                let query = PercentEncoding.encode([("mount", blob.digest.description), ("from", source)])
                request.target = .path(name + "/blobs/uploads/?" + query)
            }
            request.body = .bytes([])
            let answer = try await transport.send(request, to: endpoint)
            if answer.status == 201 { return .mounted }
            guard answer.status == 202 else { throw await self.failure(answer, at: endpoint, "repository '\(name)'") }
            let minimum = answer.header("OCI-Chunk-Min-Length").flatMap { ContentRange.number($0[...]) }
            upload.opened(try sessionURL(answer), minimum: minimum)
        case .chunk(let url, let range):
            request.method = .PATCH
            request.target = .url(url)
            request.headers = [
                ("Content-Type", "application/octet-stream"),
                ("Content-Range", "\(range.lowerBound)-\(range.upperBound - 1)"),
            ]
            request.body = .range(content, range)
            let answer = try await sendPart(request, endpoint, blob)
            guard answer.status == 202 || answer.status == 204 else { throw await setback(answer, endpoint) }
            upload.sent(upTo: range.upperBound, try? sessionURL(answer), range: answer.header("Range"))
            if upload.offset <= range.lowerBound {
                throw UploadSetback.inquire(
                    .uploadFailed(url: url.shown, detail: "the registry takes no byte of a chunk"))
            }
        case .close(let url, let range):
            request.method = .PUT
            let query = PercentEncoding.encode([("digest", blob.digest.description)])
            let text = url.absoluteString + (url.query() == nil ? "?" : "&") + query
            guard let closing = URL(string: text) else {
                throw RegistryError.badHeader(url: url.shown, name: "Location", detail: "it is no URL")
            }
            request.target = .url(closing)
            request.headers = [("Content-Type", "application/octet-stream")]
            request.body = range.isEmpty ? .bytes([]) : .range(content, range)
            let answer = try await sendPart(request, endpoint, blob)
            guard answer.status == 201 || answer.status == 204 else { throw await setback(answer, endpoint) }
            if let stated = answer.header("Docker-Content-Digest").flatMap({ Digest($0) }), stated != blob.digest {
                throw RegistryError.digestMismatch(url: answer.url.shown, expected: blob.digest, actual: stated)
            }
            return .uploaded
        case .inquire(let url):
            request.method = .GET
            request.target = .url(url)
            let answer = try await transport.send(request, to: endpoint)
            guard answer.status == 204 || answer.status == 202 || answer.status == 200 else {
                throw UploadSetback.restart(await self.failure(answer, at: endpoint, "upload session"))
            }
            upload.reported(try? sessionURL(answer), range: answer.header("Range"))
        }
        return nil
    }

    /// Sends part of a blob once: sent again blindly, it could be appended twice.
    private func sendPart(
        _ request: RegistryRequest, _ endpoint: RegistryEndpoint, _ blob: Descriptor
    ) async throws -> RegistryAnswer {
        do {
            return try await transport.sendOnce(request, to: endpoint)
        } catch BlobSourceFailure.ended(let offset) {
            throw RegistryError.sourceMismatch(digest: blob.digest, detail: "it ends at byte \(offset)")
        } catch BlobSourceFailure.unreadable(let detail) {
            throw RegistryError.sourceMismatch(digest: blob.digest, detail: "it cannot be read: \(detail)")
        }
    }

    /// What the status of a refused part means for the upload.
    private func setback(_ answer: RegistryAnswer, _ endpoint: RegistryEndpoint) async -> any Error {
        let failure = await failure(answer, at: endpoint, "upload session")
        return switch answer.status {
        case 404: UploadSetback.restart(failure)
        case 416: UploadSetback.inquire(failure)
        case let status where RetrySchedule.isTransient(status: status): UploadSetback.inquire(failure)
        default: failure
        }
    }

    /// Where an upload goes on, by the rules of a redirect.
    private func sessionURL(_ answer: RegistryAnswer) throws -> URL {
        do throws(RedirectPolicy.Refused) {
            return try RedirectPolicy.resolve(answer.header("Location"), against: answer.url)
        } catch {
            throw RegistryError.redirect(error, at: answer.url)
        }
    }
}
