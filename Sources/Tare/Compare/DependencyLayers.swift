internal import TareArchive
internal import TareNetwork
internal import TareOCI
internal import TarePython
internal import TareSelection

/// Plans the layers of dependencies, each once for all candidates that would have the same, and keeps them: a planned
/// layer holds as long as what went into it.
final class DependencyLayers: Sendable {
    private let reader: WheelReader
    private let cache: MeasurementCache
    private let planned = OncePerKey<Digest, KeptPlan>()

    init(_ reader: WheelReader, _ cache: MeasurementCache) { (self.reader, self.cache) = (reader, cache) }

    /// The layer of an environment with wheels in it, on a base.
    func layer(
        _ environment: EnvironmentPlan, _ wheels: [ChosenWheels.Wheel], on base: ImageTree
    ) async throws -> KeptPlan {
        let key = Self.key(environment, wheels, "proof")
        let plan = try await planned.value(for: key) { [self] in
            if let kept = try cache.plan(key) { return kept }
            return try await make(environment, wheels, on: base, key)
        }
        guard !base.hasFiles(named: plan.assumed) else { return plan }
        return try await make(environment, wheels, on: base, key)
    }

    /// The same where no base is at hand: it weighs the same, and does not tell what libraries need.
    func weight(_ environment: EnvironmentPlan, _ wheels: [ChosenWheels.Wheel]) async throws -> KeptPlan {
        if let kept = try cache.plan(Self.key(environment, wheels, "proof")) { return kept }
        let key = Self.key(environment, wheels, "weight")
        return try await planned.value(for: key) { [self] in
            if let kept = try cache.plan(key) { return kept }
            return try await make(environment, wheels, on: nil, key)
        }
    }

    private func make(
        _ environment: EnvironmentPlan, _ wheels: [ChosenWheels.Wheel], on base: ImageTree?, _ key: Digest
    ) async throws -> KeptPlan {
        var readings = try await reader.read(wheels, withLibraries: base != nil)
        let own = Self.names(readings)
        if let base { try await reader.settle(&readings, of: wheels, beside: own.union(base.fileNames)) }
        let scheme = InstallationScheme.virtualEnvironment(
            root: environment.root, minor: environment.minor, isFreeThreaded: environment.isFreeThreaded)
        var layer = LayerPlan("dependencies")
        try environment.write(to: &layer)
        for (wheel, reading) in zip(wheels, readings) {
            guard let contents = reading.wheel else { continue }
            let installation = try WheelInstallation(
                contents, contents: reading.contents, filename: wheel.filename, scheme: scheme)
            try layer.install(installation, of: reading, at: environment.root)
        }
        let plan = KeptPlan(
            index: try layer.index(), assumed: Set(readings.flatMap(\.assumedNames)).subtracting(own).sorted())
        try cache.keep(plan, as: key)
        return plan
    }

    /// All that goes into a layer, the version of how it is planned, and what for.
    private static func key(
        _ environment: EnvironmentPlan, _ wheels: [ChosenWheels.Wheel], _ purpose: String
    ) -> Digest {
        var text =
            "dependencies \(LayerPlan.formatVersion) \(purpose)\n\(environment.root)\n\(environment.interpreter)\n"
        text += "\(environment.minor) \(environment.version) \(environment.isFreeThreaded)\n"
        for wheel in wheels { text += "\(wheel.key) \(wheel.filename)\n" }
        return Digest(sha256Of: text.utf8)
    }

    /// The names of all files in the wheels.
    private static func names(_ readings: [WheelReading]) -> Set<String> {
        var names: Set<String> = []
        for directory in readings.compactMap({ $0.wheel?.directory }) {
            for entry in directory.entries {
                if let name = directory.name(entry).split(separator: "/").last { names.insert(String(name)) }
            }
        }
        return names
    }
}

extension ImageTree {
    fileprivate var fileNames: Set<String> {
        var names: Set<String> = []
        forEachNode { names.insert(name(of: $0)) }
        return names
    }

    /// Whether there is a file of each of these names, wherever.
    fileprivate func hasFiles(named names: [String]) -> Bool {
        guard !names.isEmpty else { return true }
        var missing = Set(names.map { Array($0.utf8)[...] })
        forEachNode { node in
            if !missing.isEmpty { missing.remove(nameBytes(of: node)) }
        }
        return missing.isEmpty
    }
}
