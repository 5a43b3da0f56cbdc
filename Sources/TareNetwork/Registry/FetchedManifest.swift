public import TareOCI

/// A manifest or index as a registry sent it, its digest checked.
public struct FetchedManifest: Sendable {
    /// Media type, digest and size of `bytes`.
    public let descriptor: Descriptor
    /// Exactly what was sent: encoding `document` again could change the digest.
    public let bytes: [UInt8]
    public let document: ManifestDocument
}

/// An image of a registry for one platform: everything but the layers' content.
public struct ResolvedImage: Sendable {
    /// The reference that was asked for, with the digest of what it stood for: the index, if there is one.
    public let reference: ImageReference
    /// The outermost index, or `nil` where the reference names a manifest.
    public let index: FetchedManifest?
    public let manifestDescriptor: Descriptor
    public let manifest: ImageManifest
    public let manifestBytes: [UInt8]
    public let config: ImageConfig
    public let configBytes: [UInt8]
    /// The platform that the configuration states.
    public var platform: Platform { config.platform }
}
