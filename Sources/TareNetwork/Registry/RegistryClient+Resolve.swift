internal import FoundationEssentials
public import TareOCI

extension RegistryClient {
    /// Finds the image that a reference means on a platform, and fetches its manifest and configuration.
    ///
    /// Goes through indexes, at most `limits.indexDepth` deep; refuses an image for another platform, by its index or by
    /// its configuration.
    public func resolve(_ reference: ImageReference, platform: Platform) async throws -> ResolvedImage {
        let outermost = try await manifest(reference)
        var current = outermost
        var seen: Set<Digest> = [current.descriptor.digest]
        let manifest: ImageManifest
        var depth = 0
        search: while true {
            switch current.document {
            case .manifest(let found):
                manifest = found
                break search
            case .index(let index):
                depth += 1
                guard let next = index.entry(for: platform) else {
                    throw Self.refusal(.noPlatform(wanted: platform, available: index.platforms), reference)
                }
                guard depth < configuration.limits.indexDepth, seen.insert(next.digest).inserted else {
                    throw Self.refusal(.indexTooDeep(limit: configuration.limits.indexDepth), reference)
                }
                current = try await self.manifest(next, in: reference)
            }
        }
        let (config, configBytes) = try await self.config(of: manifest, in: reference)
        guard platform.accepts(config.platform) else {
            throw Self.refusal(.noPlatform(wanted: platform, available: [config.platform]), reference)
        }
        let isIndex: Bool
        if case .index = outermost.document { isIndex = true } else { isIndex = false }
        return ResolvedImage(
            reference: reference.pinned(to: outermost.descriptor.digest), index: isIndex ? outermost : nil,
            manifestDescriptor: current.descriptor, manifest: manifest, manifestBytes: current.bytes, config: config,
            configBytes: configBytes)
    }

    /// Fetches and decodes the configuration of an image.
    public func config(
        of manifest: ImageManifest, in repository: ImageReference
    ) async throws -> (config: ImageConfig, bytes: [UInt8]) {
        let bytes = try await blob(manifest.config, in: repository, limit: configuration.limits.configBytes)
        do throws(OCIError) {
            let config = try ImageConfig(decoding: bytes, limits: configuration.limits)
            _ = try config.layers(of: manifest)
            return (config, bytes)
        } catch {
            throw Self.refusal(error, repository)
        }
    }

    private static func refusal(_ error: OCIError, _ reference: ImageReference) -> RegistryError {
        .document(url: reference.description, error)
    }
}
