internal import TareDiagnostics
internal import TareYAML

/// Resolves `extends` between the services of one file: the base first, the service's own values over it.
struct TreeExtension {
    /// Services that extend each other in a row.
    private static let maximumDepth = 25

    private var services: [String: YAMLEntry] = [:]
    private var done: [String: YAMLNode] = [:]
    private(set) var merging = TreeMerging()

    /// The file with its services extended.
    mutating func extend(_ file: YAMLNode) -> YAMLNode {
        guard case .mapping(let entries)? = file["services"]?.content,
            entries.contains(where: { $0.value["extends"] != nil })
        else { return file }
        services = Dictionary(entries.map { ($0.name, $0) }) { first, _ in first }
        var extended: [YAMLEntry] = []
        for entry in entries { extended.append(entry.replaced(by: service(entry, trail: []))) }
        return file.changingValues { $0 == "services" ? $1.replaced(by: .mapping(extended)) : $1 }
    }

    private mutating func service(_ entry: YAMLEntry, trail: [String]) -> YAMLNode {
        if let done = done[entry.name] { return done }
        guard let extends = entry.value["extends"], !extends.isNull else { return entry.value }
        let faults = merging.diagnostics.count
        let result = extended(entry, extends, trail: trail) ?? entry.value
        // What went wrong may have done so only on this way.
        if trail.isEmpty || merging.diagnostics.count == faults { done[entry.name] = result }
        return result
    }

    private mutating func extended(_ entry: YAMLEntry, _ extends: YAMLNode, trail: [String]) -> YAMLNode? {
        func fault(_ message: String, hint: String? = nil) -> ComposeDiagnostic {
            ComposeDiagnostic(
                .unresolvedExtends, "service '\(entry.name.printable())' \(message)", hint: hint, at: extends)
        }
        if let file = extends["file"]?.scalar?.text {
            merging.diagnostics.append(fault("extends one of \(file.printable()), which is not read"))
            return nil
        }
        guard let name = extends.scalar?.text ?? extends["service"]?.scalar?.text else { return nil }
        guard let base = services[name] else {
            let known = services.keys.sorted().prefix(10).map { $0.printable() }.joined(separator: ", ")
            merging.diagnostics.append(
                fault("extends '\(name.printable())', which is not there", hint: "services here: \(known)"))
            return nil
        }
        let trail = trail + [entry.name]
        guard !trail.contains(name) else {
            merging.diagnostics.append(fault("extends itself by way of '\(name.printable())'"))
            return nil
        }
        guard trail.count < Self.maximumDepth else {
            merging.diagnostics.append(fault("extends too many services in a row"))
            return nil
        }
        let inherited = service(base, trail: trail)
        guard case .mapping = inherited.content, case .mapping(let own) = entry.value.content else { return nil }
        let over = entry.value.replaced(by: .mapping(own.filter { $0.name != "extends" }))
        // Where the base could not be extended itself, its `extends` stays and says so.
        return merging.merge(inherited, over, .service)
    }
}
