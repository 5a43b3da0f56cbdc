internal import Logging
internal import TareArchive
internal import TareAssembly
internal import TareDiagnostics
internal import TareNetwork
internal import TareOCI
internal import TarePython
internal import TareSelection

extension Workspace {
    /// The layer of compiled modules; `nil`, and a notice, where none can be made.
    ///
    /// - Parameters:
    ///   - key: all that the dependencies' layer is made of.
    ///   - modules: fetches and opens the wheels that have them, where they are needed.
    func bytecodeLayer(
        _ key: String, _ environment: EnvironmentPlan, _ request: BuildRequest,
        modules: () async throws -> [BytecodeCompilation.Module]
    ) async throws -> BuiltLayer? {
        let store = PlannedLayerStore(cacheDirectory)
        // Which patch compiled it is not asked: finding that out costs more than all else of a build that changes nothing.
        let key = "bytecode 1\n" + key
        if let record = store.record(key) {
            return BuiltLayer(name: "bytecode", record: record, content: store.content(record), isNew: false)
        }
        let found = await HostInterpreter.find(
            minor: environment.minor, isFreeThreaded: environment.isFreeThreaded,
            environment: options.environment)
        guard let interpreter = found else {
            logger.warning(
                "bytecode is left out: no CPython 3.\(environment.minor) is on this machine; the service starts slower")
            return nil
        }
        progress.report("compiling", done: 0, total: 0)
        do {
            let modules = try await modules()
            let compilation = BytecodeCompilation(interpreter: interpreter, minor: environment.minor)
            var plan = LayerPlan("bytecode", time: request.epoch)
            // A batch at a time: what is compiled is packed before more is, and memory stays low.
            for start in stride(from: 0, to: modules.count, by: Self.batch) {
                let files = try await compilation.files(
                    of: Array(modules[start..<min(start + Self.batch, modules.count)]))
                for part in try await Self.parts(files, request.epoch) { plan.add(part) }
                progress.report(
                    "compiling", done: UInt64(min(start + Self.batch, modules.count)), total: UInt64(modules.count))
            }
            return try write(try PlannedLayer(plan), key, request) { _, _, _ in
                throw ArchiveError.writerMisused("a file has no archive")
            }
        } catch let failure as BytecodeCompilation.Failure {
            logger.warning("bytecode is left out: \(failure.text)")
            return nil
        }
    }

    /// Modules that are compiled at a time.
    private static let batch = 512

    /// Packing takes a core; files are shared among some.
    private static func parts(_ files: [(path: String, content: [UInt8])], _ time: Int64) async throws -> [LayerPart] {
        let shares = 4
        return try await withThrowingTaskGroup(of: (Int, LayerPart).self) { group in
            for share in 0..<shares {
                let own = files[files.count * share / shares..<files.count * (share + 1) / shares]
                group.addTask {
                    var builder = LayerPartBuilder(time: time)
                    for file in own { builder.add(String(file.path.drop { $0 == "/" }), .file(file.content)) }
                    return (share, try builder.finish())
                }
            }
            var parts: [Int: LayerPart] = [:]
            while let (share, part) = try await group.next() { parts[share] = part }
            return (0..<shares).compactMap { parts[$0] }
        }
    }
}

extension BytecodeCompilation.Failure {
    fileprivate var text: String {
        switch self {
        case .interpreter(let detail): "the interpreter failed: \(detail.printable())"
        case .notReproducible(let path): "'\(path.printable(limit: 400))' does not compile to the same twice"
        }
    }
}
