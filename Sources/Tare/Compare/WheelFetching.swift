internal import FoundationEssentials
internal import Synchronization
internal import TareDiagnostics
internal import TareNetwork
internal import TarePython
internal import TareSelection

extension Workspace {
    /// Wheels that are read at a time, each over connections that are kept.
    private static let wheelConcurrency = 12

    func pythonIndex() throws -> PythonIndex {
        var configuration = PythonIndexConfiguration()
        configuration.isOffline = options.isOffline
        if let address = options.environment["TARE_PYTHON_INDEX"], !address.isEmpty { configuration.address = address }
        return try PythonIndex(http: http(), configuration: configuration, logger: logger)
    }

    /// Reads what has to be known of wheels, from the cache where they were read before; the readings in their order.
    func read(_ wheels: [ChosenWheels.Wheel], from index: PythonIndex) async throws -> [WheelReading] {
        let cache = try measurements()
        var readings: [Int: WheelReading] = [:]
        var waiting: [Int] = []
        for (number, wheel) in wheels.enumerated() {
            if let pieces = try cache.wheel(wheel.sha256 ?? wheel.url) {
                var reading = try WheelReading(pieces)
                if try reading.needed().isEmpty {
                    readings[number] = reading
                    continue
                }
            }
            waiting.append(number)
        }
        let total = UInt64(waiting.count)
        try await withThrowingTaskGroup(of: (Int, WheelReading).self) { group in
            var rest = waiting[...]
            func start() {
                guard let number = rest.popFirst() else { return }
                let wheel = wheels[number]
                group.addTask {
                    do {
                        return (
                            number, try await index.read(wheel.url, size: wheel.size, sha256: wheel.sha256)
                        )
                    } catch let error as any Refusal { throw WheelFailure(url: wheel.url, reason: error) }
                }
            }
            for _ in 0..<Self.wheelConcurrency { start() }
            while let (number, reading) = try await group.next() {
                readings[number] = reading
                progress.report("wheels", done: total - UInt64(rest.count), total: total)
                start()
            }
        }
        try keep(waiting, of: wheels, readings)
        return wheels.indices.compactMap { readings[$0] }
    }

    /// Reads whole the libraries of which the head leaves open what they need.
    func settle(
        _ readings: inout [WheelReading], of wheels: [ChosenWheels.Wheel], beside names: Set<String>,
        from index: PythonIndex
    ) async throws {
        var changed: [Int] = []
        for number in readings.indices {
            let doubtful = readings[number].doubtful(beside: names)
            guard !doubtful.isEmpty else { continue }
            for entry in doubtful { readings[number].wantWhole(entry) }
            try await index.complete(&readings[number], from: wheels[number].url)
            changed.append(number)
        }
        try keep(changed, of: wheels, Dictionary(uniqueKeysWithValues: changed.map { ($0, readings[$0]) }))
    }

    private func keep(_ numbers: [Int], of wheels: [ChosenWheels.Wheel], _ readings: [Int: WheelReading]) throws {
        try measurements().keep(
            numbers.compactMap { number in
                readings[number].map { (wheels[number].sha256 ?? wheels[number].url, $0.pieces) }
            })
    }
}

/// A wheel that could not be read: which one, and why.
struct WheelFailure: Refusal {
    var url: String
    var reason: any Refusal

    var what: String { reason.what }
    var location: String? { [url.printable(limit: 400), reason.location].compactMap { $0 }.first }
    var hint: String? { reason.hint }
    var severity: RefusalSeverity { reason.severity }
}
