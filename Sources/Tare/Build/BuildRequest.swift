public import TareAssembly
public import TareOCI

/// What to build, on what, and where it goes.
public struct BuildRequest: Sendable {
    /// The project's folder.
    public var project: String
    /// An id of the catalogue, or any image that can be opened.
    public var base: String
    /// One image each; several give an index.
    public var platforms: [Platform]
    /// Layouts, archives and registries.
    public var outputs: [ImageLocation]
    /// The project's own wheel, for one that is a package; without it, one is built.
    public var wheel: String?
    /// How layers that are made here are packed.
    public var packing: LayerWriter.Packing = .gzip
    /// Whether modules are compiled, in a layer of their own.
    public var compilesBytecode = true
    /// `SOURCE_DATE_EPOCH`: the time of all that is made here, in seconds since 1970.
    public var epoch: Int64 = 0
    /// Labels and annotations besides those that are known by themselves.
    public var labels: [String: String] = [:]
    /// Whether a bill of materials is attached to each image (CycloneDX).
    public var attachesSBOM = false
    /// Whether it is attached how each image was built, and of what (SLSA).
    public var attachesProvenance = false
    /// Tare's own, for what is attached.
    public var version = "0"
    /// Seconds since 1970.
    public var now: Int64

    public init(
        project: String, base: String, platforms: [Platform] = [.host], outputs: [ImageLocation], now: Int64
    ) {
        self.project = project
        self.base = base
        self.platforms = platforms
        self.outputs = outputs
        self.now = now
    }
}
