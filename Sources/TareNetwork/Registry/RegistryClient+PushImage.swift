internal import NIOHTTP1
public import TareOCI

/// A blob to push with its content.
public struct BlobToPush: Sendable {
    public var descriptor: Descriptor
    public var content: BlobSource
    /// A repository of the same registry that may have it.
    public var mountFrom: String?

    public init(_ descriptor: Descriptor, _ content: BlobSource, mountFrom: String? = nil) {
        self.descriptor = descriptor
        self.content = content
        self.mountFrom = mountFrom
    }
}

/// What a push sent.
public struct PushReport: Hashable, Sendable {
    public var digest: Digest
    public var blobs: [Digest: PushOutcome] = [:]
    /// Bytes of the blobs that were uploaded.
    public var uploadedBytes: UInt64 = 0
    /// False where the reference named this manifest already.
    public var wroteManifest = false
}

extension RegistryClient {
    /// Pushes an image or index: its blobs, a few at a time, then the manifest that names them, by the reference's tag or
    /// digest. What the registry has already is not sent again.
    public func push(
        manifest bytes: [UInt8], mediaType: MediaType, blobs: [BlobToPush], to reference: ImageReference,
        concurrency: Int = 4
    ) async throws -> PushReport {
        var report = PushReport(digest: Digest(sha256Of: bytes))
        try await withThrowingTaskGroup(of: (BlobToPush, PushOutcome).self) { group in
            var seen: Set<Digest> = []
            var waiting = blobs.filter { seen.insert($0.descriptor.digest).inserted }[...]
            func start() {
                guard let blob = waiting.popFirst() else { return }
                group.addTask {
                    (blob, try await push(blob.descriptor, blob.content, to: reference, mountingFrom: blob.mountFrom))
                }
            }
            for _ in 0..<max(concurrency, 1) { start() }
            while let (blob, outcome) = try await group.next() {
                report.blobs[blob.descriptor.digest] = outcome
                if outcome == .uploaded { report.uploadedBytes += blob.descriptor.size }
                start()
            }
        }
        report.wroteManifest = try await push(manifest: bytes, mediaType: mediaType, to: reference)
        return report
    }

    /// Pushes a manifest or index by the reference's tag or digest (distribution specification, "Pushing manifests");
    /// false where the reference named it already. One with a `subject` is listed among that manifest's referrers, by the
    /// fallback tag where the registry does not do so itself.
    @discardableResult
    public func push(manifest bytes: [UInt8], mediaType: MediaType, to reference: ImageReference) async throws -> Bool {
        let descriptor = Descriptor(mediaType, of: bytes)
        if let wanted = reference.digest, wanted.algorithm == .sha256, wanted != descriptor.digest {
            throw RegistryError.sourceMismatch(digest: wanted, detail: "the manifest has digest \(descriptor.digest)")
        }
        let endpoint = try writeEndpoint(reference)
        let present: Descriptor?
        do {
            present = try await head(reference, at: endpoint, canPush: true)
        } catch RegistryError.notFound {
            present = nil
        }
        if present?.digest == descriptor.digest {
            // A push that ended between the manifest and the list of its subject's referrers is mended by the next.
            if let entry = try Self.referrer(bytes, descriptor),
                try await !referrers(of: entry.subject, in: reference).contains(where: {
                    $0.digest == descriptor.digest
                })
            {
                try await addReferrer(entry.descriptor, to: entry.subject, in: reference)
            }
            return false
        }

        var request = request(.PUT, "manifests/" + reference.identifier, of: reference, at: endpoint, canPush: true)
        request.headers = [("Content-Type", mediaType.rawValue)]
        request.body = .bytes(bytes)
        let answer = try await transport.send(request, to: endpoint)
        guard answer.status == 201 || answer.status == 200 else {
            throw await failure(answer, at: endpoint, "repository '\(reference.repository)'")
        }
        if let stated = answer.header("Docker-Content-Digest").flatMap({ Digest($0) }), stated.algorithm == .sha256,
            stated != descriptor.digest
        {
            throw RegistryError.digestMismatch(url: answer.url.shown, expected: descriptor.digest, actual: stated)
        }
        if answer.header("OCI-Subject") == nil, let entry = try Self.referrer(bytes, descriptor) {
            try await addReferrer(entry.descriptor, to: entry.subject, in: reference)
        }
        return true
    }
}
