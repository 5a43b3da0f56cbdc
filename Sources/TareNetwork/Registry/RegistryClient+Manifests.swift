internal import FoundationEssentials
internal import NIOHTTP1
public import TareOCI

extension RegistryClient {
    /// Fetches the manifest or index that a reference names (distribution specification, "Pulling manifests").
    ///
    /// The digest of the bytes has to be the reference's, if it has one, and the one that the registry states.
    public func manifest(_ reference: ImageReference) async throws -> FetchedManifest {
        try await reading(reference) { endpoint, isLast in
            var request = request(.GET, "manifests/" + reference.identifier, of: reference, at: endpoint)
            request.headers = [("Accept", MediaType.acceptedManifests.map(\.rawValue).joined(separator: ", "))]
            let (answer, bytes) = try await document(request, at: endpoint, isLast: isLast, Self.subject(reference))
            let url = answer.url.shown
            let type = answer.header("Content-Type").map(MediaType.init(header:))
            let stated = answer.header("Docker-Content-Digest").flatMap { Digest($0) }
            let digest = try Self.check(bytes, expected: reference.digest, stated: stated, url: url)
            do throws(OCIError) {
                let document = try ManifestDocument(decoding: bytes, mediaType: type, limits: configuration.limits)
                let descriptor = Descriptor(mediaType: document.mediaType, digest: digest, size: UInt64(bytes.count))
                return FetchedManifest(descriptor: descriptor, bytes: bytes, document: document)
            } catch {
                throw RegistryError.document(url: url, error)
            }
        }
    }

    /// Fetches a JSON document of at most `limits.manifestBytes`; a page for people in its place is refused.
    func document(
        _ request: RegistryRequest, at endpoint: RegistryEndpoint, isLast: Bool, _ subject: String
    ) async throws -> (answer: RegistryAnswer, bytes: [UInt8]) {
        try await transport.send(request, to: endpoint, hasAlternative: !isLast) { answer in
            guard answer.status == 200 else { throw await failure(answer, at: endpoint, subject) }
            if let type = answer.header("Content-Type").map(MediaType.init(header:)),
                type.rawValue.hasPrefix("text/html")
            {
                throw RegistryError.notARegistry(url: answer.url.shown, contentType: type.rawValue)
            }
            return (answer, try await answer.collect(limit: configuration.limits.manifestBytes, configuration))
        }
    }

    /// Fetches a manifest that an index lists, checking its size too.
    public func manifest(_ descriptor: Descriptor, in repository: ImageReference) async throws -> FetchedManifest {
        let fetched = try await manifest(repository.pinned(to: descriptor.digest))
        guard fetched.descriptor.size == descriptor.size else {
            throw RegistryError.sizeMismatch(
                url: repository.description, expected: descriptor.size, actual: fetched.descriptor.size)
        }
        return fetched
    }

    /// Type, digest and size of what a reference names, without fetching it; `nil` where the registry has none.
    ///
    /// A registry that does not state the digest in the head is asked for the whole manifest.
    public func descriptor(of reference: ImageReference) async throws -> Descriptor? {
        do {
            let found: Descriptor? = try await reading(reference) { endpoint, isLast in
                try await head(reference, at: endpoint, hasAlternative: !isLast)
            }
            if let found { return found }
            return try await manifest(reference).descriptor
        } catch RegistryError.notFound {
            return nil
        }
    }

    /// The stated descriptor, `nil` where the answer lacks one; throws `notFound`.
    func head(
        _ reference: ImageReference, at endpoint: RegistryEndpoint, hasAlternative: Bool = false, canPush: Bool = false
    ) async throws -> Descriptor? {
        var request = request(
            .HEAD, "manifests/" + reference.identifier, of: reference, at: endpoint, canPush: canPush)
        request.headers = [("Accept", MediaType.acceptedManifests.map(\.rawValue).joined(separator: ", "))]
        let answer = try await transport.send(request, to: endpoint, hasAlternative: hasAlternative)
        guard answer.status == 200 else { throw await failure(answer, at: endpoint, Self.subject(reference)) }
        guard let digest = answer.header("Docker-Content-Digest").flatMap({ Digest($0) }),
            let type = answer.header("Content-Type").map(MediaType.init(header:)), let size = answer.contentLength
        else { return nil }
        if let wanted = reference.digest, wanted != digest {
            throw RegistryError.digestMismatch(url: answer.url.shown, expected: wanted, actual: digest)
        }
        return Descriptor(mediaType: type, digest: digest, size: size)
    }

    static func subject(_ reference: ImageReference) -> String {
        reference.digest == nil
            ? "tag '\(reference.identifier)' of '\(reference.repository)'"
            : "manifest \(reference.identifier) of '\(reference.repository)'"
    }

    /// The digest of bytes: the expected one, else the stated one, else SHA-256; all that are known have to match.
    private static func check(_ bytes: [UInt8], expected: Digest?, stated: Digest?, url: String) throws -> Digest {
        func digest(_ algorithm: Digest.Algorithm) -> Digest {
            var hasher = Digest.Hasher(algorithm)
            bytes.withUnsafeBytes { hasher.update($0) }
            return hasher.finish()
        }
        for wanted in [expected, stated].compactMap({ $0 }) {
            let actual = digest(wanted.algorithm)
            guard actual == wanted else {
                throw RegistryError.digestMismatch(url: url, expected: wanted, actual: actual)
            }
        }
        return expected ?? stated ?? digest(.sha256)
    }
}
