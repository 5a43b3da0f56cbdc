internal import TareArchive
internal import TareELF
internal import TareNetwork
internal import TareOCI
internal import TarePython
internal import TareSelection

/// One layer of an interpreter: what is kept of it, and its making.
struct InterpreterWork: Sendable {
    let archive: StandaloneArchive
    let contents: StandaloneContents
    let folder: InterpreterFolder
    let mirror: StandaloneMirror
    let cache: MeasurementCache
    let blobs: BlobStore
    let progress: any ProgressReporter

    /// What was made of the archive, besides the archive itself.
    var key: String { "\(contents.key) \(folder.path)" }

    /// The layer as it was made before; `nil` where it was not, or where a part of it that is wanted was pruned.
    func kept(wantsBlob: Bool, asked: Int64, now: Int64) throws -> ManagedInterpreter? {
        guard let kept = try cache.interpreter(archive: archive.sha256, as: key, now: now),
            let layer = try cache.layer(kept.digest, ProofSelection.all)
        else { return nil }
        if wantsBlob {
            guard case .file = DiskFolder.kind(blobs.path(of: kept.digest)) else { return nil }
        }
        return interpreter(kept, layer, asked: asked)
    }

    /// Fetches the archive if it is not there, makes the layer, measures it, and keeps all three.
    func make(asked: Int64, now: Int64) async throws -> ManagedInterpreter {
        let step = "CPython \(archive.version)"
        let fetched = try await mirror.fetch(archive, into: blobs) { progress.report(step, done: $0, total: $1) }
        progress.report(step + " as a layer", done: 0, total: 0)
        let plan = try InterpreterPlan(of: fetched, contents)
        let (packed, path) = try blobs.assemble(digest: \.descriptor.digest) { append in
            try InterpreterLayer.write(fetched, as: plan, in: folder, append)
        }
        let layer = try measure(packed, path)
        let kept = KeptInterpreter(
            digest: packed.descriptor.digest, path: folder.path + "/" + plan.executable,
            glibcMinor: Self.glibcMinor(layer), used: now)
        try cache.keep(layer, ProofSelection.all)
        try cache.keep(kept, archive: archive.sha256, as: key)
        return interpreter(kept, layer, asked: asked)
    }

    /// From the packed blob, as any layer is: what was written is what is known of it.
    private func measure(_ packed: PackedLayer, _ path: String) throws -> LayerIndex {
        let measurement = LayerMeasurement(
            selection: ProofSelection.all,
            expecting: .init(
                digest: packed.descriptor.digest, size: packed.descriptor.size, diffID: packed.diffID))
        try FileRegion(file: path, size: packed.descriptor.size).forEachPiece { try measurement.consume($0) }
        return try measurement.finish()
    }

    private func interpreter(_ kept: KeptInterpreter, _ layer: LayerIndex, asked: Int64) -> ManagedInterpreter {
        let descriptor = Descriptor(mediaType: .ociLayerGzip, digest: kept.digest, size: layer.compressedSize)
        return ManagedInterpreter(
            version: archive.version, archive: archive, folder: folder.path, path: kept.path,
            libraryFloor: kept.glibcMinor.map { .glibc(major: 2, minor: $0) }, layer: layer, descriptor: descriptor,
            blob: BlobSource(file: blobs.path(of: kept.digest), size: layer.compressedSize), asked: asked)
    }

    /// The newest of the oldest versions that programs and libraries load with.
    private static func glibcMinor(_ layer: LayerIndex) -> Int? {
        var minor: Int?
        for entry in 0..<layer.count {
            guard case .facts(let facts) = layer.elf(of: entry) else { continue }
            for version in facts.requiredVersions(prefix: "GLIBC_2.") {
                // `2.2.5` is 2.2; `PRIVATE` is none.
                guard let number = Int(version.prefix { $0 != "." }) else { continue }
                minor = max(minor ?? 0, number)
            }
        }
        return minor
    }
}
