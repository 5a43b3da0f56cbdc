internal import FoundationEssentials
internal import Logging
internal import TareAssembly
internal import TareDiagnostics
internal import TareInventory
internal import TareNetwork
internal import TareOCI
internal import TareSelection

/// A base as far as it could be had.
enum BaseFinding: Sendable {
    case measured(MeasuredImage)
    /// Its manifest and configuration are known, its layers were not pulled. `uncompressed`: their sizes together, as the
    /// ends of their blobs tell.
    case weighed(OpenedImage, uncompressed: UInt64?)
    /// Neither measured before nor to be reached now.
    case unreachable(reason: String)
}

extension Workspace {
    /// An assembled base is made anew after this time, for the archive's security updates.
    private static let assembledFor: Int64 = 24 * 3600
    /// A source that did not answer is not asked again for so long.
    private static let unreachableFor: Int64 = 15 * 60

    /// Measures a base: from a registry, assembled from a Debian archive, or on disk.
    func find(_ entry: CatalogueEntry, python: String, _ request: CompareRequest) async throws -> BaseFinding {
        switch entry.origin {
        case .recipe(let name, let suite):
            do {
                let location = try await assembled(name, suite: suite, platform: request.platform, now: request.now)
                return .measured(try await measure(location, platform: request.platform))
            } catch let error as any Refusal where error.severity == .incomplete {
                return .unreachable(reason: error.description)
            }
        case .reference:
            guard let reference = entry.reference(python: python) else {
                return .unreachable(reason: "it has no reference for CPython \(python)")
            }
            do {
                return try await reaching("\(reference) \(request.platform)", request) {
                    try await pull(reference, request)
                }
            } catch let error as Unreachable { return .unreachable(reason: error.reason) }
        // What somebody names has to be there: no failure is passed over.
        case .image(.registry(let reference)): return try await pull(reference, request)
        case .image(let location): return .measured(try await measure(location, platform: request.platform))
        }
    }

    /// A source that did not answer.
    struct Unreachable: Error {
        var reason: String
    }

    /// Reaches for a source, unless it did not answer a little while ago.
    ///
    /// - Throws: `Unreachable` for what is incomplete, every other error as it is.
    func reaching<Value>(
        _ source: String, _ request: CompareRequest, _ reach: () async throws -> Value
    ) async throws -> Value {
        let name = "unreachable \(source)"
        let cache = try measurements()
        if !request.asksAgain, !options.isOffline,
            let failure = try cache.opened(name, identity: "", as: SourceFailure.self), request.now >= failure.time,
            request.now - failure.time < Self.unreachableFor
        {
            throw Unreachable(reason: failure.reason)
        }
        do { return try await reach() } catch let error as any Refusal where error.severity == .incomplete {
            logger.debug("a source was not reached", metadata: ["source": "\(source)", "reason": "\(error)"])
            if !options.isOffline {
                let failure = SourceFailure(time: request.now, reason: error.description)
                try cache.keep(opened: failure, name: name, identity: "")
            }
            throw Unreachable(reason: error.description)
        }
    }

    private struct SourceFailure: Codable {
        /// In seconds since 1970.
        var time: Int64
        var reason: String
    }

    private func pull(_ reference: ImageReference, _ request: CompareRequest) async throws -> BaseFinding {
        let image = try await open(
            .registry(reference), platform: request.platform, tagsStandFor: request.asksAgain ? 0 : 3600)
        guard try request.pulls || !needsPulling(image) else {
            return .weighed(image, uncompressed: try await uncompressedSize(of: image))
        }
        return .measured(try await measure(image))
    }

    private func uncompressedSize(of image: OpenedImage) async throws -> UInt64? {
        var sum: UInt64 = 0
        for number in image.layers.indices {
            guard let size = try await image.statedSize(ofLayer: number) else { return nil }
            sum &+= size
        }
        return sum
    }

    /// Where an assembled base lies; assembles it where there is none of today.
    private func assembled(
        _ recipe: String, suite: String, platform: Platform, now: Int64
    ) async throws -> ImageLocation {
        let architecture = platform.architecture
        let folder = cacheDirectory.bases + "/\(recipe)-\(suite)-\(architecture)"
        let location = ImageLocation.ociLayout(directory: folder, tag: "base")
        if let made = DiskFolder.modified(folder + "/index.json"),
            options.isOffline || now - made < Self.assembledFor
        {
            return location
        }
        try DiskFolder.make(cacheDirectory.bases)
        let request = BaseAssemblyRequest(
            recipe: try BaseRecipe(builtIn: recipe), suite: suite, architecture: architecture)
        try await assembleBase(request, now: now).write(to: location)
        return location
    }
}
