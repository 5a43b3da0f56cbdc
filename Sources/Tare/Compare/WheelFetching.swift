internal import FoundationEssentials
internal import Synchronization
internal import TareDiagnostics
internal import TareNetwork
internal import TarePython
internal import TareSelection

/// Reads of wheels what decides how they install and whether they load, each once for all candidates.
final class WheelReader: Sendable {
    private let index: PythonIndex
    private let cache: MeasurementCache
    private let progress: any ProgressReporter
    private let readings = OncePerKey<Part, WheelReading>()
    private let completed = OncePerKey<Completion, WheelReading>()

    /// Wheels that are read at a time, each over connections that are kept.
    private static let concurrency = 12

    private struct Part: Hashable {
        var wheel: String
        var withLibraries: Bool
    }

    private struct Completion: Hashable {
        var wheel: String
        var entries: [Int]
    }

    init(_ index: PythonIndex, _ cache: MeasurementCache, _ progress: any ProgressReporter) {
        (self.index, self.cache, self.progress) = (index, cache, progress)
    }

    /// What is known of wheels, from the cache where they were read before; in their order.
    ///
    /// - Parameter withLibraries: `false` for what a wheel weighs alone.
    func read(_ wheels: [ChosenWheels.Wheel], withLibraries: Bool) async throws -> [WheelReading] {
        var readings: [Int: WheelReading] = [:]
        try await withThrowingTaskGroup(of: (Int, WheelReading).self) { group in
            var rest = wheels.indices[...]
            func start() {
                guard let number = rest.popFirst() else { return }
                group.addTask { [self] in (number, try await read(wheels[number], withLibraries)) }
            }
            for _ in 0..<Self.concurrency { start() }
            while let (number, reading) = try await group.next() {
                readings[number] = reading
                progress.report("wheels", done: UInt64(readings.count), total: UInt64(wheels.count))
                start()
            }
        }
        return wheels.indices.compactMap { readings[$0] }
    }

    private func read(_ wheel: ChosenWheels.Wheel, _ withLibraries: Bool) async throws -> WheelReading {
        try await readings.value(for: Part(wheel: wheel.key, withLibraries: withLibraries)) { [self] in
            let kept = try cache.wheel(wheel.key)
            if let kept {
                var reading = try WheelReading(kept, readsLibraries: withLibraries)
                if try reading.needed().isEmpty { return reading }
            }
            do {
                let reading = try await index.read(
                    wheel.url, size: wheel.size, sha256: wheel.sha256, having: kept, readsLibraries: withLibraries)
                try cache.keep([(wheel.key, reading.pieces)])
                return reading
            } catch let error as any Refusal { throw WheelFailure(url: wheel.url, reason: error) }
        }
    }

    /// Reads whole the libraries of which the head leaves open what they need.
    ///
    /// - Parameter names: those of all files that a library may be found by.
    func settle(_ readings: inout [WheelReading], of wheels: [ChosenWheels.Wheel], beside names: Set<String>)
        async throws
    {
        for number in readings.indices {
            let doubtful = readings[number].doubtful(beside: names)
            guard !doubtful.isEmpty else { continue }
            let (wheel, reading) = (wheels[number], readings[number])
            readings[number] = try await completed.value(for: Completion(wheel: wheel.key, entries: doubtful)) {
                [self] in
                var reading = reading
                for entry in doubtful { reading.wantWhole(entry) }
                do { try await index.complete(&reading, from: wheel.url) } catch let error as any Refusal {
                    throw WheelFailure(url: wheel.url, reason: error)
                }
                try cache.keep([(wheel.key, reading.pieces)])
                return reading
            }
        }
    }
}

extension ChosenWheels.Wheel {
    /// What the wheel is kept by: its digest or, where no lock states one, its address.
    var key: String { sha256 ?? url }
}

extension Workspace {
    func pythonIndex() throws -> PythonIndex {
        var configuration = PythonIndexConfiguration()
        configuration.isOffline = options.isOffline
        if let address = options.environment["TARE_PYTHON_INDEX"], !address.isEmpty { configuration.address = address }
        return try PythonIndex(http: http(), configuration: configuration, logger: logger)
    }
}

/// A wheel that could not be read: which one, and why.
struct WheelFailure: Refusal {
    var url: String
    var reason: any Refusal

    var what: String { reason.what }
    var location: String? { [url.printable(limit: 400), reason.location].compactMap { $0 }.joined(separator: ": ") }
    var hint: String? { reason.hint }
    var severity: RefusalSeverity { reason.severity }
}
