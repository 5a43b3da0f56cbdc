internal import FoundationEssentials
internal import TareAssembly
internal import TareInventory
internal import TareNetwork
internal import TareOCI
internal import TarePython
internal import TareReport
internal import TareSelection

extension Workspace {
    /// Attaches the documents about an image that the request asks for.
    func attach(
        to built: BuiltImage, _ base: BuildBase, _ wheels: ChosenWheels, _ layers: [BuiltLayer], _ parts: ProjectParts,
        _ request: BuildRequest
    ) async throws -> BuiltImage {
        guard request.attachesSBOM || request.attachesProvenance else { return built }
        progress.report("describing", done: 0, total: 0)
        var built = built
        let created = Date(timeIntervalSince1970: Double(request.epoch)).formatted(.iso8601)
        if request.attachesSBOM {
            let tree = ImageTree(layers: base.image.tree.layers + (try layers.map(measure)))
            let bill = billOfMaterials(of: built, ImageInventory(of: tree), base, wheels, parts, request, created)
            built.image.attachments.append(
                try FinishedImage.Attachment(
                    try bill.cycloneDX.canonicalJSON(), CycloneDXDocument.mediaType, title: "sbom.cdx.json",
                    about: built.image, annotations: [AnnotationKey.created: created]))
        }
        if request.attachesProvenance {
            let provenance = try provenance(of: built, base, wheels, parts, request)
            built.image.attachments.append(
                try FinishedImage.Attachment(
                    try provenance.canonicalJSON(), Provenance.mediaType, title: "provenance.intoto.json",
                    about: built.image,
                    annotations: [
                        AnnotationKey.created: created, AnnotationKey.predicateType: Provenance.slsa,
                    ]))
        }
        built.result.attachments = built.image.attachments.map { attachment in
            let document = attachment.blobs[0].descriptor
            return .init(
                artifactType: document.mediaType.rawValue, digest: attachment.descriptor.digest,
                content: document.digest, size: document.size)
        }
        return built
    }

    /// A layer as it was written, measured like any other, and once.
    private func measure(_ layer: BuiltLayer) throws -> LayerIndex {
        let descriptor = layer.record.descriptor
        let cache = try measurements()
        if let known = try cache.layer(descriptor.digest, ProofSelection.all) { return known }
        let measurement = LayerMeasurement(
            selection: ProofSelection.all,
            expecting: .init(digest: descriptor.digest, size: descriptor.size, diffID: layer.record.diffID))
        let path = BlobStore(cacheDirectory).path(of: descriptor.digest)
        try FileRegion(file: path, size: descriptor.size).forEachPiece { try measurement.consume($0) }
        let index = try measurement.finish()
        try cache.keep(index, ProofSelection.all)
        return index
    }

    private func billOfMaterials(
        of built: BuiltImage, _ inventory: ImageInventory, _ base: BuildBase, _ wheels: ChosenWheels,
        _ parts: ProjectParts, _ request: BuildRequest, _ created: String
    ) -> BillOfMaterials {
        let project = parts.project.project
        let name = project?.name?.description ?? "service"
        let version = project?.version?.description
        var bill = BillOfMaterials(
            .init(
                name: name, version: version, digest: built.result.digest, platform: built.image.platform,
                created: created),
            inventory,
            application: .init(name: name, version: version, dependencies: wheels.direct?.map(\.description)),
            tool: ("tare", request.version))
        for wheel in wheels.wheels {
            bill.origins[wheel.package.name.description] = (
                wheel.package.version?.description, .init(url: PublicAddress.of(wheel.url), sha256: wheel.sha256)
            )
        }
        for (name, targets) in wheels.dependencies { bill.dependencies[name.description] = targets.map(\.description) }
        if let managed = base.managed {
            bill.interpreterOrigins[managed.path] = .init(
                url: publicAddress(of: managed.archive), sha256: managed.archive.sha256)
        }
        return bill
    }

    private func provenance(
        of built: BuiltImage, _ base: BuildBase, _ wheels: ChosenWheels, _ parts: ProjectParts, _ request: BuildRequest
    ) throws -> Provenance {
        typealias Resource = Provenance.Resource
        let project = parts.project.project?.name?.description ?? "service"
        var resources = [Self.resource(of: base)]
        resources += wheels.wheels.map { wheel in
            Resource(
                name: wheel.filename.description, uri: PublicAddress.of(wheel.url),
                digest: wheel.sha256.map { ["sha256": $0] })
        }
        if let archive = base.managed?.archive {
            resources.append(
                Resource(name: archive.name, uri: publicAddress(of: archive), digest: ["sha256": archive.sha256]))
        }
        if let wheel = parts.wheel { resources.append(wheel.resource) }
        if let revision = parts.checkout.revision {
            resources.append(
                Resource(
                    name: "source", uri: parts.checkout.source.map { "git+" + $0 }, digest: ["gitCommit": revision]))
        }
        let digest = parts.project.lockDigest
        return try Provenance(
            of: built.result.digest, named: project,
            .init(
                project: project, base: base.name, platform: built.result.platform,
                lock: Resource(name: parts.project.lockFile, digest: [digest.algorithm.rawValue: digest.hex]),
                compression: request.packing.rawValue, bytecode: request.compilesBytecode, labels: request.labels,
                sourceDateEpoch: request.epoch),
            from: resources, version: request.version)
    }

    /// `nil` where a mirror was named: what lies there may be of one's own making.
    private func publicAddress(of archive: StandaloneArchive) -> String? {
        let mirror = options.environment["TARE_PYTHON_MIRROR"] ?? ""
        return mirror.isEmpty ? PublicAddress.of(archive) : nil
    }

    /// A registry's image by its package URL, anything else by its digest alone.
    private static func resource(of base: BuildBase) -> Provenance.Resource {
        let image = base.image.image
        let digest = image.manifestDigest ?? image.configDigest
        var address: PackageURL?
        if case .registry(let reference)? = try? ImageLocation(image.reference) {
            address = PackageURL(
                type: "oci", name: reference.repository.split(separator: "/").last.map(String.init) ?? "image",
                version: digest.description,
                qualifiers: [
                    "arch": image.config.platform.architecture, "repository_url": reference.name, "tag": reference.tag,
                ])
        }
        return Provenance.Resource(
            name: base.name ?? "base", uri: address.map { "\($0)" }, digest: [digest.algorithm.rawValue: digest.hex])
    }
}

/// Addresses as they may be shown to everybody.
enum PublicAddress {
    /// Of a web address, without user, password and query; `nil` for every other.
    static func of(_ url: String) -> String? {
        guard url.hasPrefix("https://") || url.hasPrefix("http://"), var parts = URLComponents(string: url),
            parts.host?.isEmpty == false
        else { return nil }
        (parts.user, parts.password, parts.query, parts.fragment) = (nil, nil, nil, nil)
        return parts.string
    }

    /// Where its project publishes it.
    static func of(_ archive: StandaloneArchive) -> String {
        "https://github.com/astral-sh/python-build-standalone/releases/download/\(archive.tag)/"
            + archive.name.replacing("+", with: "%2B")
    }
}
