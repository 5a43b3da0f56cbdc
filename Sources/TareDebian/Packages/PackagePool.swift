/// The packages of several suites together: of each name the highest version, and who provides which virtual package.
///
/// What apt calls candidates, with all suites pinned alike. Of two equal versions the one of the suite named first counts.
public struct PackagePool: Sendable {
    /// A package's place: index and entry.
    struct Place: Hashable, Sendable {
        var index: Int32
        var entry: Int32
    }

    let indices: [PackageIndex]
    private let best: [String: Place]
    private let providers: [String: [Place]]

    /// Merges indices of one architecture.
    public init(_ indices: [PackageIndex]) throws(ControlError) {
        self.indices = indices
        var best: [String: Place] = [:]
        best.reserveCapacity(indices.map(\.count).max() ?? 0)
        for (number, index) in indices.enumerated() {
            for (position, entry) in index.entries.enumerated() {
                let name = String(decoding: index.bytes(.package, of: entry), as: UTF8.self)
                let place = Place(index: Int32(number), entry: Int32(position))
                if let earlier = best.updateValue(place, forKey: name),
                    try Self.version(indices, earlier) >= Self.version(indices, place)
                {
                    best[name] = earlier
                }
            }
        }
        self.best = best
        var providers: [String: [Place]] = [:]
        for (number, index) in indices.enumerated() {
            for (position, entry) in index.entries.enumerated() where entry[.provides].count > 0 {
                let place = Place(index: Int32(number), entry: Int32(position))
                let name = String(decoding: index.bytes(.package, of: entry), as: UTF8.self)
                guard best[name] == place else { continue }
                for provided in Self.providedNames(index.bytes(.provides, of: entry)) {
                    providers[provided, default: []].append(place)
                }
            }
        }
        self.providers = providers
    }

    /// Names of packages, in no order.
    public var names: some Collection<String> { best.keys }

    /// The package of this name.
    public func package(_ name: String) throws(ControlError) -> BinaryPackage? {
        guard let place = best[name] else { return nil }
        return try package(at: place)
    }

    /// Packages whose `Provides` has the name, in ascending order of theirs.
    func providers(of name: String) throws(ControlError) -> [BinaryPackage] {
        var packages: [BinaryPackage] = []
        for place in providers[name] ?? [] { packages.append(try package(at: place)) }
        return packages.sorted { $0.name < $1.name }
    }

    /// Names of the packages that are essential or of one of these priorities, in ascending order.
    public func names(essential: Bool, priorities: Set<String>) -> [String] {
        best.filter { _, place in
            let index = indices[Int(place.index)]
            let entry = index.entries[Int(place.entry)]
            if essential, index.bytes(.essential, of: entry).equalsIgnoringCase("yes") { return true }
            return index.text(.priority, of: entry).map(priorities.contains) ?? false
        }.keys.sorted()
    }

    private func package(at place: Place) throws(ControlError) -> BinaryPackage {
        let index = indices[Int(place.index)]
        return try BinaryPackage(index.entries[Int(place.entry)], in: index)
    }

    private static func version(_ indices: [PackageIndex], _ place: Place) throws(ControlError) -> DebianVersion {
        let index = indices[Int(place.index)]
        let entry = index.entries[Int(place.entry)]
        do {
            return try DebianVersion(bytes: index.bytes(.version, of: entry))
        } catch { throw index.error(.version, error.what, in: entry) }
    }

    /// The names in a `Provides` field; versions are read where a provider is considered.
    private static func providedNames(_ value: ArraySlice<UInt8>) -> [String] {
        value.split(separator: UInt8(ascii: ",")).compactMap { term in
            let name = term.drop(while: \.isWhitespace).prefix(while: \.isPackageNameByte)
            return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
        }
    }
}
