internal import TareDiagnostics

/// The names, versions and markers of a lock, each text parsed once: a lock repeats them thousands of times.
struct LockVocabulary {
    private var markers: [String: EnvironmentMarker] = [:]
    private var names: [String: PackageName] = [:]

    /// Packages of a lock; the largest of real projects have some thousands.
    static let maximumPackages = 100_000
    /// Entries of one list in a lock, such as the files of a package.
    static let maximumEntries = 100_000

    mutating func name(_ key: String, in view: TOMLView) throws(ProjectFileError) -> PackageName {
        try name(try view.requiredString(key), key, in: view)
    }

    mutating func name(_ text: String, _ key: String, in view: TOMLView) throws(ProjectFileError) -> PackageName {
        if let known = names[text] { return known }
        do {
            let name = try PackageName(text)
            names[text] = name
            return name
        } catch { throw view.invalid(key, error.what, hint: error.hint) }
    }

    mutating func names(_ key: String, in view: TOMLView) throws(ProjectFileError) -> [PackageName] {
        var found: [PackageName] = []
        for text in try view.strings(key) { found.append(try name(text, key, in: view)) }
        return found
    }

    func version(_ key: String, in view: TOMLView) throws(ProjectFileError) -> PEP440Version? {
        guard let text = try view.string(key) else { return nil }
        do { return try PEP440Version(text) } catch { throw view.invalid(key, error.what, hint: error.hint) }
    }

    /// Version specifiers; `*`, as older tools write, is any version.
    func specifiers(_ key: String, in view: TOMLView) throws(ProjectFileError) -> VersionSpecifierSet? {
        guard let text = try view.string(key), !text.isEmpty, text != "*" else { return nil }
        do { return try VersionSpecifierSet(text) } catch { throw view.invalid(key, error.what, hint: error.hint) }
    }

    mutating func marker(_ key: String, in view: TOMLView) throws(ProjectFileError) -> EnvironmentMarker? {
        guard let text = try view.string(key), !text.isEmpty else { return nil }
        return try marker(text, key, in: view)
    }

    mutating func marker(_ text: String, _ key: String, in view: TOMLView) throws(ProjectFileError) -> EnvironmentMarker
    {
        if let known = markers[text] { return known }
        do {
            let marker = try EnvironmentMarker(text)
            markers[text] = marker
            return marker
        } catch { throw view.invalid(key, error.what, hint: error.hint) }
    }

    mutating func markers(_ key: String, in view: TOMLView) throws(ProjectFileError) -> [EnvironmentMarker] {
        var found: [EnvironmentMarker] = []
        for text in try view.strings(key) { found.append(try marker(text, key, in: view)) }
        return found
    }

    /// `sha256:…`
    func hash(_ text: String, _ key: String, in view: TOMLView) throws(ProjectFileError) -> FileHash {
        guard let hash = FileHash(text) else {
            throw view.invalid(
                key, "'\(text.printable(limit: 100))' is no hash", hint: "a hash is 'sha256:' and 64 digits")
        }
        return hash
    }

    /// The packages of a lock, not more than a lock may hold.
    func packages(_ key: String, in view: TOMLView) throws(ProjectFileError) -> [TOMLView] {
        let tables = try view.tables(key)
        guard tables.count <= Self.maximumPackages else {
            throw view.error(.tooMany(what: "packages", limit: Self.maximumPackages))
        }
        return tables
    }
}

/// Places of a lock's packages by name.
struct PackagePlaces {
    private var places: [PackageName: [Int]] = [:]

    init(_ packages: [LockedPackage]) {
        for (place, package) in packages.enumerated() { places[package.name, default: []].append(place) }
    }

    subscript(name: PackageName) -> [Int] { places[name] ?? [] }
}
