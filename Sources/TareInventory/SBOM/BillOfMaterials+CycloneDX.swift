internal import TareOCI

extension BillOfMaterials {
    /// Writes it as CycloneDX 1.6. The same bill gives the same bytes: every list is sorted, the time is the subject's, and
    /// the serial number follows from its digest.
    public var cycloneDX: CycloneDXDocument {
        var seen: [String: Int] = [:]
        var packages: [(record: PackageRecord, component: CycloneDXDocument.Component)] = []
        for record in inventory.packages {
            var component = component(of: record)
            // One package in two places: each has a reference of its own.
            let url = component.packageURL ?? record.name
            seen[url, default: 0] += 1
            component.reference = seen[url] == 1 ? url : url + "#" + record.location
            packages.append((record, component))
        }
        let systems = inventory.operatingSystem.map { [Self.component(of: $0)] } ?? []
        let interpreters = inventory.interpreters.map(component)
        let service = application.map { application in
            CycloneDXDocument.Component(
                type: .application, reference: "application:" + application.name, name: application.name,
                version: application.version)
        }
        let image = imageComponent
        var graph = edges(among: packages)
        let parts = (service.map { [$0] } ?? []) + systems + interpreters
        graph.append(.init(reference: image.reference ?? "", dependsOn: parts.compactMap(\.reference).sorted()))
        if let service, let asked = application?.dependencies {
            let references = Self.references(packages)
            graph.append(
                .init(reference: service.reference ?? "", dependsOn: asked.compactMap { references[$0] }.sorted()))
        }
        return CycloneDXDocument(
            serialNumber: Self.serialNumber(of: subject.digest),
            metadata: .init(
                timestamp: subject.created,
                tools: .init(components: [.init(type: .application, name: tool.name, version: tool.version)]),
                component: image),
            components: (parts + packages.map(\.component)).sorted { ($0.reference ?? "") < ($1.reference ?? "") },
            dependencies: graph.sorted { $0.reference < $1.reference })
    }

    private var imageComponent: CycloneDXDocument.Component {
        let name = PythonName.normalized(subject.name)
        let url = PackageURL(
            type: "oci", name: name, version: subject.digest.description,
            qualifiers: ["arch": subject.platform.architecture])
        return .init(
            type: .container, reference: "\(url)", name: subject.name, version: subject.digest.description,
            hashes: subject.digest.algorithm == .sha256 ? [.init(content: subject.digest.hex)] : nil,
            packageURL: "\(url)",
            properties: [.init(name: "tare:platform", value: subject.platform.description)]
                + (subject.version.map { [.init(name: "tare:projectVersion", value: $0)] } ?? []))
    }

    private static func component(of system: OperatingSystem) -> CycloneDXDocument.Component {
        let name = system.id ?? system.name ?? "linux"
        return .init(
            type: .operatingSystem, reference: "os:" + name + (system.versionID.map { "@" + $0 } ?? ""), name: name,
            version: system.versionID ?? system.release, description: system.name, evidence: found(system.source))
    }

    private func component(_ interpreter: PythonInterpreter) -> CycloneDXDocument.Component {
        let version = interpreter.version ?? interpreter.minor.map { "\($0)" }
        let name = interpreter.implementation == .cpython ? "python" : interpreter.implementation.rawValue
        let origin = interpreterOrigins[interpreter.path]
        return .init(
            type: .application, reference: "interpreter:" + interpreter.path, name: name, version: version,
            packageURL: version.map { "\(PackageURL(type: "generic", name: name, version: $0))" },
            externalReferences: Self.references(origin), evidence: Self.found(interpreter.path))
    }

    private func component(of record: PackageRecord) -> CycloneDXDocument.Component {
        var origin: Origin?
        if record.type == .python, record.python?.isVendored != true, let known = origins[record.normalizedName],
            known.version == nil || known.version == record.version
        {
            origin = known.origin
        }
        var properties: [CycloneDXDocument.Property] = []
        if let layer = record.layer { properties.append(.init(name: "tare:layer", value: "\(layer)")) }
        if let owner = record.owner { properties.append(.init(name: "tare:owner", value: owner.name)) }
        if record.python?.isVendored == true { properties.append(.init(name: "tare:vendored", value: "true")) }
        return .init(
            type: .library, name: record.name, version: record.version,
            hashes: origin?.sha256.map { [.init(content: $0)] },
            licenses: record.license.map { [LicenseNames.choice($0)] },
            packageURL: "\(PackageURL(record, on: inventory.operatingSystem))",
            externalReferences: Self.references(origin), evidence: Self.found(record.location),
            properties: properties.isEmpty ? nil : properties)
    }

    private static func references(_ origin: Origin?) -> [CycloneDXDocument.ExternalReference]? {
        guard let origin, let url = origin.url else { return nil }
        return [.init(url: url, hashes: origin.sha256.map { [.init(content: $0)] })]
    }

    private static func found(_ path: String?) -> CycloneDXDocument.Evidence? {
        path.map { .init(occurrences: [.init(location: $0.hasPrefix("/") ? $0 : "/" + $0)]) }
    }

    private typealias Packages = [(record: PackageRecord, component: CycloneDXDocument.Component)]

    /// The Python packages of the lock that are installed, by name.
    private static func references(_ packages: Packages) -> [String: String] {
        var references: [String: String] = [:]
        for (record, component) in packages where record.type == .python && record.python?.isVendored != true {
            references[record.normalizedName] = references[record.normalizedName] ?? component.reference
        }
        return references
    }

    private func edges(among packages: Packages) -> [CycloneDXDocument.Dependency] {
        let references = Self.references(packages)
        return dependencies.compactMap { name, targets in
            references[name].map {
                .init(reference: $0, dependsOn: Set(targets.compactMap { references[$0] }).sorted())
            }
        }
    }

    /// A UUID of version 8 (RFC 9562): hexadecimal digits of a digest of the digest.
    private static func serialNumber(of digest: Digest) -> String {
        var hex = Array(Digest(sha256Of: Array("cyclonedx \(digest)".utf8)).hex.utf8.prefix(32))
        hex[12] = UInt8(ascii: "8")
        hex[16] = UInt8(ascii: "a")
        let text = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(decoding: hex[$0], as: UTF8.self) }
        return "urn:uuid:" + text.joined(separator: "-")
    }
}
