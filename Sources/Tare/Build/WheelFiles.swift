internal import TareArchive
internal import TareDiagnostics
internal import TareNetwork
internal import TareOCI
internal import TarePython
internal import TareSelection

/// A wheel that is at hand as a whole, and what installing it makes of the environment.
struct WheelFile: Sendable {
    var file: RandomAccessFile
    var part: LayerPart
    /// Its modules, to be compiled.
    var modules: [BytecodeCompilation.Module]
}

extension Workspace {
    /// Wheels that are fetched at a time, each over connections that are kept.
    private static let fetching = 12

    /// Fetches wheels that are not kept, checks every file in them against the wheel's RECORD, and weighs what
    /// installing them makes; in the order of the wheels.
    func wheelFiles(
        _ wheels: [ChosenWheels.Wheel], scheme: InstallationScheme, time: Int64, from index: PythonIndex
    ) async throws -> [WheelFile] {
        let blobs = BlobStore(cacheDirectory)
        var files: [Int: WheelFile] = [:]
        try await withThrowingTaskGroup(of: (Int, WheelFile).self) { group in
            var rest = Array(wheels.enumerated())[...]
            func start() {
                guard let (number, wheel) = rest.popFirst() else { return }
                group.addTask {
                    guard let sha256 = wheel.sha256 else { throw BuildError.noDigest(url: wheel.url) }
                    let path = try await index.fetch(wheel.url, size: wheel.size, sha256: sha256, into: blobs)
                    do {
                        return (number, try Self.install(path, wheel, scheme, time))
                    } catch let error as any Refusal { throw WheelFailure(url: wheel.url, reason: error) }
                }
            }
            for _ in 0..<Self.fetching { start() }
            while let (number, file) = try await group.next() {
                files[number] = file
                progress.report("wheels", done: UInt64(files.count), total: UInt64(wheels.count))
                start()
            }
        }
        return wheels.indices.compactMap { files[$0] }
    }

    private static func install(
        _ path: String, _ wheel: ChosenWheels.Wheel, _ scheme: InstallationScheme, _ time: Int64
    ) throws -> WheelFile {
        let file = try RandomAccessFile(path)
        var reading = try WheelReading(WheelPieces(size: file.size))
        while case let ranges = try reading.needed(), !ranges.isEmpty {
            for range in ranges { reading.provide(try file.bytes(range), at: range.lowerBound) }
        }
        guard let contents = reading.wheel else {
            throw ZipError.truncated(part: .directory, offset: 0)
        }
        let installation = try WheelInstallation(
            contents, contents: reading.contents, filename: wheel.filename, scheme: scheme)
        try verify(installation, contents.directory, file)
        let modules = installation.files.compactMap { installed -> BytecodeCompilation.Module? in
            guard case .entry(let number) = installed.source, installed.path.hasSuffix(".py"), installed.size > 0 else {
                return nil
            }
            return .init(
                archive: path, entry: contents.directory.name(contents.directory.entries[number]),
                path: scheme.root + "/" + installed.path)
        }
        return WheelFile(
            file: file, part: try LayerPart(installation, of: reading, at: scheme.root, time: time), modules: modules)
    }

    /// Holds every file against the digest that the wheel's RECORD states.
    private static func verify(
        _ installation: WheelInstallation, _ directory: ZipDirectory, _ file: RandomAccessFile
    ) throws {
        let reader = ZipEntryReader(directory)
        for installed in installation.files {
            guard case .entry(let number) = installed.source, let digest = installed.digest else { continue }
            let entry = directory.entries[number]
            var verifier = RecordVerifier(digest)
            reader.begin(entry)
            try file.read(entry.range) { bytes in try reader.consume(bytes) { verifier.update($0) } }
            try reader.finish()
            guard verifier.holds else { throw WheelRecordFailure(file: directory.name(entry)) }
        }
    }
}

/// A file that is not what its wheel's RECORD says.
struct WheelRecordFailure: Refusal {
    var file: String

    var what: String { "'\(file.printable(limit: 400))' is not the file that RECORD states" }
    var hint: String? { "the wheel is broken: choose another version of the package" }
}
