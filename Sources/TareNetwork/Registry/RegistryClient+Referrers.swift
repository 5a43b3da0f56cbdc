internal import FoundationEssentials
internal import NIOHTTP1
public import TareOCI

extension RegistryClient {
    /// The manifests that refer to one as their subject: signatures, SBOMs, attestations (distribution specification 1.1,
    /// "Listing Referrers").
    ///
    /// Where the registry has no such interface the fallback tag is read. At most `limits.manifests` are returned.
    public func referrers(
        of digest: Digest, in repository: ImageReference, artifactType: String? = nil
    ) async throws -> [Descriptor] {
        let query = artifactType.map { "?" + PercentEncoding.encode([("artifactType", $0)]) } ?? ""
        var found: [Descriptor]
        do {
            let limit = configuration.limits.manifests
            found = try await pages("referrers/" + digest.description + query, of: repository, limit: limit) {
                bytes, _ in
                let document = try ManifestDocument(decoding: bytes, mediaType: .ociIndex, limits: configuration.limits)
                guard case .index(let index) = document else { return [] }
                return index.manifests
            }
        } catch RegistryError.notFound {
            found = try await fallbackReferrers(of: digest, in: repository)?.manifests ?? []
        }
        // A registry need not filter.
        if let artifactType { found = found.filter { $0.artifactType == artifactType } }
        return Array(found.prefix(configuration.limits.manifests))
    }

    /// The tag under which referrers are kept where the registry does not list them: `sha256-…`.
    static func fallbackTag(_ digest: Digest) -> String {
        digest.algorithm.rawValue + "-" + digest.hex.prefix(64)
    }

    private func fallbackReferrers(of digest: Digest, in repository: ImageReference) async throws -> ImageIndex? {
        let reference = try ImageReference(
            registry: repository.registry, repository: repository.repository, tag: Self.fallbackTag(digest))
        do {
            guard case .index(let index) = try await manifest(reference).document else { return nil }
            return index
        } catch RegistryError.notFound {
            return nil
        }
    }

    /// Lists a manifest under the fallback tag of its subject; does nothing if it is there.
    ///
    /// Two clients that do this at once may lose one entry: the specification offers no lock.
    func addReferrer(_ entry: Descriptor, to subject: Digest, in repository: ImageReference) async throws {
        var index = try await fallbackReferrers(of: subject, in: repository) ?? ImageIndex(manifests: [])
        guard !index.manifests.contains(where: { $0.digest == entry.digest }) else { return }
        index.manifests.append(entry)
        let reference = try ImageReference(
            registry: repository.registry, repository: repository.repository, tag: Self.fallbackTag(subject))
        try await push(manifest: try index.canonicalJSON(), mediaType: .ociIndex, to: reference)
    }

    /// How a manifest is listed among the referrers of its subject; `nil` where it has none.
    static func referrer(
        _ bytes: [UInt8], _ descriptor: Descriptor
    ) throws -> (descriptor: Descriptor, subject: Digest)? {
        var entry = descriptor
        switch try ManifestDocument(decoding: bytes, mediaType: descriptor.mediaType) {
        case .manifest(let manifest):
            guard let subject = manifest.subject else { return nil }
            entry.artifactType = manifest.artifactType ?? manifest.config.mediaType.rawValue
            entry.annotations = manifest.annotations
            return (entry, subject.digest)
        case .index(let index):
            guard let subject = index.subject else { return nil }
            entry.artifactType = index.artifactType
            entry.annotations = index.annotations
            return (entry, subject.digest)
        }
    }
}
