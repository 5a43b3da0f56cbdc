internal import TareArchive
public import TareDiagnostics
public import TareNetwork
public import TareOCI
internal import TareSelection

/// An image with its layers measured and merged.
public struct MeasuredImage: Sendable {
    public var image: OpenedImage
    public var tree: ImageTree
}

/// A layer that could not be measured: which one, and why.
public struct LayerFailure: Refusal {
    let reference: String
    let number: Int
    let diffID: Digest
    let reason: any Refusal

    public var what: String { "layer \(number) (\(diffID.short)): " + reason.description }
    public var location: String? { reference.printable() }
    public var hint: String? { reason.hint }
    public var severity: RefusalSeverity { reason.severity }
}

/// An image that has more entries than a tree is made of.
public struct TooManyEntries: Refusal {
    let reference: String
    let limit: Int

    public var what: String { "its layers have more than \(limit) entries together" }
    public var location: String? { reference.printable() }
    public var hint: String? { "no image that runs a service is so large: check where it comes from" }
}

extension Workspace {
    /// Opens an image and measures those of its layers that were never measured before, several at a time.
    ///
    /// - Parameter needsContent: whether layers are read again: an archive that is packed as a whole is unpacked then,
    ///   even if all of it was measured before.
    public func measure(
        _ location: ImageLocation, platform: Platform? = nil, needsContent: Bool = false
    ) async throws -> MeasuredImage {
        try await measure(open(location, platform: platform, needsContent: needsContent))
    }

    /// - Parameters:
    ///   - tagsStandFor: seconds for which what a tag was found to name is taken as still so.
    ///   - asksNobody: takes what was found before, however old, and asks no registry.
    func open(
        _ location: ImageLocation, platform: Platform?, needsContent: Bool = false, tagsStandFor: Int64 = 0,
        asksNobody: Bool = false
    ) async throws -> OpenedImage {
        try await ImageOpener(
            directory: cacheDirectory, cache: measurements(), selection: ProofSelection.all,
            isOffline: options.isOffline || asksNobody, needsContent: needsContent, tagsStandFor: tagsStandFor,
            host: .host,
            registry: { [self] in try registry() }
        ).open(location, platform: platform)
    }

    /// Measures those layers of an image that were never measured before.
    func measure(_ image: OpenedImage) async throws -> MeasuredImage {
        let measured = try await measureLayers(of: image, measurements())
        return MeasuredImage(image: image, tree: ImageTree(layers: image.layers.compactMap { measured[$0.diffID] }))
    }

    /// Whether layers of an image were not measured yet.
    func needsPulling(_ image: OpenedImage) throws -> Bool {
        let cache = try measurements()
        return try !image.layers.allSatisfy { try cache.contains($0, ProofSelection.all) }
    }

    /// Layers are bounded each, and together: some 100 bytes of memory an entry.
    static let maximumEntries = 12_000_000

    /// Layers measured at a time: each takes a core, and from a registry a connection.
    private static let concurrency = 4

    private func measureLayers(of image: OpenedImage, _ cache: MeasurementCache) async throws -> [Digest: LayerIndex] {
        var measured: [Digest: LayerIndex] = [:]
        var waiting: [Int] = []
        for (number, layer) in image.layers.enumerated() where measured[layer.diffID] == nil {
            if let index = try cache.layer(of: layer, ProofSelection.all) {
                measured[layer.diffID] = index
            } else if !waiting.contains(where: { image.layers[$0].diffID == layer.diffID }) {
                waiting.append(number)
            }
        }
        func check() throws {
            guard measured.values.reduce(0, { $0 + $1.count }) <= Self.maximumEntries else {
                throw TooManyEntries(reference: image.reference, limit: Self.maximumEntries)
            }
        }
        try check()
        guard !waiting.isEmpty else { return measured }
        try await withThrowingTaskGroup(of: (Digest, LayerIndex).self) { group in
            var rest = waiting[...]
            func start() {
                guard let number = rest.popFirst() else { return }
                group.addTask { [self] in
                    (image.layers[number].diffID, try await measureLayer(number, of: image, cache))
                }
            }
            for _ in 0..<Self.concurrency { start() }
            while let (diffID, index) = try await group.next() {
                measured[diffID] = index
                try check()
                start()
            }
        }
        return measured
    }

    private func measureLayer(
        _ number: Int, of image: OpenedImage, _ cache: MeasurementCache
    ) async throws -> LayerIndex {
        let layer = image.layers[number]
        let measurement = LayerMeasurement(
            selection: ProofSelection.all,
            expecting: .init(digest: layer.digest, size: layer.size, diffID: layer.diffID))
        let step = "layer \(number + 1) of \(image.layers.count)"
        let total = layer.size ?? 0
        var done: UInt64 = 0
        do {
            try await image.stream(layer: number) { bytes in
                try Task.checkCancellation()
                try measurement.consume(bytes)
                done += UInt64(bytes.count)
                progress.report(step, done: min(done, total > 0 ? total - 1 : done), total: total)
            }
            let index = try measurement.finish()
            progress.report(step, done: max(total, 1), total: max(total, 1))
            try cache.keep(index, ProofSelection.all)
            return index
        } catch let error as any Refusal where error is ArchiveError || error is LayerError {
            throw LayerFailure(reference: image.reference, number: number, diffID: layer.diffID, reason: error)
        }
    }
}
