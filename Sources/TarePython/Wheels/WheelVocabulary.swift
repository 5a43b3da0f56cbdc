/// What wheels' names are made of, each spelling parsed once: the files of a lock repeat the same tags thousands of
/// times, and those of a package its name and version.
struct WheelVocabulary {
    private var lists: [String: WheelTagLists] = [:]
    private var lastName: (spelling: ArraySlice<UInt8>, name: PackageName)?
    private var lastVersion: (spelling: ArraySlice<UInt8>, version: PEP440Version)?

    /// Hyphens are escaped to `_`, one for a run of separators.
    mutating func name(_ bytes: ArraySlice<UInt8>) -> PackageName? {
        if let lastName, lastName.spelling.elementsEqual(bytes) { return lastName.name }
        guard !zip(bytes, bytes.dropFirst()).contains(where: { $0 == 0x5F && $1 == 0x5F }),
            let name = try? PackageName(bytes: bytes)
        else { return nil }
        lastName = (bytes, name)
        return name
    }

    mutating func version(_ bytes: ArraySlice<UInt8>) throws(VersionError) -> PEP440Version {
        if let lastVersion, lastVersion.spelling.elementsEqual(bytes) { return lastVersion.version }
        let version = try PEP440Version(bytes: bytes)
        lastVersion = (bytes, version)
        return version
    }

    mutating func tagLists(_ bytes: ArraySlice<UInt8>) throws(WheelTagLists.Failure) -> WheelTagLists {
        let spelling = bytes.text
        if let known = lists[spelling] { return known }
        let parsed = try WheelTagLists(bytes: bytes)
        lists[spelling] = parsed
        return parsed
    }
}
