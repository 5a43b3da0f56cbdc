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
    /// Neither measured before nor to be reached now.
    case unreachable(reason: String)
}

extension Workspace {
    /// An assembled base is made anew after this time, for the archive's security updates.
    private static let assembledFor: Int64 = 24 * 3600

    /// Measures a base of the catalogue: from a registry, or assembled from a Debian archive.
    func find(_ entry: CatalogueEntry, python: String, platform: Platform, now: Int64) async throws -> BaseFinding {
        do {
            switch entry.origin {
            case .reference:
                guard let reference = entry.reference(python: python) else {
                    return .unreachable(reason: "it has no reference for CPython \(python)")
                }
                return .measured(try await measure(.registry(reference), platform: platform))
            case .recipe(let name, let suite):
                let location = try await assembled(name, suite: suite, platform: platform, now: now)
                return .measured(try await measure(location, platform: platform))
            }
        } catch let error as any Refusal where error.severity == .incomplete {
            logger.debug("base is not measured", metadata: ["base": "\(entry.id)", "reason": "\(error)"])
            return .unreachable(reason: error.description)
        }
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
