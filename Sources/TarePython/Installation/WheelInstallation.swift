internal import TareArchive

/// What installing a wheel makes of an environment: every file, with its size, mode and checksum, known before it is
/// written (binary distribution format, "Installing a wheel"). The files are those that uv writes, byte for byte.
///
/// Folders are implied by the files; empty ones are not installed.
public struct WheelInstallation: Sendable {
    /// Files that installers add to `.dist-info` (recording installed projects specification).
    public struct Additions: Sendable, Hashable {
        /// The content of `INSTALLER`; `nil` for no such file.
        public var installer: String?
        /// Whether `REQUESTED` is written. uv writes it always.
        public var isRequested: Bool
        /// The content of `direct_url.json`, for a wheel that comes from no index.
        public var directURL: [UInt8]?
        /// Others by name, such as `uv_cache.json`.
        public var others: [String: [UInt8]]

        public init(
            installer: String? = "tare", isRequested: Bool = true, directURL: [UInt8]? = nil,
            others: [String: [UInt8]] = [:]
        ) {
            (self.installer, self.isRequested) = (installer, isRequested)
            (self.directURL, self.others) = (directURL, others)
        }
    }

    public let metadata: CoreMetadata
    public let description: WheelDescription
    public let entryPoints: EntryPoints
    /// In the order of their paths.
    public let files: [InstalledFile]
    /// Where RECORD and the archive disagree; the installed RECORD is mended.
    public let recordProblems: [RecordProblem]

    /// `contents`: the unpacked bytes of `wheel.decisive`, by entry number. `filename`: checked against the metadata.
    public init(
        _ wheel: WheelContents, contents: [Int: [UInt8]], filename: WheelFilename?, scheme: InstallationScheme,
        additions: Additions = Additions()
    ) throws(WheelContentError) {
        func text(_ name: String) throws(WheelContentError) -> [UInt8]? {
            let path = "\(wheel.distInfo)/\(name)"
            guard let number = wheel.directory.index(named: path) else { return nil }
            let size = wheel.directory.entries[number].size
            guard size <= WheelContents.maximumMetadata else {
                throw .tooLarge(file: path, limit: WheelContents.maximumMetadata)
            }
            guard let bytes = contents[number], UInt64(bytes.count) == size else { throw .notProvided(path) }
            return bytes
        }
        func required(_ name: String) throws(WheelContentError) -> [UInt8] {
            guard let bytes = try text(name) else { throw .missing("\(wheel.distInfo)/\(name)") }
            return bytes
        }
        description = try WheelDescription(try required("WHEEL"), file: "\(wheel.distInfo)/WHEEL")
        metadata = try CoreMetadata(try required("METADATA"), file: "\(wheel.distInfo)/METADATA")
        if let filename { try Self.check(metadata, filename) }
        if let points = try text("entry_points.txt") {
            entryPoints = try EntryPoints(points, minor: scheme.minor, file: "\(wheel.distInfo)/entry_points.txt")
        } else {
            entryPoints = EntryPoints()
        }
        let record = try WheelRecord(try required("RECORD"), file: "\(wheel.distInfo)/RECORD")
        let sizes = wheel.files.map { (name: $0.name, size: wheel.directory.entries[$0.number].size) }
        let (mended, problems) = record.checked(against: sizes, folder: wheel.distInfo)
        recordProblems = problems
        var builder = InstallationBuilder(
            wheel, contents, scheme, mended.rows, project: metadata.name,
            packages: description.rootIsPurelib ? scheme.purelib : scheme.platlib)
        try builder.addEntries(launchers: entryPoints.all)
        try builder.addLaunchers(entryPoints.all)
        try builder.addRecords(additions)
        files = try builder.finished()
    }

    /// Bytes of all files.
    public var totalSize: UInt64 { files.reduce(0) { $0 &+ $1.size } }

    private static func check(_ metadata: CoreMetadata, _ filename: WheelFilename) throws(WheelContentError) {
        // A file's name may state a local version that the metadata does not.
        let isSame =
            metadata.name == filename.name
            && (metadata.version == filename.version || metadata.version == filename.version.publicVersion)
        guard isSame else {
            throw .otherProject(
                stated: "\(metadata.name) \(metadata.version)", filename: "\(filename.name) \(filename.version)")
        }
    }
}
