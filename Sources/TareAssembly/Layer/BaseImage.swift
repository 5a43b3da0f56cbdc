internal import FoundationEssentials
internal import TareDebian
public import TareOCI

/// The documents of an assembled base: configuration and manifest, as bytes.
public struct BaseImage: Sendable, Hashable {
    public var config: [UInt8]
    public var configDescriptor: Descriptor
    public var manifest: [UInt8]
    public var manifestDescriptor: Descriptor
    /// RFC 3339 in UTC.
    public var created: String
    public var platform: Platform
}

extension BaseAssembler {
    /// Writes the documents of the image that has the finished root for its only layer.
    ///
    /// - Parameter time: of the root, as `created`.
    public func image(of layer: AssembledLayer, time: Int64, release: String?) throws(OCIError) -> BaseImage {
        let created = Date(timeIntervalSince1970: Double(time)).formatted(.iso8601)
        let named = annotations(created: created, release: release)
        let (processor, variant) = architecture.image
        let environment = section.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let config = ImageConfig(
            created: created, platform: Platform(os: "linux", architecture: processor, variant: variant),
            config: .init(
                user: section.user, env: environment.isEmpty ? nil : environment, entrypoint: section.entrypoint,
                cmd: section.command, workingDir: section.workingDirectory,
                labels: named.merging(section.labels) { $1 }),
            diffIDs: [layer.diffID],
            history: [
                .init(
                    created: created,
                    createdBy: "tare base assemble \(recipe.id) --suite \(suite) --arch \(architecture)")
            ])
        let configBytes = try config.canonicalJSON()
        let configDescriptor = Descriptor(.ociConfig, of: configBytes)
        let manifest = ImageManifest(
            config: configDescriptor, layers: [layer.descriptor], annotations: named)
        let manifestBytes = try manifest.canonicalJSON()
        var manifestDescriptor = Descriptor(.ociManifest, of: manifestBytes)
        manifestDescriptor.platform = config.platform
        return BaseImage(
            config: configBytes, configDescriptor: configDescriptor, manifest: manifestBytes,
            manifestDescriptor: manifestDescriptor, created: created, platform: config.platform)
    }

    private func annotations(created: String, release: String?) -> [String: String] {
        var annotations = [
            AnnotationKey.created: created,
            AnnotationKey.title: "\(recipe.id):\(suite)",
            "org.opencontainers.image.description": recipe.title,
        ]
        annotations[AnnotationKey.version] = release
        return annotations
    }
}
