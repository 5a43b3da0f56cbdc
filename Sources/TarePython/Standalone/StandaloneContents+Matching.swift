extension StandaloneContents {
    /// Why a path is left out; `nil` for one that stays.
    ///
    /// - Parameters:
    ///   - path: below the installation, without a slash at either end.
    ///   - needsSharedLibrary: whether a program of the installation loads `libpython`.
    public func reason(toLeaveOut path: some Collection<UInt8>, needsSharedLibrary: Bool) -> Reason? {
        let parts = path.split(separator: UInt8(ascii: "/"))
        if let rule = Self.compiled.first(where: { $0.matches(parts) }) { return rule.reason }
        guard !keepsSharedLibrary, !needsSharedLibrary else { return nil }
        return Self.compiledSharedLibrary.first { $0.matches(parts) }?.reason
    }

    /// Whether a name that an ELF file needs is that of the interpreter's own library.
    public static func isSharedLibrary(_ needed: String) -> Bool {
        let name = needed.utf8.split(separator: UInt8(ascii: "/")).last ?? needed.utf8[...]
        return name.starts(with: "libpython3".utf8)
    }

    private static let compiled = rules.map(CompiledRule.init)
    private static let compiledSharedLibrary = sharedLibrary.map(CompiledRule.init)
}

/// A rule as its names' patterns.
private struct CompiledRule: Sendable {
    let reason: StandaloneContents.Reason
    /// Whether the names may stand at any depth.
    private let isAnywhere: Bool
    private let names: [ArraySlice<UInt8>]

    init(_ rule: StandaloneContents.Rule) {
        reason = rule.reason
        let names = Array(rule.pattern.utf8).split(separator: UInt8(ascii: "/"))
        isAnywhere = names.first?.elementsEqual("**".utf8) == true
        self.names = isAnywhere ? Array(names.dropFirst()) : names
    }

    func matches<Name: Collection<UInt8>>(_ parts: [Name]) -> Bool {
        guard isAnywhere else { return matches(parts[...]) }
        return parts.indices.contains { matches(parts[$0...]) }
    }

    /// The pattern names the path itself or a folder above it.
    private func matches<Name: Collection<UInt8>>(_ parts: ArraySlice<Name>) -> Bool {
        parts.count >= names.count && zip(names, parts).allSatisfy { Self.matches($0, $1) }
    }

    /// Goes back to the last asterisk at most: time is the product of the lengths.
    private static func matches(_ pattern: ArraySlice<UInt8>, _ name: some Collection<UInt8>) -> Bool {
        let asterisk = UInt8(ascii: "*")
        var place = pattern.startIndex
        var position = name.startIndex
        var lastAsterisk: Int?
        var resume = position
        while position != name.endIndex {
            if place < pattern.endIndex, pattern[place] == asterisk {
                lastAsterisk = place
                resume = position
                place += 1
            } else if place < pattern.endIndex, pattern[place] == name[position] {
                place += 1
                name.formIndex(after: &position)
            } else if let lastAsterisk {
                place = lastAsterisk + 1
                name.formIndex(after: &resume)
                position = resume
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == asterisk }
    }
}
